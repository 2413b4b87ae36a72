package exchange

import "strings"

// maxMoodleTag is the most bytes of one tag, with its attributes.
const maxMoodleTag = 64 << 10

// longTag is where a tag begins that is longer than any of Moodle's; -1 for
// nowhere. A decoder would keep all of its attributes.
func longTag(text string) int {
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			return -1
		}
		at += open
		size := tagSize(text[at:])
		if size > maxMoodleTag && text[at+1] != '!' && text[at+1] != '?' {
			return at
		}
		at += size
	}
}

// tagSize is how long the tag, comment or section is that a text begins with.
func tagSize(text string) int {
	for _, section := range [][2]string{{"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<?", "?>"}} {
		if strings.HasPrefix(text, section[0]) {
			end := strings.Index(text, section[1])
			if end < 0 {
				return len(text)
			}
			return end + len(section[1])
		}
	}
	var quote byte
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(text)
}
