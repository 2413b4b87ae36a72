package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Moodle XML as a tree, one question at a time.
//
// A file is untrusted, so what it may hold is bounded: tags stand only so deep
// inside one another, a question has only so many, a document type (and with it
// an entity that grows) is refused, and what no question needs is read over: the
// bytes of a picture, say, are never kept nor decoded.

const (
	maxMoodleDepth    = 24     // a tag of a tag; Moodle's own files need seven
	maxMoodleElements = 10_000 // of one question
)

// moodleKept are the elements of a question that mean something here.
var moodleKept = func() map[string]bool {
	kept := make(map[string]bool)
	for _, name := range strings.Fields(`text file name questiontext generalfeedback defaultgrade idnumber tags tag hint hintcontent
		answer fraction feedback correctfeedback partiallycorrectfeedback incorrectfeedback single shuffleanswers
		usecase tolerance units unit unit_name multiplier unitgradingtype showunits subquestion graderinfo responsetemplate
		attachments minwordlimit maxwordlimit hidden category info selecttype selectcount gradingtype synonym word synonyms modelanswer converttospace
		sentencedividers extenddictionary quotematching allowsubscript allowsuperscript`) {
		kept[name] = true
	}
	return kept
}()

// moodleXML reads a file of questions.
type moodleXML struct {
	file     string
	tokens   *xml.Decoder
	depth    int
	elements int    // of the question that is read
	encoding string // one that the file claims and that is not read
	line     int    // at which the last token began
	rooted   bool   // a <quiz> has begun
}

func newMoodleXML(text, file string) *moodleXML {
	x := &moodleXML{file: file, tokens: xml.NewDecoder(strings.NewReader(text)), line: 1}
	x.tokens.Entity = xml.HTMLEntity
	x.tokens.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "us-ascii") || strings.EqualFold(label, "utf8") {
			return in, nil
		}
		x.encoding = label
		return nil, errors.New("not UTF-8")
	}
	return x
}

// next gives the next token. The error is io.EOF at the end, or deck.Problems.
func (x *moodleXML) next() (xml.Token, error) {
	x.line, _ = x.tokens.InputPos()
	token, err := x.tokens.Token()
	switch {
	case err == io.EOF:
		return nil, io.EOF
	case err != nil:
		return nil, x.broken(err)
	}
	switch token.(type) {
	case xml.Directive:
		return nil, problemAt(x.file, x.line, "the file declares a document type or entities of its own", "take the <!DOCTYPE ...> out; a file of questions needs none")
	case xml.StartElement:
		if x.depth++; x.depth > maxMoodleDepth {
			return nil, problemAt(x.file, x.line, fmt.Sprintf("tags stand more than %d deep inside one another", maxMoodleDepth), "put markup of a text into <![CDATA[ and ]]>, and close every tag")
		}
	case xml.EndElement:
		x.depth--
	}
	return token, nil
}

// moodleEncoding is the declaration that opens an XML file, as far as it names the
// encoding.
var moodleEncoding = pattern(`^\x{feff}?\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,60})["']`)

// encodingProblem says of a file that is not UTF-8 what it says itself to be,
// since that is to be changed as well. Other errors stay what they are.
func encodingProblem(data []byte, file string, err error) error {
	declared := moodleEncoding().FindSubmatch(data[:min(len(data), 1<<10)])
	if declared == nil || utf8.Valid(data) || strings.EqualFold(string(declared[1]), "utf-8") {
		return err
	}
	return problemAt(file, invalidLine(data), fmt.Sprintf("the line is not UTF-8; the file says that its encoding is %s", clip(oneLine(cleanText(string(declared[1]))))),
		`save the file as UTF-8, and write encoding="UTF-8" in its first line`)
}

// broken says what of a file is not XML.
func (x *moodleXML) broken(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case x.encoding != "":
		return problemAt(x.file, x.line, fmt.Sprintf("the file says that its encoding is %s", clip(oneLine(cleanText(x.encoding)))), `save it as UTF-8, and write encoding="UTF-8" in its first line`)
	case !errors.As(err, &syntax):
		return problemAt(x.file, x.line, "the file is not XML: "+clip(cleanText(err.Error())), "export it again from Moodle")
	case syntax.Msg == "unexpected EOF":
		return problemAt(x.file, syntax.Line, "the file ends before all of its tags are closed", "export it again; a part of it is missing")
	}
	cause := "the file is not XML: " + clip(cleanText(syntax.Msg))
	if strings.HasPrefix(syntax.Msg, "illegal character") {
		return problemAt(x.file, syntax.Line, cause, "take the character out; no XML may hold it")
	}
	return problemAt(x.file, syntax.Line, cause, "close every tag, and write &lt; and &amp; for < and & in a text, or put it into <![CDATA[ and ]]>")
}

const moodleRemedy = "export the questions from Moodle in the format Moodle XML"

// question reads on to the next question; nil at the end of the file. Other
// elements beside questions are read over.
func (x *moodleXML) question() (*moodleNode, error) {
	for {
		token, err := x.next()
		switch {
		case err == io.EOF && !x.rooted:
			return nil, problemAt(x.file, 1, "the file is not Moodle XML: it holds no <quiz>", moodleRemedy)
		case err == io.EOF:
			return nil, nil
		case err != nil:
			return nil, err
		}
		start, isStart := token.(xml.StartElement)
		switch {
		case !isStart:
		case x.depth == 1 && start.Name.Local != "quiz":
			return nil, problemAt(x.file, x.line, fmt.Sprintf("the file is not Moodle XML: it begins with <%s>", clip(start.Name.Local)), moodleRemedy)
		case x.depth == 1:
			x.rooted = true
		case start.Name.Local == "question":
			x.elements = 0
			return x.element(start)
		default:
			if err := x.skip(); err != nil {
				return nil, err
			}
		}
	}
}

// element reads an element that has begun, up to its end.
func (x *moodleXML) element(start xml.StartElement) (*moodleNode, error) {
	node := &moodleNode{name: start.Name.Local, line: x.line, attrs: start.Attr}
	if x.elements++; x.elements > maxMoodleElements {
		return nil, problemAt(x.file, x.line, fmt.Sprintf("a question has over %d parts", maxMoodleElements), "make several questions of it")
	}
	for {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return node, nil
		case xml.CharData:
			if node.name != "file" {
				node.chars = append(node.chars, token...)
			}
		case xml.StartElement:
			if node.name == "text" {
				return nil, problemAt(x.file, x.line, fmt.Sprintf("the text has the tag <%s> inside", clip(token.Name.Local)), "put the text into <![CDATA[ and ]]>, or write &lt; for <")
			}
			if err := x.inside(node, token); err != nil {
				return nil, err
			}
		}
	}
}

// inside reads an element of another, or over it.
func (x *moodleXML) inside(node *moodleNode, start xml.StartElement) error {
	if !moodleKept[start.Name.Local] {
		return x.skip()
	}
	child, err := x.element(start)
	node.children = append(node.children, child)
	return err
}

// skip reads over an element that has begun.
func (x *moodleXML) skip() error {
	for around := x.depth - 1; x.depth > around; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}
