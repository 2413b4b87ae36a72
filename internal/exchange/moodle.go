package exchange

import (
	"fmt"
	"strings"
)

// Moodle XML, the format in which Moodle gives and takes whole question banks:
//
//	<quiz>
//	  <question type="shortanswer">
//	    <name><text>Gas</text></name>
//	    <questiontext format="html"><text><![CDATA[<p>Which gas do we need?</p>]]></text></questiontext>
//	    <answer fraction="100"><text>oxygen</text></answer>
//	  </question>
//	</quiz>
//
// What is not XML, or not the XML of questions, is a problem, and nothing is
// imported. A question that cannot be asked is left out with a loss, since a bank
// has hundreds, and one that is broken should not keep back the others.

// ImportMoodleXML reads questions in Moodle XML. The error is deck.Problems.
func ImportMoodleXML(data []byte, o Options) (Imported, error) {
	text, err := readText(data, o.File)
	if err != nil {
		return Imported{}, encodingProblem(data, o.File, err)
	}
	if at := longTag(text); at >= 0 {
		return Imported{}, problemAt(o.File, 1+strings.Count(text[:at], "\n"), fmt.Sprintf("a tag is longer than %d KB", maxMoodleTag>>10), "close it with >, and write &lt; for < in a text")
	}
	m := &moodleReader{quiz: newQuiz(o), xml: newMoodleXML(text, o.File)}
	if err := m.read(); err != nil {
		return Imported{}, err
	}
	imported, err := m.quiz.finish(o, "Moodle XML")
	imported.Draft.Notes = m.notes
	return imported, err
}

type moodleReader struct {
	quiz  *quiz
	xml   *moodleXML
	notes []string // descriptions above the next question
}

func (m *moodleReader) read() error {
	for count := 0; ; {
		node, err := m.xml.question()
		if err != nil || node == nil {
			return err
		}
		if node.attr("type") == "category" {
			m.file(node)
			continue
		}
		if count++; count > maxQuestions {
			return problemAt(m.quiz.file, node.line, fmt.Sprintf("over %d questions are in the file", maxQuestions), "split the file")
		}
		m.question(node)
	}
}

// moodleEntry is a question while it is read.
type moodleEntry struct {
	*quizEntry
	node   *moodleNode
	format string // of texts that do not say their own
	media  []string
}

// moodleTypes read what is particular to a type of question. What they give back
// is why it cannot be asked; nothing when it can.
var moodleTypes = map[string]func(*moodleEntry) string{
	"multichoice": moodleChoice,
	"truefalse":   moodleTruth,
	"shortanswer": moodleTyped,
	"numerical":   moodleNumber,
	"matching":    moodlePairs,
	"match":       moodlePairs,
	"essay":       moodleEssay,
	"ordering":    moodleOrder,
	"pmatch":      moodlePMatch,
}

func (m *moodleReader) question(n *moodleNode) {
	kind := n.attr("type")
	particular, known := moodleTypes[kind]
	switch {
	case kind == "description":
		m.description(n)
	case !known:
		m.quiz.drop(n.line, "a question of the type %q has no counterpart here, and is left out%s", clip(oneLine(cleanText(kind))), nameAfter(n))
	default:
		m.ask(n, particular)
	}
}

// file notes the category of the questions that follow. What it says of itself is
// a comment above them.
func (m *moodleReader) file(n *moodleNode) {
	m.quiz.category = categoryLevels(n.child("category").value())
	q := &moodleEntry{quizEntry: m.quiz.begin(n.line, "", ""), node: n, format: moodleHTML}
	if info := q.text(n.child("info")); info != "" {
		m.notes = append(m.notes, info)
	}
	if len(q.media) > 0 {
		m.quiz.drop(n.line, "the text of a category shows %s, which does not come along", strings.Join(q.media, ", "))
	}
}

// nameAfter is the name of a question behind what is said of it.
func nameAfter(n *moodleNode) string {
	if name := oneLine(cleanText(n.child("name").value())); name != "" {
		return ": " + clip(name)
	}
	return ""
}

// begin reads what all types have.
func (m *moodleReader) begin(n *moodleNode) *moodleEntry {
	text := n.child("questiontext")
	q := &moodleEntry{quizEntry: m.quiz.begin(n.line, "", ""), node: n, format: moodleHTML}
	if own := text.attr("format"); own != "" {
		q.format = own
	}
	q.Prompt = q.text(text)
	q.ID = q.Prompt
	for _, name := range []string{"name", "idnumber"} {
		if own := q.plain(n.child(name)); own != "" {
			q.ID, q.explicit = own, name == "idnumber"
		}
	}
	q.Explanation = q.text(n.child("generalfeedback"))
	tags := n.child("tags").all("tag")
	for _, tag := range tags[:min(len(tags), maxMoodleTags)] {
		q.Tags = append(q.Tags, q.plain(tag))
	}
	if len(tags) > maxMoodleTags {
		q.lose("has %d tags, of which the first %d are kept", len(tags), maxMoodleTags)
	}
	if n.child("hidden").is() {
		q.lose("was hidden in Moodle; here it is asked")
	}
	q.grade()
	q.hints()
	return q
}

const (
	maxMoodleTags    = 100
	maxMoodleAnswers = 500
)

// description keeps a text that asks nothing as a comment on what follows.
func (m *moodleReader) description(n *moodleNode) {
	q := m.begin(n)
	if q.Prompt != "" {
		m.notes = append(m.notes, q.Prompt)
	}
	m.quiz.drop(n.line, "a description asks nothing; it stands as a comment above the next question%s", nameAfter(n))
	if len(q.media) > 0 {
		m.quiz.drop(n.line, "a description shows %s, which does not come along", strings.Join(q.media, ", "))
	}
}

func (m *moodleReader) ask(n *moodleNode, particular func(*moodleEntry) string) {
	q := m.begin(n)
	why := "it has too many answers"
	if len(n.children) <= maxMoodleAnswers+maxMoodleTags {
		why = particular(q)
	}
	if why != "" {
		m.quiz.drop(n.line, "a question is left out, since %s%s", why, nameAfter(n))
		return
	}
	if len(q.media) > 0 {
		q.lose("shows %s, which does not come along", strings.Join(q.media, ", "))
	}
	q.Notes, m.notes = m.notes, nil
	m.quiz.add(q.quizEntry)
}

// maxMoodlePoints is the most points of a question that are kept.
const maxMoodlePoints = 1_000_000

// grade reads what the question is worth; what says nothing is worth a point.
func (q *moodleEntry) grade() {
	text := q.node.child("defaultgrade").value()
	points, ok := finite(text)
	switch {
	case text == "" || ok && points == 1:
	case !ok || points <= 0 || points > maxMoodlePoints:
		q.lose("its default mark of %s is not kept; it is worth 1 point", clip(cleanText(text)))
	default:
		q.Points = points
	}
}

// hints keeps the first hint; there is one here.
func (q *moodleEntry) hints() {
	var hints []string
	for _, n := range q.node.all("hint") {
		if old := n.child("hintcontent"); old != nil {
			n = old
		}
		if hint := q.text(n); hint != "" {
			hints = append(hints, hint)
		}
	}
	if len(hints) == 0 {
		return
	}
	if q.Hint = hints[0]; len(hints) > 1 {
		q.lose("has %d hints, of which the first is kept", len(hints))
	}
}

// share is the part of the score that an answer earns.
func (q *moodleEntry) share(n *moodleNode) float64 {
	return shareOf(q.percent(n))
}

// percent is the fraction of an answer as it is written: beside its name, or, in
// old files, as an element.
func (q *moodleEntry) percent(n *moodleNode) float64 {
	text := n.attr("fraction")
	if old := n.child("fraction"); old != nil && text == "" {
		return 100 * q.figure(old.value())
	}
	return q.figure(text)
}

// figure reads a number of the file; 0 stands for what is none.
func (q *moodleEntry) figure(text string) float64 {
	if text == "" {
		return 0
	}
	number, ok := moodleFinite(text)
	if !ok {
		q.lose("%q is no number; 0 stands for it", clip(oneLine(cleanText(text))))
	}
	return number
}

// moodleFinite reads a number, which in files of some languages has a comma.
func moodleFinite(text string) (float64, bool) {
	return finite(strings.Replace(strings.TrimSuffix(strings.TrimSpace(text), "%"), ",", ".", 1))
}
