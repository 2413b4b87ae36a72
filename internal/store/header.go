package store

import (
	"encoding/binary"
	"io"
	"os"
	"strings"
	"sync/atomic"
)

// connected says that this process has opened a database. From then on a file may hold
// locks of SQLite's, and to close it another time would drop them (fcntl(2)).
var connected atomic.Bool

// Where the header of an SQLite file says what it is (sqlite.org, "Database File
// Format", section 1.3).
const (
	headerSize        = 100
	headerMagic       = "SQLite format 3\x00"
	headerUserVersion = 60
	headerApplication = 68
)

// saysOurs reports whether the header of a file says that it is a database of ours with
// a schema that we know. It spares a start a connection of its own. It reports false
// where it cannot tell: where a log beside the file may say otherwise, or where looking
// would drop locks.
func saysOurs(path string) bool {
	if connected.Load() {
		return false
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(file, header); err != nil || !strings.HasPrefix(string(header), headerMagic) {
		return false
	}
	version := binary.BigEndian.Uint32(header[headerUserVersion:])
	return binary.BigEndian.Uint32(header[headerApplication:]) == applicationID && version >= 1 && int(version) <= len(schemas)
}
