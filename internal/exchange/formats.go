package exchange

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"drill/internal/deck"
)

// Format is a format of another program, or of many.
type Format struct {
	Name string
	// Title is what people call it.
	Title string
	// Endings are those of its files, the usual one first.
	Endings []string
	// Import is nil where it is not read, or not from the bytes of one file alone.
	Import Importer
	// Export is nil where it is not written.
	Export Exporter
}

// Write gives a deck in the format, without the characters that a terminal would
// act on and no other program shows.
func (f Format) Write(d *deck.Deck) (text []byte, losses []Loss, err error) {
	var out bytes.Buffer
	if losses, err = f.Export(&out, d); err != nil {
		return nil, nil, err
	}
	text = out.Bytes()
	if bytes.ContainsFunc(text, func(r rune) bool { return shown(r) < 0 }) {
		text = bytes.Map(shown, text)
		losses = append(losses, Loss{What: "control characters, and those that turn the direction of text, are not written"})
	}
	return text, losses, nil
}

// PackageFormat is the name of the format that OpenAPKG reads.
const PackageFormat = "apkg"

// Formats are all formats, in the order in which they are listed.
func Formats() []Format {
	return []Format{
		{Name: "gift", Title: "GIFT, of Moodle", Endings: []string{".gift"}, Import: telling(ImportGIFT), Export: ExportGIFT},
		{Name: "aiken", Title: "Aiken", Endings: []string{".aiken"}, Import: telling(ImportAiken)},
		{Name: "moodle", Title: "Moodle XML", Endings: []string{".xml"}, Import: telling(ImportMoodleXML), Export: ExportMoodleXML},
		{Name: "anki", Title: "Anki's text files", Endings: []string{".tsv", ".txt"}, Import: telling(ImportAnkiText), Export: ExportAnkiText},
		{Name: PackageFormat, Title: "Anki's packages", Endings: []string{".apkg", ".colpkg"}},
		{Name: "csv", Title: "CSV: questions, a glossary or a table", Endings: []string{".csv"}, Import: telling(ImportCSV), Export: ExportCSV},
		{Name: "markdown", Title: "Markdown", Endings: []string{".md", ".markdown"}, Import: telling(ImportMarkdown), Export: ExportMarkdown},
		{Name: "json", Title: "JSON, with all that a deck knows", Endings: []string{".json"}, Export: ExportJSON},
	}
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, bool) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// FormatByEnding finds the format that files with the ending of a path usually
// have.
func FormatByEnding(path string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(path))
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return slices.Contains(f.Endings, ending) })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

var (
	aikenSign = pattern(`(?m)^ANSWER:\s*[A-Z]\s*$`)
	giftSign  = pattern(`(?s)\{[^{}]*\}|^\s*\$CATEGORY:|^\s*::`)
	ankiSign  = pattern(`(?m)\A#(?:separator|html|tags|columns|notetype|deck|guid)\b|^[^\t\n]+\t`)
)

// isCSVHead reports whether a text begins with the names of columns that only CSV
// has, whatever stands between them.
func isCSVHead(head string) bool {
	head = strings.TrimPrefix(head, "\ufeff")
	line, _, _ := strings.Cut(strings.ReplaceAll(head, "\r", "\n"), "\n")
	header := strings.Split(line, string(guessCSVSeparator(line+"\n")))
	return len(header) > 1 && (isGlossary(header) || isQuestionList(header) && slices.ContainsFunc(header, func(title string) bool { return csvColumn(title) == "answer" }))
}

// GuessFormat tells by its content what a text file is, since .txt and .tsv may be
// any of several formats.
func GuessFormat(data []byte) (Format, bool) {
	const enough = 1 << 16
	head := string(data[:min(len(data), enough)])
	name := ""
	switch {
	case strings.HasPrefix(head, "PK\x03\x04"):
		name = PackageFormat
	case strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(head, "\ufeff")), "<?xml"), strings.Contains(head, "<quiz>"):
		name = "moodle"
	case aikenSign().MatchString(strings.ReplaceAll(head, "\r", "")):
		name = "aiken"
	case isCSVHead(head):
		name = "csv"
	case strings.HasPrefix(head, "#") || ankiSign().MatchString(head) && !giftSign().MatchString(head):
		name = "anki"
	case giftSign().MatchString(head):
		name = "gift"
	default:
		return Format{}, false
	}
	return FormatNamed(name)
}
