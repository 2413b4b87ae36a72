package grading

// Words that are close.
//
// In a loose rubric a word of the response that meets nothing, not even as a typing
// mistake, may come close to a keyword: it looks like it (alike.go), or it is related
// to it in meaning (related.go). Then it meets the keyword, for closeCredit of the
// points, and the evidence says that it is close and to what.
//
// Where neither a denial nor a contrast can be meant, both are asked in this order,
// and a rubric that is not loose asks for neither.

// closeCredit is the share of a criterion's points that a word earns which is close.
// docs/grading.md says how it was chosen.
const closeCredit = 0.7

// findClose takes a token that meets nothing for a word that it is close to.
func (d *reading) findClose(i int32, t *token) {
	if t.flags&flagStop != 0 || hasDigit(t.text) || d.rubric.notTypo[t.text] {
		return
	}
	before := len(d.hits)
	d.findAlike(i, t)
	if len(d.hits) == before {
		d.findRelated(i, t)
	}
}

// closeHit notes that token i is close to a word.
func (d *reading) closeHit(word, i int32) {
	before := len(d.hits)
	d.hit(word, i, 1, false)
	if len(d.hits) > before {
		d.hits[before].close = true
	}
}
