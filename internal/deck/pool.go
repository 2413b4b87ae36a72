package deck

// maxPool is how many other values a card is given: to choose from, or to be
// told apart from. All of a long column would cost the square of its rows.
const maxPool = 60

// pool is a list of values from which each card is given those that follow its
// own, around the end. All cards of a pool share its memory.
type pool struct {
	values []string       // each once
	ring   []string       // values, and the first of them again
	where  map[string]int // the place of a value, by its folded text
}

func newPool(texts []string) *pool {
	p := &pool{values: distinct(texts), where: make(map[string]int, len(texts))}
	for i, value := range p.values {
		p.where[fold(value)] = i
	}
	p.ring = p.values
	if len(p.values) > maxPool {
		p.ring = append(p.values[:len(p.values):len(p.values)], p.values[:maxPool]...)
	}
	return p
}

// others are up to maxPool of the values, from the one behind the given text
// on. They may hold the text itself: see without.
func (p *pool) others(text string) []string {
	at := p.where[fold(text)] + 1
	if len(p.values) <= maxPool {
		return p.ring
	}
	return p.ring[at : at+maxPool : at+maxPool]
}
