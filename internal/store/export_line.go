package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/uuid"

	"drill/internal/session"
)

// An export is a text of JSON objects, one a line, which docs/export-format.md
// describes. The same log gives the same bytes: the lines have one order, each
// object has the order of its columns, and a value has one spelling.

const (
	exportFormat  = "drill log"
	exportVersion = 1
)

// The kinds of lines besides those of the log's tables.
const (
	lineLearner = "learner"
	lineRubric  = "rubric"
	lineDevice  = "device"
	lineEnd     = "end"
)

// field is a name with its value: a string, an int64, a float64, or bytes. A value
// that is nil is left out.
type field struct {
	name  string
	value any
}

// appendLine appends a line of a kind.
func appendLine(line []byte, kind string, fields []field) ([]byte, error) {
	line = append(line, '{')
	line = appendText(line, kind)
	line = append(line, ':')
	line, err := appendObject(line, fields)
	return append(line, '}', '\n'), err
}

func appendObject(line []byte, fields []field) ([]byte, error) {
	line = append(line, '{')
	first := true
	for _, f := range fields {
		if f.value == nil {
			continue
		}
		if !first {
			line = append(line, ',')
		}
		first = false
		line = append(appendText(line, f.name), ':')
		var err error
		if line, err = appendJSON(line, f.value); err != nil {
			return line, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return append(line, '}'), nil
}

func appendJSON(line []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case int64:
		return strconv.AppendInt(line, v, 10), nil
	case float64:
		if !finite(v) {
			return line, fmt.Errorf("%w: %v is no number", ErrDamaged, v)
		}
		return strconv.AppendFloat(line, v, 'g', -1, 64), nil
	case string:
		if !utf8.ValidString(v) {
			return line, fmt.Errorf("%w: a text is not UTF-8", ErrDamaged)
		}
		return appendText(line, v), nil
	case []byte:
		return appendText(line, bytesText(v)), nil
	}
	return line, fmt.Errorf("%w: a value is a %T", ErrDamaged, value)
}

// appendText appends a string in quotes. What a terminal would not show as a
// character is written as its code.
func appendText(line []byte, text string) []byte {
	line = append(line, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			line = append(line, '\\', byte(r))
		case r == '\n':
			line = append(line, '\\', 'n')
		case unicode.IsPrint(r):
			line = utf8.AppendRune(line, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			line = fmt.Appendf(line, `\u%04x\u%04x`, high, low)
		default:
			line = fmt.Appendf(line, `\u%04x`, r)
		}
	}
	return append(line, '"')
}

// bytesText writes 16 bytes as the UUID that they are, and others in hexadecimal.
func bytesText(b []byte) string {
	if id, err := uuid.FromBytes(b); err == nil {
		return id.String()
	}
	return hex.EncodeToString(b)
}

func parseBytes(text string) ([]byte, error) {
	var b []byte
	if id, err := uuid.Parse(text); err == nil {
		b = id[:]
	} else if b, err = hex.DecodeString(text); err != nil {
		return nil, fmt.Errorf("%q is neither a UUID nor hexadecimal", text)
	}
	if bytesText(b) != text { // another spelling
		return nil, fmt.Errorf("%q should read %q", text, bytesText(b))
	}
	return b, nil
}

// columnType is the type of a column, as SQLite names it.
type columnType string

const (
	typeInteger columnType = "INTEGER"
	typeReal    columnType = "REAL"
	typeText    columnType = "TEXT"
	typeBlob    columnType = "BLOB"
)

// parseJSON reads the value of a column.
func parseJSON(raw json.RawMessage, as columnType) (any, error) {
	switch as {
	case typeInteger:
		return strconv.ParseInt(string(raw), 10, 64)
	case typeReal:
		number, err := strconv.ParseFloat(string(raw), 64)
		if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
			return nil, fmt.Errorf("%.40q is no number", raw)
		}
		return real(number), nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(string(raw), `"`) {
		return nil, fmt.Errorf("%.40q is no text", raw)
	}
	if as == typeBlob {
		return parseBytes(text)
	}
	return text, nil
}

// object are the values of a line, which are taken one by one.
type object map[string]json.RawMessage

// take takes the value of a name out; nil when there is none.
func (o object) take(name string, as columnType) (any, error) {
	raw, ok := o[name]
	if !ok {
		return nil, nil
	}
	delete(o, name)
	value, err := parseJSON(raw, as)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}

func (o object) text(name string) (string, error) {
	value, err := o.take(name, typeText)
	if err == nil && value == nil {
		err = fmt.Errorf("there is no %s", name)
	}
	text, _ := value.(string)
	return text, err
}

func (o object) integer(name string) (int64, error) {
	value, err := o.take(name, typeInteger)
	if err == nil && value == nil {
		err = fmt.Errorf("there is no %s", name)
	}
	number, _ := value.(int64)
	return number, err
}

func (o object) id(name string) (id session.ID, err error) {
	b, err := o.bytes(name, len(id))
	copy(id[:], b)
	return id, err
}

func (o object) bytes(name string, length int) ([]byte, error) {
	value, err := o.take(name, typeBlob)
	if err != nil {
		return nil, err
	}
	b, _ := value.([]byte)
	if len(b) != length {
		return nil, fmt.Errorf("there is no %s of %d bytes", name, length)
	}
	return b, nil
}

// spent reports a name that nothing took.
func (o object) spent() error {
	for name := range o {
		return fmt.Errorf("%.60q is not known here", name)
	}
	return nil
}
