package deck

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The texts of TOML, as far as the scanner must know them: to see where they
// end, and what a quoted key is called.

// oneLine reads a string of one line and gives what is between its quotes.
func (s *scanner) oneLine(quote byte, escapes bool) string {
	s.pos++
	start := s.pos
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == quote:
			s.pos++
			return s.text[start : s.pos-1]
		case c == '\n':
			s.giveUp()
			return ""
		case c == '\\' && escapes:
			s.pos++
		}
		s.pos++
	}
	s.giveUp()
	return ""
}

// severalLines reads a string of several lines, fenced by three quotes. Up to two more
// quotes may stand right before the fence that closes it.
func (s *scanner) severalLines(quote byte) {
	s.pos += 3
	run := 0
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if run >= 3 && (c != quote || run == 5) {
			return
		}
		switch c {
		case quote:
			run++
		case '\n':
			s.line++
			run = 0
		case '\\':
			run = 0
			if quote == '"' && s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n' {
				s.pos++
			}
		default:
			run = 0
		}
		s.pos++
	}
	if run < 3 {
		s.giveUp()
	}
}

// unescape reads the escapes of a quoted key.
func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[i]]; digits > 0 && i+digits < len(text) {
			code, _ := strconv.ParseUint(text[i+1:i+1+digits], 16, 32)
			b.WriteString(string(utf8.AppendRune(nil, rune(code))))
			i += digits
			continue
		}
		if c, ok := escapes[text[i]]; ok {
			b.WriteByte(c)
		}
	}
	return b.String()
}

var escapes = map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1b, '"': '"', '\\': '\\'}
