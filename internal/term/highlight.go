package term

import (
	"cmp"
	"slices"
	"strings"

	"drill/internal/grading"
	"drill/internal/printable"
)

// found is a stretch of a response, in bytes, with what it was found for.
type found struct {
	start, end int
	labels     []string
	good       bool // it met something; otherwise it is wrong or denied
}

// Highlight shows which words of a response decided, in brackets that begin with
// the id of the criterion or reject: [raters: people rating] liked it. Words that
// overlap stand in one bracket; what was denied or is wrong has a ! before its id. For
// a derived rubric the word of the answer stands in place of the id, and is left out
// where the response has the same: [reward: rewarded] the [raters].
func Highlight(response string, mark grading.Mark, style Style) string {
	var b strings.Builder
	at := 0
	for _, f := range joined(foundIn(response, mark)) {
		b.WriteString(printable.Text(response[at:f.start]))
		shown := printable.Text(response[f.start:f.end])
		label := printable.Line(strings.Join(f.labels, ", "))
		if mark.Derived && strings.EqualFold(strings.TrimPrefix(label, "!"), shown) {
			shown = "[" + label + "]"
		} else {
			shown = "[" + label + ": " + shown + "]"
		}
		if f.good {
			shown = style.Good(shown)
		} else {
			shown = style.Bad(shown)
		}
		b.WriteString(shown)
		at = f.end
	}
	b.WriteString(printable.Text(response[at:]))
	return b.String()
}

// foundIn lists the evidence of a mark. What does not lie in the response, as the
// option that a letter stood for, is left out.
func foundIn(response string, mark grading.Mark) []found {
	var all []found
	add := func(spans []grading.Span, label string, good bool) {
		for _, span := range spans {
			if span.Start >= 0 && span.Start < span.End && span.End <= len(response) {
				all = append(all, found{span.Start, span.End, []string{label}, good})
			}
		}
	}
	for _, result := range mark.Criteria {
		label := result.ID
		if mark.Derived {
			label = result.Word()
		}
		if result.Outcome.Met() {
			add(result.Evidence, label, true)
			continue
		}
		add(result.Evidence, "!"+label, false)
	}
	for _, reject := range mark.Rejects {
		label := reject.ID
		if mark.Name(&reject) != label {
			label = "wrong"
		}
		add(reject.Evidence, "!"+label, false)
	}
	return all
}

// joined puts stretches in order and makes one of those that overlap.
func joined(all []found) []found {
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var kept []found
	for _, f := range all {
		if len(kept) == 0 || f.start >= kept[len(kept)-1].end {
			kept = append(kept, f)
			continue
		}
		last := &kept[len(kept)-1]
		last.end = max(last.end, f.end)
		last.good = last.good && f.good
		if !slices.Contains(last.labels, f.labels[0]) {
			last.labels = append(last.labels, f.labels[0])
		}
	}
	return kept
}
