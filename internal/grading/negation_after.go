package grading

// Negation in languages that put "not" behind the verb.

// maxClause is how many words from a negator its clause may reach, either way:
// more than any clause has, so that a hostile response costs no more time.
const maxClause = 60

// applyAfterVerb lets the negator at i work where it does what none does in
// English. It reports whether that is all there is to do.
func (n *negation) applyAfterVerb(i int) bool {
	flags := n.tokens[i].flags
	switch {
	case flags&flagHalf != 0:
		n.onHalf(i)
		return true
	case n.deniesBefore(i):
		n.flip(max(n.prior, n.clause-maxClause), n.clause)
		n.set(false)
		return true
	case flags&flagFalse != 0 && n.closes(i):
		n.carries = true // it is wrong, that
		return false
	case !flags.negates() || flags&flagNon != 0:
		return false
	case flags&flagNot != 0 && (n.flags(i+1)&flagAlone != 0 || n.comparesNumber(i)):
		n.half = -1
		n.set(false) // not only
		return true
	case n.half >= 0:
		n.half = -1 // the other half of "ne"
		n.carries = n.thinks
		n.set(true)
		if n.endsVerb(i) {
			n.since, n.ended = 1, true
		}
		return true
	case (flags&(flagNot|flagNor) != 0 && n.endsVerb(i) || n.onNoAccount(i)) && !n.on:
		n.carries = n.thinks
		n.flip(n.predicate(i), i)
		n.set(true)
		n.since, n.ended = 1, true // what follows the comma is another clause
		return true
	}
	return false
}

// deniesBefore recognises a German clause that denies the one before it: "er steigt, das
// stimmt nicht", "dass er steigt, ist falsch".
func (n *negation) deniesBefore(i int) bool {
	verb := n.clause
	if n.flags(verb)&flagBut != 0 {
		verb++
	}
	switch {
	case n.is(verb, "das") || n.is(verb, "dies"):
		verb++
	case !n.is(n.prior, "dass"):
		return false
	}
	if n.prior >= n.clause || n.tokens[n.clause].before == pauseNone {
		return false
	}
	switch {
	case n.is(verb, "stimmt"):
		return i == verb+1 && n.is(i, "nicht") && n.closes(i)
	case !n.is(verb, "ist"):
		return false
	case n.is(verb+1, "nicht"):
		return i == verb+1 && (n.is(i+1, "wahr") || n.is(i+1, "richtig") || n.is(i+1, "so")) && n.closes(i+1)
	}
	return i == verb+1 && n.flags(i)&flagFalse != 0 && n.closes(i)
}

// onNoAccount recognises the German "auf keinen Fall" at the end of its clause.
func (n *negation) onNoAccount(i int) bool {
	return n.is(i-1, "auf") && n.is(i, "keinen") && n.is(i+1, "fall") && n.endsVerb(i+1)
}

// startsAnother reports whether the "and" at i has a new subject behind it.
func (n *negation) startsAnother(i int) bool {
	return n.flags(i)&flagConjunction != 0 && n.flags(i+1)&(flagDeterminer|flagPronoun) != 0
}

// onHalf takes a "ne", which denies, or the "que" that makes an "only" of it.
func (n *negation) onHalf(i int) {
	if n.flags(i)&flagThat == 0 {
		n.half = i
		n.set(true)
		return
	}
	if n.half >= 0 && i-n.half <= maxClause {
		n.flip(n.half+1, i)
		n.half = -1
		n.set(false)
	}
}

// endsVerb reports whether nothing that could be denied follows the negator at
// i in its clause: nothing at all, or what belongs to the verb, such as the
// "ab" of "fällt nicht ab".
func (n *negation) endsVerb(i int) bool {
	for j := i + 1; j < len(n.tokens) && n.tokens[j].before == pauseNone; j++ {
		if j > i+maxClause {
			return false
		}
		if n.flags(j)&flagStarter != 0 || n.startsAnother(j) {
			return true
		}
		if n.flags(j)&flagStop == 0 || n.flags(j).negates() {
			return n.separable(j, i)
		}
	}
	return true
}

// separable reports whether the clause of the negator at i ends, from token j
// on, with the prefix of its verb: "greift nicht in den Markt ein".
func (n *negation) separable(j, i int) bool {
	for ; j+1 < len(n.tokens) && j <= i+maxClause && n.tokens[j+1].before == pauseNone && n.flags(j+1)&(flagStarter|flagConjunction) == 0; j++ {
	}
	return j > i+1 && n.flags(j)&flagPrefix != 0
}

// predicate returns where what is said of the subject begins in the clause that
// the negator at i ends. The subject is its first noun, pronoun or name, unless
// that is the verb itself.
func (n *negation) predicate(i int) int {
	j := max(n.clause, i-maxClause)
	for j < i && n.flags(j)&(flagStarter|flagConjunction|flagAside) != 0 {
		j++
	}
	switch {
	case n.flags(j)&flagPronoun != 0 && n.flags(j)&flagDeterminer == 0:
		j++
	case n.flags(j)&flagDeterminer != 0:
		j += 2
	case n.flags(j+1)&flagStop == 0 || n.flags(j+1)&flagAux != 0:
		j++
	}
	if j >= i {
		return max(n.clause, i-maxClause)
	}
	return j
}
