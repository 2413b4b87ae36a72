package exchange

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainText reads HTML as a person would: tags are gone, blocks stand on lines
// of their own, list items have a dash. It names the pictures, sounds and
// videos that the text refers to and no longer shows.
func plainText(source string) (text string, media []string) {
	w := htmlWriter{tokens: html.NewTokenizer(strings.NewReader(source))}
	w.tokens.SetMaxBuf(maxSize)
	for w.token() {
	}
	return w.text(), w.media
}

type htmlWriter struct {
	tokens *html.Tokenizer
	out    strings.Builder
	media  []string
	hidden int // inside a script or a style
	pre    int // inside preformatted text
}

func (w *htmlWriter) token() bool {
	switch kind := w.tokens.Next(); kind {
	case html.ErrorToken:
		return false
	case html.TextToken:
		if w.hidden == 0 {
			w.words(string(w.tokens.Text()))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		w.start(w.tokens.Token(), kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		w.end(w.tokens.Token())
	}
	return true
}

// words adds text; outside of preformatted text a line break is a space.
func (w *htmlWriter) words(text string) {
	if w.pre == 0 {
		text = strings.Map(func(r rune) rune {
			if r != '\u00a0' && unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, text)
	}
	w.out.WriteString(strings.ReplaceAll(text, "\u00a0", " "))
}

func (w *htmlWriter) start(tag html.Token, closed bool) {
	switch tag.DataAtom {
	case atom.Script, atom.Style:
		if !closed {
			w.hidden++
		}
	case atom.Pre:
		w.pre++
		w.out.WriteByte('\n')
	case atom.Li:
		w.out.WriteString("\n- ")
	case atom.Td, atom.Th:
		if text := w.out.String(); text != "" && !strings.HasSuffix(text, "\n") {
			w.out.WriteString(" | ")
		}
	case atom.Sup:
		w.out.WriteByte('^')
	case atom.Img, atom.Audio, atom.Video, atom.Source, atom.Object, atom.Embed, atom.Iframe:
		w.refer(tag)
	default:
		if isBlock(tag.DataAtom) {
			w.out.WriteByte('\n')
		}
	}
}

func (w *htmlWriter) end(tag html.Token) {
	switch tag.DataAtom {
	case atom.Script, atom.Style:
		w.hidden = max(w.hidden-1, 0)
	case atom.Pre:
		w.pre = max(w.pre-1, 0)
		w.out.WriteByte('\n')
	default:
		if isBlock(tag.DataAtom) && tag.DataAtom != atom.Br {
			w.out.WriteByte('\n')
		}
	}
}

// refer notes a file that is shown at this place; its other text, where it has
// one, stands instead.
func (w *htmlWriter) refer(tag html.Token) {
	named := false
	for _, attribute := range tag.Attr {
		switch attribute.Key {
		case "src", "data":
			if attribute.Val != "" {
				w.media = append(w.media, attribute.Val)
				named = true
			}
		case "alt":
			w.out.WriteString(attribute.Val)
		}
	}
	if tag.DataAtom == atom.Iframe && !named {
		w.media = append(w.media, "a page inside the text")
	}
}

func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Br, atom.P, atom.Div, atom.Tr, atom.Table, atom.Ul, atom.Ol, atom.Hr, atom.Blockquote,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dl, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Figure:
		return true
	}
	return false
}

// text is what was written, without white space at the ends of lines and
// without empty lines in a row.
func (w *htmlWriter) text() string {
	var lines []string
	for line := range strings.SplitSeq(w.out.String(), "\n") {
		line = strings.TrimSpace(line)
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, collapse(line))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// collapse makes runs of spaces one.
func collapse(line string) string {
	if !strings.Contains(line, "  ") {
		return line
	}
	return strings.Join(strings.Fields(line), " ")
}
