package grading

import "sync"

// rivalCache keeps rival answers taken apart into words. A deck's short answers
// are each other's rivals, so each is wanted by up to as many rubrics as a pool
// is wide. The zero value is ready to use, by several callers at once.
type rivalCache struct {
	mutex  sync.RWMutex
	parsed map[string]parsedRival
}

type parsedRival struct {
	text  string // as a keyword
	lists [][]element
	bad   *flaw
}

// maxRivals is how many rival answers are kept. Rubrics are made in the order of
// the deck, so that old ones are hardly wanted again.
const maxRivals = 1 << 14

func (r *rivalCache) parse(l *language, text string) parsedRival {
	r.mutex.RLock()
	p, known := r.parsed[text]
	r.mutex.RUnlock()
	if known {
		return p
	}
	p.text = literal(text)
	p.lists, p.bad = l.parseKeyword(p.text)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.parsed == nil || len(r.parsed) >= maxRivals {
		r.parsed = make(map[string]parsedRival)
	}
	r.parsed[text] = p
	return p
}
