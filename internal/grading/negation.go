package grading

// Negation, by clause.
//
// A word is denied when an odd number of negators stand before it in its
// clause: "raters did not prefer agreement" denies prefer and agreement, not
// raters; "not without preferring it" denies nothing. A clause ends at
// punctuation, at a word such as "but" or "because" (unless the negator stands
// right before it: "not because raters ..."), and where a new subject begins
// without either, as hurried people write: "does not add facts it shapes style".
//
// What looks like a negator and is none: "not only", "no doubt", "No, it does",
// "whether or not", "no more than". What denies backwards: "that raters agree is
// not the case".
//
// Where "not" stands behind the verb (the voltage doubles not), one at the end
// of its clause denies what stands before it, the subject excepted.
//
// The rules read flags of words, so another language brings only its words.

// negate marks the denied tokens.
func (l *language) negate(tokens []token) {
	n := negation{tokens: tokens, afterVerb: l.afterVerb, half: -1}
	for i := range tokens {
		n.enter(i)
		if n.once {
			tokens[i].negated = !n.on
			n.once = false
			continue
		}
		tokens[i].negated = n.on
		n.apply(i)
	}
}

// negation is the state of one walk through the tokens.
type negation struct {
	tokens []token
	on     bool // the clause is denied here
	once   bool // the next word alone is turned round
	since  int  // words of content since the last negator
	also   bool // an "and" or "or" stands between it and here, with words before it
	clause int  // where this clause begins
	prior  int  // where the clause before it began

	aside bool // what stands here is put into a denied clause: not, as many think, add
	lack  bool // the last negator denies a thing and no verb: without, a lack of

	afterVerb bool // of the language
	half      int  // the "ne" that waits for its other half, or -1
	ended     bool // the verb that the last negator denies ended with it
	thinks    bool // this clause has a verb of thinking
	carries   bool // and is denied, and so is the one that it takes
}

// enter ends the clause before token i where there is a reason to.
func (n *negation) enter(i int) {
	t := &n.tokens[i]
	ends := t.before == pauseSentence
	if t.before == pauseClause {
		// "does not, however, add": nothing was denied yet.
		ends = (!n.on || n.since > 0) && !n.aside
		if n.aside {
			n.since = 0
		}
		n.aside = n.on && n.since == 0 && !n.aside && n.beginsAside(i)
	}
	if !ends && !n.startsClause(i) && !n.leavesLack(i) {
		return
	}
	n.on, n.once = n.carries && t.flags&flagThat != 0, false
	n.half, n.thinks, n.carries, n.also, n.aside, n.lack, n.ended = -1, false, false, false, false, false, false
	n.prior, n.clause = n.clause, i
}

// startsClause reports whether token i begins a clause without punctuation.
func (n *negation) startsClause(i int) bool {
	if i == 0 {
		return false
	}
	t := &n.tokens[i]
	before := n.tokens[i-1].flags
	switch {
	case t.flags&flagBut != 0, n.ended && n.startsAnother(i):
		return true
	case before&(flagNegator|flagNor|flagAlone) != 0:
		return false // not because, not when, not just if
	case n.clause == i-1 && before&flagStarter != 0:
		return false // but that is
	case t.flags&flagAlone != 0 && before&flagDeterminer != 0 && before&(flagPronoun|flagStarter) == 0:
		return false // the only cause, their only cause
	case t.flags&flagStarter != 0:
		return !n.phraseNegator(i)
	case t.flags&flagPronoun == 0 || n.since == 0 || before&(flagThink|flagDeterminer) != 0:
		return false
	case t.flags&flagSubject != 0:
		return true
	}
	return n.flags(i+1)&flagAux != 0 || before&flagGive == 0 && n.thirdPerson(i)
}

// thirdPerson reports whether the pronoun at i is followed by what looks like
// its verb: "it shapes".
func (n *negation) thirdPerson(i int) bool {
	if n.tokens[i].text != "it" || i+1 >= len(n.tokens) || n.tokens[i+1].before != pauseNone {
		return false
	}
	verb := n.tokens[i+1].text
	return len(verb) > 3 && verb[len(verb)-1] == 's' && verb[len(verb)-2] != 's'
}

// apply lets the negator at i, if there is one, work on what follows.
func (n *negation) apply(i int) {
	flags := n.tokens[i].flags
	n.thinks = n.thinks || flags&(flagThink|flagFalse) != 0
	switch {
	case n.afterVerb && n.applyAfterVerb(i):
	case flags&flagFalse != 0:
		n.falsehood(i)
	case flags&flagNon != 0:
		n.once = true
	case flags&flagNor != 0:
		n.set(true)
	case n.phraseNegator(i):
		n.set(true)
	case flags&flagNegator == 0 && !n.failure(i):
		n.also = n.also || flags&flagConjunction != 0 && n.since > 0
		if flags&(flagAside|flagStarter) == 0 {
			n.since++
		}
	case n.emptyNegator(i):
		n.since++
	case n.deniesBackwards(i):
		n.flip(n.clause, i)
	case n.flags(i-1)&flagConjunction != 0:
		n.set(true) // not facts and not skills
	default:
		n.set(!n.on || n.also) // nothing rises and it doesn't fall: both are denied
		n.lack = n.on && n.deniesThing(i)
	}
}

func (n *negation) set(on bool) { n.on, n.since, n.also, n.lack, n.ended = on, 0, false, false, false }

// phraseNegator reports whether token i begins "instead of", "rather than",
// "as opposed to" or "far from".
func (n *negation) phraseNegator(i int) bool {
	switch n.tokens[i].text {
	case "instead":
		return n.is(i+1, "of")
	case "rather":
		return n.is(i+1, "than")
	case "as":
		return n.is(i+1, "opposed") && n.is(i+2, "to")
	case "far":
		return n.is(i+1, "from")
	}
	return false
}

// failure reports whether token i is the verb of "fails to" or the like, which
// denies as "not" does.
func (n *negation) failure(i int) bool {
	switch n.tokens[i].text {
	case "fail", "fails", "failed", "failing", "failure", "unable", "inability":
		return n.is(i+1, "to")
	case "absence", "unaware":
		return n.is(i+1, "of")
	case "unlikely", "impossible":
		return n.is(i+1, "to") || n.is(i+1, "that") || n.is(i+1, "for")
	case "wrongly", "falsely", "mistakenly", "erroneously", "incorrectly":
		return (n.flags(i+1)|n.flags(i-1))&flagThink != 0 // many wrongly think
	case "doubt", "doubts", "doubted", "doubtful":
		return !n.is(i-1, "no") && (n.on || n.is(i+1, "that") || n.is(i+1, "whether") || n.is(i+1, "if"))
	}
	return false
}

// emptyNegator reports whether the negator at i denies nothing.
func (n *negation) emptyNegator(i int) bool {
	last := i+1 >= len(n.tokens) || n.tokens[i+1].before != pauseNone
	if !last && n.flags(i)&flagNot != 0 && n.flags(i+1)&flagAlone != 0 {
		return true // not only
	}
	switch n.tokens[i].text {
	case "not":
		if n.is(i-1, "or") && (last || n.within(i, 6, "whether")) || n.is(i-1, "why") {
			return true
		}
		return n.is(i+1, "to") && n.is(i+2, "mention") || n.comparesNumber(i)
	case "no":
		if last || n.flags(i+1)&flagDeterminer != 0 {
			return true // No, it does
		}
		return n.is(i+1, "doubt") || n.is(i+1, "wonder") || n.is(i+1, "matter") || n.comparesNumber(i)
	case "nothing":
		return n.is(i+1, "but")
	case "ohne":
		return n.is(i+1, "zweifel")
	case "without":
		return n.is(i+1, "doubt") || n.is(i+2, "doubt") && (n.is(i+1, "a") || n.is(i+1, "any"))
	}
	return false
}

// comparesNumber recognises "no more than 10", in each language.
func (n *negation) comparesNumber(i int) bool {
	if i+2 >= len(n.tokens) {
		return false
	}
	switch n.tokens[i+1].text {
	case "more", "less", "fewer", "mehr", "weniger", "plus", "moins", "mas", "menos":
	default:
		return false
	}
	switch n.tokens[i+2].text {
	case "than", "als", "de", "que":
		return true
	}
	return false
}

// deniesBackwards recognises "... is not the case", and "... is not true" where
// what is denied is a claim.
func (n *negation) deniesBackwards(i int) bool {
	if n.tokens[i].text != "not" {
		return false
	}
	j := i + 1
	for n.flags(j)&flagArticle != 0 || n.is(j, "really") || n.is(j, "actually") || n.is(j, "always") {
		j++
	}
	if n.flags(j)&flagTruth == 0 || !n.closes(j) {
		return false
	}
	if n.is(j, "case") && n.is(j-1, "the") {
		return n.backTo(i)
	}
	return n.claimed(i) && n.backTo(i)
}

// falsehood lets "wrong" and its like work: forwards in "it is wrong that",
// backwards in "the claim that ... is wrong". Elsewhere it only describes.
func (n *negation) falsehood(i int) {
	if n.is(i+1, "that") || n.is(i+1, "to") && n.flags(i+2)&flagThink != 0 {
		n.set(!n.on)
		return
	}
	n.since++
	aux := n.beforePhrase(i)
	if !n.on && n.flags(aux)&flagAux != 0 && n.closes(i) && (n.namesFalsehood(i) || n.claimed(aux+1)) && n.backTo(aux+1) {
		n.flip(n.clause, i)
	}
}

// beforePhrase is the place before the noun or adjective at i, with its article and
// one adjective: of "is" in "is a common myth".
func (n *negation) beforePhrase(i int) int {
	for article := i - 1; article >= i-2; article-- {
		if n.flags(article)&flagArticle != 0 {
			return article - 1
		}
	}
	return i - 1
}

// namesFalsehood reports whether the word at i is a noun for what is not so, whatever
// it is said of: "the only cause is a myth".
func (n *negation) namesFalsehood(i int) bool {
	return n.is(i, "myth") || n.is(i, "misconception") || n.is(i, "fallacy")
}

// closes reports whether the clause ends after token i.
func (n *negation) closes(i int) bool {
	return i+1 >= len(n.tokens) || n.tokens[i+1].before != pauseNone || n.flags(i+1)&(flagStarter|flagConjunction) != 0
}

// claimed reports whether what stands before token i in its clause names a
// claim: "that raters ...", "the idea that ...", or "this is" after the claim.
func (n *negation) claimed(i int) bool {
	if n.pointsBack() {
		return true
	}
	for j := n.clause; j < i; j++ {
		if n.flags(j)&flagClaim != 0 && n.is(j+1, "that") {
			return true
		}
	}
	return false
}

// backTo moves the beginning of the clause to the clause before, where this one
// holds nothing but "this is". It reports whether there is anything to deny.
func (n *negation) backTo(i int) bool {
	for j := n.clause; j < i; j++ {
		if n.flags(j)&(flagPronoun|flagAux|flagStarter|flagConjunction) == 0 {
			return true
		}
	}
	if !n.pointsBack() {
		return false
	}
	n.clause = n.prior
	return true
}

// pointsBack reports whether the clause begins with a "this" or "that" that
// means the clause before it, unlike "facts that are not true" and "even if this
// is not true".
func (n *negation) pointsBack() bool {
	i := n.clause
	begins := i == 0 || n.tokens[i].before != pauseNone || n.flags(i-1)&flagConjunction != 0
	if n.is(i, "but") || n.is(i, "and") {
		i, begins = i+1, true
	}
	return begins && (n.is(i, "that") || n.is(i, "this"))
}

func (n *negation) flip(from, to int) {
	for j := from; j < to; j++ {
		n.tokens[j].negated = !n.tokens[j].negated
	}
}

func (n *negation) flags(i int) flag {
	if i < 0 || i >= len(n.tokens) {
		return 0
	}
	return n.tokens[i].flags
}

func (n *negation) is(i int, word string) bool {
	return i >= 0 && i < len(n.tokens) && n.tokens[i].text == word
}

// within reports whether word stands among the few tokens before i.
func (n *negation) within(i, few int, word string) bool {
	for j := max(0, i-few); j < i; j++ {
		if n.tokens[j].text == word {
			return true
		}
	}
	return false
}

// negates reports whether a word alone shows that a keyword speaks of a
// negation itself.
func (f flag) negates() bool { return f&(flagNegator|flagNor|flagNon) != 0 }
