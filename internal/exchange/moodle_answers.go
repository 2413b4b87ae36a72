package exchange

import (
	"cmp"
	"slices"
	"strings"

	"drill/internal/deck"
)

// What is particular to the types of Moodle's questions.

// option is an answer with its share and its feedback.
func (q *moodleEntry) option(n *moodleNode, text string) option {
	return option{text: text, share: q.share(n), feedback: q.text(n.child("feedback"))}
}

// moodleChoice reads options, of which one or several are picked.
func moodleChoice(q *moodleEntry) string {
	var options []option
	for _, n := range q.node.all("answer") {
		o := q.option(n, q.text(n))
		o.pictured = q.pictured(n)
		options = append(options, o)
	}
	noneRight := cmp.Or(picturesOnly(options), "none of its options is right")
	// Moodle takes a question that does not say for one with a single answer.
	single := q.node.child("single")
	switch {
	case single != nil && !single.is():
		if !q.several(options) {
			return noneRight
		}
	case !q.pick(options, true):
		return noneRight
	}
	if q.needWrong(); q.Type == deck.TypeMultiple && len(q.Wrong) == 0 {
		return "none of its options is wrong"
	}
	q.overall(true)
	if still := q.node.child("shuffleanswers"); still != nil && !still.is() {
		q.keepOrder(options)
	}
	return ""
}

// several makes a question in which any number of options is picked, also where
// one of them is right alone.
func (q *moodleEntry) several(options []option) bool {
	options = q.distinct(options)
	if !slices.ContainsFunc(options, func(o option) bool { return o.share > 0 }) {
		return false
	}
	for _, o := range options {
		q.say(o.text, o.feedback)
	}
	q.multiple(options)
	return true
}

// keepOrder lets options stand as the file has them: all of them are ones that
// stay last.
func (q *moodleEntry) keepOrder(options []option) {
	if q.Type == deck.TypeShort {
		return
	}
	known := slices.Concat([]string{q.Answer}, q.Answers, q.Wrong)
	for _, o := range options {
		text := oneLine(cleanText(o.text))
		if text != "" && slices.Contains(known, text) && !slices.Contains(q.Last, text) {
			q.Last = append(q.Last, text)
		}
	}
}

// moodleUsual are the texts that Moodle itself suggests for what is said after a
// response. They say nothing of a question.
var moodleUsual = map[string]bool{
	"": true, "Your answer is correct.": true, "Your answer is partially correct.": true, "Your answer is incorrect.": true,
}

// overall reads what is said to a response as a whole. Where there is feedback to
// options, what is said to a wrong one is kept as what is said to any other.
func (q *moodleEntry) overall(keep bool) {
	said := make(map[string]string)
	for _, when := range []string{"correct", "partiallycorrect", "incorrect"} {
		if text := q.text(q.node.child(when + "feedback")); !moodleUsual[text] {
			said[when] = text
		}
	}
	wrong := said["incorrect"]
	if keep && q.Type != deck.TypeShort && wrong != "" {
		q.say("*", wrong)
		delete(said, "incorrect")
		if said["partiallycorrect"] == wrong {
			delete(said, "partiallycorrect")
		}
	}
	for _, when := range []string{"correct", "partiallycorrect", "incorrect"} {
		if text := said[when]; text != "" {
			name := strings.Replace(when, "partially", "partially ", 1)
			q.lose("what it says to any %s response is left out: %s", name, clip(oneLine(text)))
		}
	}
}

// moodleTruth reads true or false. In old files the two answers are words of any
// language; the first is then true.
func moodleTruth(q *moodleEntry) string {
	var shares [2]float64
	var said [2]string
	answers := q.node.all("answer")
	for i, n := range answers[:min(len(answers), 2)] {
		switch strings.ToLower(q.plain(n)) {
		case "true":
			i = 0
		case "false":
			i = 1
		}
		shares[i], said[i] = q.share(n), q.text(n.child("feedback"))
	}
	if shares[0] < full && shares[1] < full {
		return "neither true nor false is right"
	}
	q.truth(shares[0] >= shares[1], said[0], said[1])
	return ""
}

// moodleNumber reads numbers with tolerances.
func moodleNumber(q *moodleEntry) string {
	var values []numeric
	for _, n := range q.node.all("answer") {
		text := q.plain(n)
		o := q.option(n, text)
		if text == "*" || text == "" {
			q.otherNumber(o)
			continue
		}
		value, ok := moodleFinite(text)
		if !ok {
			q.lose("the answer %q is no number, and is left out", clip(oneLine(text)))
			continue
		}
		tolerance := q.figure(n.child("tolerance").value())
		values = append(values, numeric{value, max(tolerance, 0), o.share, oneLine(o.feedback)})
	}
	if !q.quizEntry.number(values, q.unit()) {
		return "no number earns full marks"
	}
	return ""
}

func (q *moodleEntry) otherNumber(o option) {
	if o.share > 0 {
		q.lose("any other number earned %.7g%%; here it earns nothing", o.share*100)
	}
	if o.feedback != "" {
		q.lose("what it says to any other number is left out: %s", clip(oneLine(o.feedback)))
	}
}

// unit is the unit in which the numbers of the file are written.
func (q *moodleEntry) unit() string {
	const never = "3" // of showunits: a unit is not asked for
	units := q.node.child("units").all("unit")
	if len(units) == 0 || q.node.child("showunits").value() == never {
		return ""
	}
	base := units[0]
	for _, n := range units {
		if q.plain(n.child("multiplier")) == "1" {
			base = n
			break
		}
	}
	var others []string
	for _, n := range units {
		if name := oneLine(q.plain(n.child("unit_name"))); n != base && name != "" {
			others = append(others, name)
		}
	}
	unit := oneLine(q.plain(base.child("unit_name")))
	if len(others) > 0 {
		q.lose("took %s for a unit as well, and converted it; here %s alone is taken", clip(strings.Join(others, ", ")), cmp.Or(unit, "a number without one"))
	}
	if kind := q.node.child("unitgradingtype").value(); kind == "1" || kind == "2" {
		q.lose("a wrong unit cost a part of the score; here it costs all")
	}
	return unit
}

// moodlePairs reads what belongs together. A right side without a left one
// belongs to nothing.
func moodlePairs(q *moodleEntry) string {
	var pairs []deck.Pair
	var extra []string
	for _, n := range q.node.all("subquestion") {
		left, right := q.text(n), q.plain(n.child("answer"))
		if left == "" && right != "" {
			extra = append(extra, right)
			continue
		}
		pairs = append(pairs, deck.Pair{Left: left, Right: right})
	}
	if !q.match(pairs, extra) {
		return noPairs(pairs)
	}
	q.overall(false)
	if still := q.node.child("shuffleanswers"); still != nil && !still.is() {
		q.lose("showed its texts in their order; here they are shuffled")
	}
	return ""
}

// moodleEssay reads a question that a person marks.
func moodleEssay(q *moodleEntry) string {
	q.essay(q.text(q.node.child("graderinfo")))
	if template := q.text(q.node.child("responsetemplate")); template != "" {
		q.lose("the text that its response begins with is left out: %s", clip(oneLine(template)))
	}
	for _, limit := range [][2]string{{"minwordlimit", "least"}, {"maxwordlimit", "most"}} {
		if n := q.node.child(limit[0]); n.is() {
			q.lose("took a response of at %s %s words; here it takes any", limit[1], clip(oneLine(q.plain(n))))
		}
	}
	if q.node.child("attachments").is() {
		q.lose("took files as a response; here it is a text")
	}
	return ""
}

// moodleOrder reads items to put in order. The fraction of an item is its place.
func moodleOrder(q *moodleEntry) string {
	type item struct {
		text  string
		place float64
	}
	var items []item
	seen := make(map[string]bool)
	for _, n := range q.node.all("answer") {
		text := oneLine(q.text(n))
		if key := strings.ToLower(text); text != "" {
			if seen[key] {
				return "two of its items are the same"
			}
			seen[key] = true
			items = append(items, item{text, q.percent(n)})
		}
	}
	if len(items) < 2 || len(items) > maxChoices {
		return "it has no 2 to 26 items to put in order"
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.place, b.place) })
	q.Type = deck.TypeOrder
	for _, item := range items {
		q.Items = append(q.Items, item.text)
	}
	q.orderSettings()
	q.overall(false)
	return ""
}

// orderSettings tells of settings that make it another question. Older files
// write them as numbers.
func (q *moodleEntry) orderSettings() {
	switch q.node.child("selecttype").value() {
	case "", "ALL", "0":
	default:
		q.lose("showed %s of its items at a time; here it shows all", clip(cmp.Or(q.plain(q.node.child("selectcount")), "some")))
	}
	switch kind := q.node.child("gradingtype").value(); kind {
	case "", "LONGEST_ORDERED_SUBSET", "5":
	default:
		q.lose("gave marks by %s; here by the longest run of items that are in order", clip(oneLine(cleanText(kind))))
	}
}
