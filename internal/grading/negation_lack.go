package grading

import "strings"

// Denials that end sooner, or go on longer, than their clause seems to.
//
// "Without" and "a lack of" deny a thing, and not the verb that the thing is the
// subject of: "a lack of insulin causes thirst" says that there is thirst. What is
// put between commas or brackets interrupts a denial: "does not, as many think, add".
// The words are those of English, and the German "ohne".

// beginsAside reports whether the token at i, behind a pause, begins what is put in.
func (n *negation) beginsAside(i int) bool {
	switch n.tokens[i].text {
	case "as", "in", "contrary", "unlike", "like", "despite":
		return true
	}
	return false
}

// deniesThing reports whether the negator at i stands before a noun.
func (n *negation) deniesThing(i int) bool {
	switch n.tokens[i].text {
	case "without", "ohne":
		return true
	case "lack", "absence":
		return n.is(i+1, "of")
	}
	return false
}

// leavesLack reports whether the verb whose subject lacks something stands at i, or
// the clause that a "without" at its beginning goes with.
func (n *negation) leavesLack(i int) bool {
	if !n.lack || n.since == 0 || n.flags(i-1).negates() {
		return false
	}
	before := n.tokens[i-1]
	if before.flags&(flagStop|flagArticle) != 0 {
		return false // things that are, without the
	}
	switch text := n.tokens[i].text; {
	case n.flags(i)&flagAux != 0:
		return text != "being" && text != "having"
	case n.is(i+1, "sich"): // ohne Spannung ändert sich
		return n.startedBy("ohne")
	case text == "there":
		return true
	case n.flags(i)&flagArticle != 0: // without a rule the model
		return n.startedBy("without") && !strings.HasSuffix(before.text, "ing")
	default:
		return causal[text]
	}
}

// startedBy reports whether a word begins the clause.
func (n *negation) startedBy(word string) bool {
	return n.is(n.clause, word) || n.flags(n.clause)&(flagConjunction|flagStarter) != 0 && n.is(n.clause+1, word)
}

// causal are the verbs by which one thing leads to another.
var causal = func() map[string]bool {
	words := make(map[string]bool)
	for _, word := range strings.Fields(`cause causes caused lead leads led mean means meant make makes made result results
		resulted produce produces produced trigger triggers triggered bring brings brought`) {
		words[word] = true
	}
	return words
}()
