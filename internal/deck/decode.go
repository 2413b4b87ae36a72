package deck

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// decode reads one file of a deck. It gives nil, and a problem, when the file
// is no TOML.
func decode(name string, data []byte, r *reporter) *document {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if problem, ok := badBytes(data); ok {
		problem.File = name
		r.add(problem)
		return nil
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	found, fields, err := parse(text, pieceSize)
	if found.tooDeep > 0 {
		r.add(Problem{File: name, Line: found.tooDeep, Cause: fmt.Sprintf("values are nested more than %d deep", maxDepth), Remedy: "write the tables as blocks, such as [[question]]"})
		return nil
	}
	if found.tooMany > 0 {
		r.add(Problem{File: name, Line: found.tooMany, Cause: found.crowded, Remedy: "make several decks of it"})
		return nil
	}
	if err != nil {
		problem := syntaxProblem(text, err)
		problem.File = name
		r.add(problem)
		return nil
	}
	if found.twice > 0 {
		r.add(Problem{File: name, Line: found.twice, Cause: "a key is given twice", Remedy: "keep one of the two"})
	}
	doc := &document{name: name}
	doc.root = &node{doc: doc, index: -1, value: fields, at: found.root}
	return doc
}

// badBytes finds what no text file should hold.
func badBytes(data []byte) (Problem, bool) {
	head := data[:min(len(data), 4)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.IndexByte(head, 0) >= 0 {
		return Problem{Line: 1, Cause: "is written in UTF-16", Remedy: "save the file as UTF-8"}, true
	}
	if !utf8.Valid(data) {
		return Problem{Line: lineAt(data, firstInvalid(data)), Cause: "holds bytes that are not UTF-8", Remedy: "save the file as UTF-8"}, true
	}
	if i := slices.IndexFunc(data, isForbidden); i >= 0 {
		return Problem{Line: lineAt(data, i), Cause: fmt.Sprintf("holds the control character 0x%02x", data[i]), Remedy: "take it out"}, true
	}
	return Problem{}, false
}

// isForbidden reports the control characters that TOML does not allow. A
// carriage return is judged by the parser.
func isForbidden(b byte) bool {
	return b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7f
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(data)
}

func lineAt(data []byte, i int) int { return bytes.Count(data[:i], []byte("\n")) + 1 }

// syntaxProblem puts an error of the TOML parser in plain words. Its line can
// be trusted for syntax and for keys given twice, which is all it reports here.
func syntaxProblem(text string, err error) Problem {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		return Problem{Cause: "cannot be read as TOML: " + err.Error(), Remedy: "check quotes and brackets"}
	}
	line := max(syntax.Position.Line, 1)
	if at := syntax.Position.Start; strings.Contains(syntax.Message, `'\n'`) && at <= len(text) {
		line = strings.Count(text[:at], "\n") + 1 // it has counted the line end that it did not want
	}
	problem := Problem{Line: line, Cause: "is not TOML: " + lowerFirst(syntax.Message), Remedy: "mend this line"}
	for _, known := range syntaxErrors {
		if strings.Contains(syntax.Message, known.message) {
			problem.Cause, problem.Remedy = known.cause, known.remedy
			if strings.Contains(known.cause, "%s") {
				problem.Cause = fmt.Sprintf(known.cause, quotedIn(syntax.Message))
			}
			break
		}
	}
	return problem
}

// syntaxErrors are the parser's messages, as an author would put them. The
// first that fits is used.
var syntaxErrors = []struct{ message, cause, remedy string }{
	{"strings cannot contain newlines", "a text is not closed on its line", `end it with a quote, or use """ around a text of several lines`},
	{"cannot be used as an array", "the key %s is given both as a value and as [[…]]", "keep one of the two"},
	{"has already been defined", "the key %s is given twice", "keep one of the two"},
	{"was already created as a hash", "the key %s is given both as a value and as a table", "keep one of the two"},
	{"is not a table", "the key %s is given both as a value and as a table", "keep one of the two"},
	{"invalid escape", `a backslash in a text begins an escape that TOML does not know`, `write \\ for a backslash, or put the text in single quotes`},
	{"is not valid UTF-8", "an escape in a text stands for no character", "write the character itself"},
	{"expected a top-level item to end", "something stands behind the value", "begin a new line, or put the whole text in quotes"},
	{"unexpected EOF", "the file ends inside a text, a list or a table", "close the quote or the bracket"},
	{"but got end of file", "the file ends inside a list or a table", "close the bracket"},
	{"expected '.' or '=',", "is neither key = value nor [table]", "write key = value; a key with spaces goes in quotes"},
	{"key name appears blank", "a key is missing before the =", "write key = value"},
	{"expected a comma", "a comma or a closing bracket is missing", "put commas between the values, and close the bracket"},
	{"unexpected comma", "a comma stands where a value is wanted", "take out one comma"},
	{"expected value but found", "the value is missing, or a text is not in quotes", `put texts in quotes; write true and false in lower case`},
	{"table names cannot be empty", "a table in brackets has no name", "write [name] or [[name]]"},
	{"end table name", "a table's name in brackets is not closed", "write [name] or [[name]]"},
	{"end of table array name", "a table's name in brackets is not closed", "write [[name]]"},
	{"is out of range", "a number is too large", "write a smaller number, or put it in quotes as a text"},
	{"Invalid integer", "%s is not a number that TOML knows", "write digits; a text goes in quotes"},
	{"Invalid float", "%s is not a number that TOML knows", "write digits, a point and digits; a text goes in quotes"},
	{"invalid datetime", "%s is not a date that TOML knows", "put it in quotes as a text"},
	{"control characters", "holds a control character", "take it out, or write an escape in double quotes"},
}

// quotedIn is what a message of the parser shows in quotes.
func quotedIn(message string) string {
	start := strings.IndexAny(message, `'"`)
	if start < 0 {
		return ""
	}
	end := strings.LastIndexByte(message, message[start])
	if end <= start {
		return ""
	}
	return message[start+1 : end]
}

func lowerFirst(text string) string {
	if text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
