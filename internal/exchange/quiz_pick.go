package exchange

import (
	"cmp"
	"math"
	"slices"

	"drill/internal/deck"
)

// Questions that are answered by picking, or by putting texts together.

// maxChoices is how many options a question may have: there is a letter for each.
const maxChoices = 26

// distinct are the options that differ as a learner reads them; of the others the
// one that earns the most is kept.
func (e *quizEntry) distinct(options []option) []option {
	seen := make(map[string]int)
	var kept []option
	for _, o := range options {
		o.text = oneLine(cleanText(o.text))
		key := sameText(o.text)
		before, twice := seen[key]
		switch {
		case o.text == "":
			e.loseAt(o.line, "an option without a text is left out")
			continue
		case !twice:
			seen[key] = len(kept)
			kept = append(kept, o)
			continue
		case o.share > kept[before].share:
			kept[before] = o
		}
		e.loseAt(o.line, "the option %q is there twice, and kept once", clip(o.text))
	}
	return e.atMost(kept)
}

// atMost keeps as many options as there may be, the right ones before others.
func (e *quizEntry) atMost(options []option) []option {
	if len(options) <= maxChoices {
		return options
	}
	e.lose("only %d of its %d options are kept", maxChoices, len(options))
	shares := make([]float64, len(options))
	for i, o := range options {
		shares[i] = o.share
	}
	slices.SortFunc(shares, func(a, b float64) int { return cmp.Compare(b, a) })
	least := shares[maxChoices-1]
	room := maxChoices
	for _, share := range shares {
		if share > least {
			room--
		}
	}
	return slices.DeleteFunc(options, func(o option) bool {
		if o.share == least {
			room--
		}
		return o.share < least || o.share == least && room < 0
	})
}

// pick makes a question with options to pick from: one of them when single is
// set, otherwise any number. It reports false when no option is right.
func (e *quizEntry) pick(options []option, single bool) bool {
	options = e.distinct(options)
	best := 0.0
	for _, o := range options {
		best = max(best, o.share)
	}
	if best <= 0 {
		return false
	}
	for _, o := range options {
		if o.text == "*" && o.feedback != "" { // a deck says what stands under * to any other
			e.loseAt(o.line, "what it says to the option * is left out: %s", clip(o.feedback))
			continue
		}
		e.say(o.text, o.feedback)
	}
	if single {
		e.choice(options, best)
	} else {
		e.multiple(options)
	}
	return true
}

// picturesOnly is why no option is right where that is for want of a text; "" where
// it is not.
func picturesOnly(options []option) string {
	pictures, texts := false, false
	for _, o := range options {
		texts = texts || o.text != ""
		pictures = pictures || o.text == "" && o.share > 0 && o.pictured
	}
	switch {
	case !pictures:
		return ""
	case texts:
		return "its right options show pictures only"
	}
	return "its options show pictures only"
}

func (e *quizEntry) choice(options []option, best float64) {
	e.Type = deck.TypeChoice
	if best < full {
		e.lose("its best option earned %s%% only; here it earns full marks", percent(best))
	}
	for _, o := range options {
		switch {
		case o.share == best && e.Answer == "":
			e.Answer = o.text
		case o.share >= full:
			e.loseAt(o.line, "%q is right as well; here it earns 99%%, since a choice has one answer", clip(o.text))
			e.Wrong = append(e.Wrong, o.text)
			e.earn(o.text, 0.99)
		default:
			e.Wrong = append(e.Wrong, o.text)
			if o.share != 0 {
				e.earn(o.text, max(o.share, -1))
			}
		}
	}
}

// shareSlack is how far shares may be apart that are meant to be the same: a
// third is written 33.3 as well as 33.33333.
const shareSlack = 0.005

// multiple divides the options into right and wrong ones. A deck gives right ones
// the same, and takes as much for a wrong one, where it is not told otherwise.
func (e *quizEntry) multiple(options []option) {
	e.Type = deck.TypeMultiple
	sum := 0.0
	for _, o := range options {
		if o.share > 0 {
			e.Answers = append(e.Answers, o.text)
			sum += o.share
		} else {
			e.Wrong = append(e.Wrong, o.text)
		}
	}
	even := 1 / float64(len(e.Answers))
	whole := math.Abs(sum-1) <= shareSlack
	if !whole {
		e.lose("its right options earned %s%% together; here they earn full marks, each the same", percent(sum))
	}
	uneven := whole && slices.ContainsFunc(options, func(o option) bool { return o.share > 0 && math.Abs(o.share-even) > shareSlack })
	for _, o := range options {
		switch {
		case o.share > 0 && uneven:
			e.earn(o.text, o.share)
		case o.share <= 0 && math.Abs(o.share+even) > shareSlack:
			e.earn(o.text, max(o.share, -1))
		}
	}
}

// needWrong gives a question with nothing wrong to pick another form: an answer
// that is typed, or a further option.
func (e *quizEntry) needWrong() {
	switch {
	case len(e.Wrong) > 0:
	case e.Type == deck.TypeChoice:
		e.lose("has one option only, so the answer is typed")
		e.Type, e.Credit = deck.TypeShort, nil
		e.settleTyped()
	case e.Type == deck.TypeMultiple:
		e.Wrong = []string{"None of these"}
		e.earn(e.Wrong[0], 0)
		e.lose("has right options only, so %q stands beside them", e.Wrong[0])
	}
}

// match makes a question of pairs, with further texts on the right. It reports
// false when there are no two.
func (e *quizEntry) match(pairs []deck.Pair, extra []string) bool {
	e.Type = deck.TypeMatch
	lefts, rights := make(map[string]bool), make(map[string]bool)
	over := 0
	for _, pair := range pairs {
		pair.Left, pair.Right = oneLine(cleanText(pair.Left)), oneLine(cleanText(pair.Right))
		switch key := sameText(pair.Left); {
		case pair.Left == "" || pair.Right == "":
			e.lose("a pair with an empty side is left out")
		case lefts[key]:
			e.lose("%q is there twice, and kept once", clip(pair.Left))
		case len(e.Pairs) == maxChoices:
			over++
		default:
			lefts[key], rights[sameText(pair.Right)] = true, true
			e.Pairs = append(e.Pairs, pair)
		}
	}
	for _, text := range extra {
		switch key := sameText(cleanText(text)); {
		case key == "" || rights[key]:
		case len(rights) == maxChoices:
			over++
		default:
			rights[key] = true
			e.Wrong = append(e.Wrong, oneLine(cleanText(text)))
		}
	}
	if over > 0 {
		e.lose("a match has %d texts on a side at most; %d more are left out", maxChoices, over)
	}
	return len(e.Pairs) >= 2
}

// noPairs is why pairs make no match.
func noPairs(pairs []deck.Pair) string {
	lefts := make(map[string]bool)
	for _, pair := range pairs {
		key := sameText(cleanText(pair.Left))
		if key != "" && lefts[key] {
			return "there are no two pairs to match: a left side is there more than once, and is kept once"
		}
		lefts[key] = true
	}
	return "there are no two pairs to match"
}

// truth makes a question for true or false, with what is said to either.
func (e *quizEntry) truth(isTrue bool, toTrue, toFalse string) {
	e.Type, e.True = deck.TypeTrueFalse, isTrue
	e.say("true", toTrue)
	e.say("false", toFalse)
}
