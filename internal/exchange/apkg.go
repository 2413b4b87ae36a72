package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// A package of Anki is a zip archive with a database, the collection, and the
// media under numbers. There are three generations of it, which may stand side
// by side for the sake of older programs:
//
//	collection.anki2    up to 2.0; in newer packages a stub that asks to update
//	collection.anki21   2.1
//	collection.anki21b  since 2.1.50, compressed with Zstandard
//
// A file media names the media: JSON, or with anki21b a compressed message. A
// file meta has the version of the package, which is 3 for anki21b.

// Package is a package of Anki (.apkg), or a whole collection (.colpkg), that
// was opened.
type Package struct {
	file       string
	size       int64
	collection *zip.File
	compressed bool // once more, within the archive
	media      map[string]bool
}

// Limits of a package. An archive of a few kilobytes can hold gigabytes of
// nothing; a real collection shrinks to a third or a tenth.
const (
	maxEntries    = 500_000
	maxCollection = 1 << 30  // bytes
	maxMediaList  = 64 << 20 // bytes
	maxRatio      = 200      // of what is packed, from ratioFrom bytes on
	ratioFrom     = 8 << 20
	maxWindow     = 64 << 20 // memory of the decoder
	maxMeta       = 1 << 10
	latestPackage = 3
)

// generations are the names of the collection, the newest first.
var generations = []string{"collection.anki21b", "collection.anki21", "collection.anki2"}

// OpenAPKG opens a package of that size; file is its name in messages. The
// error is deck.Problems.
func OpenAPKG(r io.ReaderAt, size int64, file string) (*Package, error) {
	p := &Package{file: file, size: size}
	archive, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, p.notZip(r)
	}
	if len(archive.File) > maxEntries {
		return nil, p.problem(fmt.Sprintf("the package holds over %d files", maxEntries), "export it deck by deck")
	}
	entries := make(map[string]*zip.File)
	for _, entry := range archive.File {
		if entries[entry.Name] != nil && (entry.Name == "meta" || entry.Name == "media" || slices.Contains(generations, entry.Name)) {
			return nil, p.problem(fmt.Sprintf("the package holds %s twice", entry.Name), "export it anew: which of them is meant cannot be told")
		}
		entries[entry.Name] = entry
	}
	if err := p.checkVersion(entries["meta"]); err != nil {
		return nil, err
	}
	for _, name := range generations {
		if p.collection = entries[name]; p.collection != nil {
			p.compressed = name == generations[0]
			return p, p.readMedia(entries["media"])
		}
	}
	return nil, p.problem("the package holds no collection", "export it anew")
}

// notZip tells a package that is damaged from another kind of file.
func (p *Package) notZip(r io.ReaderAt) error {
	const begin = "PK\x03\x04"
	head := make([]byte, len(begin))
	if n, _ := r.ReadAt(head, 0); string(head[:n]) == begin {
		return p.problem("the package is damaged: what it holds cannot be listed", "export it anew, or copy it anew from where it came")
	}
	return p.problem("the file is no package of Anki", "export it anew; a text file is imported by its ending, .txt or .csv")
}

func (p *Package) problem(cause, remedy string) error { return problemAt(p.file, 0, cause, remedy) }

// checkVersion refuses a package of a generation that is not known.
func (p *Package) checkVersion(meta *zip.File) error {
	if meta == nil {
		return nil
	}
	content, err := p.readAll(meta, false, maxMeta)
	if err != nil {
		return err
	}
	version := uint64(0)
	ok := protoFields(content, func(field, value uint64) {
		if field == 1 {
			version = value
		}
	}, noBytes)
	if !ok || version > latestPackage {
		return p.problem(fmt.Sprintf("the package is of version %d, and up to %d are known", version, latestPackage), "export it with support for older versions of Anki")
	}
	return nil
}

// readMedia reads the names of the media.
func (p *Package) readMedia(entry *zip.File) error {
	p.media = make(map[string]bool)
	if entry == nil {
		return nil
	}
	content, err := p.readAll(entry, p.compressed, maxMediaList)
	if err != nil {
		return err
	}
	if p.compressed {
		return p.mediaMessage(content)
	}
	if len(content) == 0 {
		return nil
	}
	var names map[string]string
	if err := json.Unmarshal(content, &names); err != nil {
		return p.problem("the list of media cannot be read: "+err.Error(), "export it anew")
	}
	for name := range maps.Values(names) {
		p.media[name] = true
	}
	return nil
}

func (p *Package) mediaMessage(content []byte) error {
	ok := protoFields(content, noInteger, func(field uint64, entry []byte) {
		if field != 1 {
			return
		}
		protoFields(entry, noInteger, func(field uint64, name []byte) {
			if field == 1 {
				p.media[string(name)] = true
			}
		})
	})
	if !ok {
		return p.problem("the list of media cannot be read", "export it anew")
	}
	return nil
}

// Media are the names of the pictures, sounds and videos in the package.
func (p *Package) Media() []string { return slices.Sorted(maps.Keys(p.media)) }

// Collection writes the database that the package holds. It stops with
// deck.Problems when that grows beyond any collection.
func (p *Package) Collection(w io.Writer) error {
	return p.unpack(w, p.collection, p.compressed, maxCollection)
}

func (p *Package) readAll(entry *zip.File, compressed bool, most int64) ([]byte, error) {
	var content bytes.Buffer
	err := p.unpack(&content, entry, compressed, most)
	return content.Bytes(), err
}

// unpack writes what an entry holds, up to most bytes.
func (p *Package) unpack(w io.Writer, entry *zip.File, compressed bool, most int64) error {
	if entry.UncompressedSize64 > uint64(most) {
		return p.tooLarge(entry, most)
	}
	packed, err := entry.Open()
	if err != nil {
		return p.broken(entry, err)
	}
	defer packed.Close()
	content := io.Reader(packed)
	if compressed {
		decoder, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(maxWindow))
		if err != nil {
			return p.broken(entry, err)
		}
		defer decoder.Close()
		content = decoder
	}
	most = min(most, max(ratioFrom, maxRatio*min(int64(min(entry.CompressedSize64, uint64(most))), p.size)))
	counted := &countedWriter{w: w}
	if _, err = io.Copy(counted, io.LimitReader(content, most+1)); counted.err != nil {
		return counted.err // of who reads it, and not of the package
	}
	if err != nil {
		return p.broken(entry, err)
	}
	if counted.n > most {
		return p.tooLarge(entry, most)
	}
	return nil
}

func (p *Package) tooLarge(entry *zip.File, most int64) error {
	return p.problem(fmt.Sprintf("%s unpacks to over %d KB from %d bytes", entry.Name, most>>10, entry.CompressedSize64), "import packages that you trust; export a large collection deck by deck")
}

// broken says that an entry is damaged. Libraries tell by which byte, in words
// that help nobody.
func (p *Package) broken(entry *zip.File, err error) error {
	if errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return p.problem(fmt.Sprintf("the package is compressed in a way that is not known (%s)", entry.Name), "export it anew")
	}
	return p.problem(fmt.Sprintf("the package is damaged: %s in it cannot be unpacked", entry.Name), "export it anew, or copy it anew from where it came")
}

// countedWriter keeps apart what went wrong in writing.
type countedWriter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *countedWriter) Write(content []byte) (int, error) {
	n, err := c.w.Write(content)
	c.n += int64(n)
	c.err = err
	return n, err
}
