package deck

// maxPool is how many other values a card is given: to choose from, or to be
// told apart from. All of a long column would cost the square of its rows.
const maxPool = 60

// pool is a list of values from which each card is given those that follow its
// own, around the end. All cards of a pool share its memory.
type pool struct {
	ring  []string       // each value once, and then the first of them again
	count int            // how many values there are
	where map[string]int // the place of a value, by its folded text
}

func newPool(texts []string) *pool {
	p := &pool{where: make(map[string]int, len(texts))}
	for _, text := range texts {
		key := fold(text)
		if _, have := p.where[key]; !have && key != "" {
			p.where[key] = len(p.ring)
			p.ring = append(p.ring, text)
		}
	}
	p.count = len(p.ring)
	p.ring = append(p.ring, p.ring[:min(p.count, maxPool)]...)
	return p
}

// drawn says which texts of a pool a card has: those that others gives for one
// text, perhaps with some left out. The zero value says that it has none.
type drawn struct {
	pool *pool
	text string
}

// others are the values that follow one of them; never that value itself. They
// are shared, and not to be changed.
func (p *pool) others(text string) []string {
	at, have := p.where[fold(text)]
	if !have {
		return nil
	}
	to := at + 1 + min(p.count-1, maxPool)
	return p.ring[at+1 : to : to]
}
