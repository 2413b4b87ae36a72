package exchange

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"drill/internal/deck"
)

// answer writes an answer with its feedback. Without a format it is plain text.
func (o *moodleWriter) answer(fraction, text, feedback, inside string) {
	o.raw(fmt.Sprintf("    <answer fraction=%q format=%q>\n", fraction, moodleAuto))
	o.plain(6, text)
	o.endAnswer(feedback, inside)
}

// shown writes an answer that may hold markup in Moodle.
func (o *moodleWriter) shown(fraction, text, feedback string) {
	o.formatted(4, fmt.Sprintf("<answer fraction=%q", fraction), text)
	o.endAnswer(feedback, "")
}

func (o *moodleWriter) endAnswer(feedback, inside string) {
	o.formatted(6, "<feedback", feedback)
	o.raw("      </feedback>\n" + inside + "    </answer>\n")
}

// options writes what is picked from, and what each option earns.
func (o *moodleWriter) options(f *flat) {
	right, single := f.Answers, f.Type == deck.TypeChoice
	if single {
		right = []string{f.Answer}
	}
	options := slices.Concat(right, f.Wrong)
	if len(options) > maxChoices {
		o.lose(f.card, "the first %d of its %d options are written", maxChoices, len(options))
		options = options[:maxChoices]
	}
	still := len(f.Last) > 0
	if still {
		options = o.ordered(f, options)
	}
	o.element("single", strconv.FormatBool(single))
	o.element("shuffleanswers", strconv.FormatBool(!still))
	o.element("answernumbering", "abc")
	o.overall(f, !single || len(f.Credit) > 0)
	even, same := 1/float64(len(right)), o.sameShares(f, right)
	for _, option := range options {
		share, has := f.Credit[option]
		switch {
		case slices.Contains(right, option) && (same || !has):
			share = even
		case !has && !single:
			share = -even
		}
		o.shown(o.fraction(f, share, option), option, f.said(option))
	}
}

// ordered is an order of the options in which those that stay last do, and the
// others tell nothing.
func (o *moodleWriter) ordered(f *flat, options []string) []string {
	first := slices.DeleteFunc(slices.Clone(options), func(option string) bool { return slices.Contains(f.Last, option) })
	if len(first) > 0 {
		o.lose(f.card, "some of its options stay last, so that Moodle shuffles none of them")
	}
	return append(byName(first), f.Last...)
}

// overall writes what is said to any response that is not right.
func (o *moodleWriter) overall(f *flat, partly bool) {
	if other := f.Feedback["*"]; other != "" {
		if partly {
			o.text("partiallycorrectfeedback", other)
		}
		o.text("incorrectfeedback", other)
	}
}

func (o *moodleWriter) truth(f *flat) {
	fractions := map[bool]string{true: "100", false: "0"}
	o.answer(fractions[f.True], "true", f.said("true"), "")
	o.answer(fractions[!f.True], "false", f.said("false"), "")
	if f.Feedback["*"] != "" {
		o.lose(f.card, "what is said to any other response is not written: %s", clip(oneLine(f.Feedback["*"])))
	}
}

// typed writes the answers that are taken: first those that earn it all, since
// the first that fits counts.
func (o *moodleWriter) typed(f *flat) {
	usecase := "0"
	if f.MatchCase {
		usecase = "1"
	}
	o.element("usecase", usecase)
	written := map[string]bool{"*": true}
	write := func(share float64, text, plain string) {
		written[strings.ToLower(plain)] = true
		o.answer(o.fraction(f, share, plain), text, f.said(plain), "")
	}
	for _, text := range append([]string{f.Answer}, f.Accept...) {
		write(1, literal(text), text)
	}
	for _, pattern := range f.Pattern {
		write(1, pattern, pattern)
	}
	for _, text := range slices.Sorted(maps.Keys(f.Credit)) {
		write(f.Credit[text], literal(text), text)
	}
	for _, text := range slices.Sorted(maps.Keys(f.Feedback)) {
		if !written[strings.ToLower(text)] {
			write(0, literal(text), text)
		}
	}
	if other := f.Feedback["*"]; other != "" {
		o.answer("0", "*", other, "")
	}
	o.general(!f.MatchCase && len(f.Pattern) == 0, "typing mistakes are forgiven here, and not in Moodle's short answers")
}

// literal writes a text so that a * in it is one.
func literal(text string) string { return strings.ReplaceAll(oneLine(text), "*", `\*`) }

func (o *moodleWriter) number(f *flat) {
	n := f.Number
	for _, value := range append([]float64{n.Value}, n.Also...) {
		tolerance := n.Tolerance.Amount
		if n.Tolerance.Relative {
			tolerance *= math.Abs(value)
		}
		o.answer("100", moodleDecimal(value), "", "      <tolerance>"+moodleDecimal(tolerance)+"</tolerance>\n")
	}
	if n.Tolerance.Relative && n.Tolerance.Amount > 0 {
		o.lose(f.card, "its tolerance of %.5g%% is written as a number", n.Tolerance.Amount*100)
	}
	const optional, never = "0", "3" // whether a unit is asked for
	shown := never
	if n.Unit != "" {
		shown = optional
		o.raw("    <units>\n      <unit>\n        <multiplier>1</multiplier>\n        <unit_name>")
		o.escaped(n.Unit)
		o.raw("</unit_name>\n      </unit>\n    </units>\n")
	}
	o.element("unitgradingtype", "0")
	o.element("unitpenalty", "0.1")
	o.element("showunits", shown)
	o.element("unitsleft", "0")
}

func (o *moodleWriter) pairs(f *flat) {
	o.element("shuffleanswers", "true")
	write := func(left, right string) {
		o.formatted(4, "<subquestion", left)
		o.raw("      <answer>\n")
		o.plain(8, right)
		o.raw("      </answer>\n    </subquestion>\n")
	}
	for _, pair := range f.Pairs {
		write(pair.Left, pair.Right)
	}
	for _, text := range f.Wrong {
		write("", text)
	}
}

// order writes items with their places.
func (o *moodleWriter) order(f *flat) {
	o.element("layouttype", "VERTICAL")
	o.element("selecttype", "ALL")
	o.element("selectcount", "0")
	o.element("gradingtype", "LONGEST_ORDERED_SUBSET")
	o.element("showgrading", "SHOW")
	o.element("numberingstyle", "none")
	for i, item := range f.Items {
		o.shown(fmt.Sprintf("%d.0000000", i+1), item, "")
	}
	o.general(true, "a question of the type order needs Moodle 4.4, or the plugin qtype_ordering")
}

// essay writes a question that a person marks, with what helps to mark it.
func (o *moodleWriter) essay(f *flat) {
	o.element("responseformat", "editor")
	o.element("responserequired", "1")
	o.element("responsefieldlines", "10")
	o.element("attachments", "0")
	o.element("attachmentsrequired", "0")
	o.text("graderinfo", f.Answer)
	if len(f.Criteria) > 0 {
		o.lose(f.card, "its criteria are not written, and in Moodle a person marks it")
	}
	o.general(f.derived, "free-text answers are marked by a person in Moodle")
	o.general(f.Hint != "", "Moodle shows no hint with an essay")
}
