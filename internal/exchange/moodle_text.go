package exchange

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// A text of Moodle's says in an attribute how it is written: as HTML, as plain
// text, or as plain text in which some HTML is understood.

const (
	moodleHTML  = "html"
	moodlePlain = "plain_text"
	moodleAuto  = "moodle_auto_format"
)

var moodleMarkup = pattern(`</?[a-zA-Z][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]*;`)

// moodleShown is a text as a person reads it, with the names of what it shows
// besides.
func moodleShown(source, format string) (text string, media []string) {
	switch format {
	case moodlePlain, "markdown", "wiki_like":
		return cleanText(source), nil
	case moodleAuto:
		if !moodleMarkup().MatchString(source) {
			return cleanText(source), nil
		}
		// A line break of the source is one for the reader too.
		source = strings.ReplaceAll(source, "\n", "<br>")
	}
	text, media = plainText(source)
	return cleanText(text), media
}

// text is the text of an element of the question, in its own format or that of
// the question.
func (q *moodleEntry) text(n *moodleNode) string {
	if n == nil {
		return ""
	}
	for _, file := range n.all("file") {
		q.shows(file.attr("name"))
	}
	text, media := moodleShown(n.value(), cmp.Or(n.attr("format"), q.format))
	for _, name := range media {
		q.shows(name)
	}
	return text
}

// pictured reports whether an element shows a picture or another file.
func (q *moodleEntry) pictured(n *moodleNode) bool {
	_, media := moodleShown(n.value(), cmp.Or(n.attr("format"), q.format))
	return len(media) > 0 || len(n.all("file")) > 0
}

// plain is the text of an element that never holds markup.
func (q *moodleEntry) plain(n *moodleNode) string { return cleanText(n.value()) }

// shows notes a picture or another file that a text refers to. Moodle writes
// @@PLUGINFILE@@ for the place of the files that come with a question.
func (q *moodleEntry) shows(name string) {
	name = strings.TrimPrefix(name, "@@PLUGINFILE@@")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if strings.HasPrefix(name, "data:") {
		name = "a picture inside the text"
	}
	name = clip(oneLine(cleanText(strings.TrimPrefix(name, "/"))))
	if name != "" && !slices.Contains(q.media, name) && len(q.media) < maxMoodleMedia {
		q.media = append(q.media, name)
	}
}

// maxMoodleMedia is how many files of a question are named.
const maxMoodleMedia = 20
