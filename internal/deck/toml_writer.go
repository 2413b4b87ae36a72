package deck

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// tomlWriter writes TOML a line at a time. What is empty is left out.
type tomlWriter struct {
	out    *bufio.Writer
	err    error
	holder string // the table that a rubric stands in; empty means question
}

func (w *tomlWriter) line(format string, args ...any) { fmt.Fprintf(w.out, format+"\n", args...) }

// block begins a table, with an empty line and its comments above it.
func (w *tomlWriter) block(header string, notes []string) {
	w.line("")
	w.notes(notes)
	w.line("%s", header)
}

func (w *tomlWriter) notes(notes []string) {
	for _, note := range notes {
		for text := range strings.Lines(note) {
			w.line("# %s", strings.TrimSpace(strings.Map(inComment, text)))
		}
	}
}

// inComment drops what no comment may hold.
func inComment(r rune) rune {
	if r != '\t' && unicode.IsControl(r) || r == unicode.ReplacementChar {
		return ' '
	}
	return r
}

func (w *tomlWriter) text(key, value string) {
	if strings.TrimSpace(value) != "" {
		w.line("%s = %s", key, tomlText(value))
	}
}

func (w *tomlWriter) texts(key string, values []string) {
	if len(values) > 0 {
		w.line("%s = %s", key, tomlTexts(values))
	}
}

func (w *tomlWriter) flag(key string, value bool) {
	if value {
		w.line("%s = true", key)
	}
}

func (w *tomlWriter) number(key string, value float64) {
	if value != 0 {
		w.line("%s = %s", key, w.float(value))
	}
}

func (w *tomlWriter) count(key string, value int) {
	if value != 0 {
		w.line("%s = %d", key, value)
	}
}

// float writes a number; TOML's inf and nan are none that a deck can count with.
func (w *tomlWriter) float(value float64) string {
	if !isFinite(value) {
		w.err = cmp.Or(w.err, fmt.Errorf("write deck: %v is not a number to count with", value))
		return "0"
	}
	return tomlFloat(value)
}

func tomlFloat(value float64) string {
	const exact = 1 << 53 // up to here every whole number is one of floating point too
	if value == float64(int64(value)) && value > -exact && value < exact {
		return strconv.FormatInt(int64(value), 10)
	}
	text := strconv.FormatFloat(value, 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// tomlText writes a text: on one line in quotes, or as a block where it has
// several lines.
func tomlText(text string) string {
	text = cleaned(text)
	if !strings.Contains(text, "\n") {
		return `"` + escapeTOML(text, `"`) + `"`
	}
	return "\"\"\"\n" + escapeTOML(text, `"""`) + `"""`
}

// cleaned is a text as it is read back: with plain line ends, and no white space
// around it.
func cleaned(text string) string {
	return strings.ToValidUTF8(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\ufffd")
}

// escapeTOML escapes what may not stand between quotes. A block needs it for
// three quotes in a row only, and where it ends in one.
func escapeTOML(text, fence string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '"' && (fence == `"` || i+1 == len(text) || strings.HasPrefix(text[i:], `"""`)):
			b.WriteString(`\"`)
		case r == '\n' && fence != `"`, r == '\t':
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r >= 0x7f && r < 0xa0 || isHidden(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func tomlTexts(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = `"` + escapeTOML(cleaned(value), `"`) + `"`
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func tomlKey(key string) string {
	if key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		return key
	}
	return `"` + escapeTOML(strings.ToValidUTF8(key, "\ufffd"), `"`) + `"`
}

// inline writes a table on one line; entries without a value are left out.
func inline(entries ...[2]string) string {
	var parts []string
	for _, entry := range entries {
		if entry[1] != "" {
			parts = append(parts, entry[0]+" = "+entry[1])
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// inlineText is tomlText for a table on one line; nothing for an empty text.
func inlineText(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return `"` + escapeTOML(cleaned(text), `"`) + `"`
}

func (w *tomlWriter) credit(credit map[string]float64) {
	var entries [][2]string
	for _, text := range slices.Sorted(maps.Keys(credit)) {
		entries = append(entries, [2]string{tomlKey(text), w.float(credit[text])})
	}
	if len(entries) > 0 {
		w.line("credit = %s", inline(entries...))
	}
}

func (w *tomlWriter) textMap(key string, texts map[string]string) {
	var entries [][2]string
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		entries = append(entries, [2]string{tomlKey(name), inlineText(texts[name])})
	}
	if len(entries) > 0 {
		w.line("%s = %s", key, inline(entries...))
	}
}

func (w *tomlWriter) textsMap(key string, texts map[string][]string) {
	var entries [][2]string
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		entries = append(entries, [2]string{tomlKey(name), tomlTexts(texts[name])})
	}
	if len(entries) > 0 {
		w.line("%s = %s", key, inline(entries...))
	}
}

// QuoteTOML writes a text as TOML does, in quotes.
func QuoteTOML(text string) string { return tomlText(text) }
