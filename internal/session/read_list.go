package session

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Orders and matches are typed as lists, in letters or in texts. A text may hold
// the very sign that parts the list, so that a list is taken apart in several
// ways, from the surest, and the first way in which every piece means something
// is the one that was meant.

// piece is one of the things in a list.
type piece struct {
	place int    // of the item or the left that it names; unknown where it names none
	line  string // of the response
}

const unknown = -1

// list is what was read of a typed list.
type list []piece

// known counts the pieces that name something.
func (l list) known() int {
	count := 0
	for _, p := range l {
		if p.place != unknown {
			count++
		}
	}
	return count
}

// response is the list as a response, and whether it names each of n things
// once. A list that names nothing stays as it was typed.
func (l list) response(typed string, n int) (string, bool) {
	if l.known() == 0 {
		return typed, false
	}
	lines := make([]string, len(l))
	seen := make([]bool, n)
	complete := len(l) == n
	for i, p := range l {
		lines[i] = p.line
		if p.place == unknown || seen[p.place] {
			complete = false
			continue
		}
		seen[p.place] = true
	}
	return strings.Join(lines, "\n"), complete
}

// partings are the signs at which lists of texts are taken apart.
var partings = []string{"\n", "\n;", "\n>→", "\n,", "\n;,>→"}

// apart takes a list apart in the first way in which read knows every piece, or
// else in the one in which it knows most.
func apart(typed string, read func(text string) piece) list {
	var best list
	for _, signs := range partings {
		var found list
		for _, text := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(signs, r) }) {
			if text = strings.TrimSpace(text); text != "" {
				found = append(found, read(text))
			}
		}
		if found.known() == len(found) {
			return found
		}
		if found.known() > best.known() {
			best = found
		}
	}
	return best
}

// letters gives the single letters of which a text consists: "b a c", "b, a, c",
// "b) a)", "b > a". Letters that stand together count when there are as many as
// are wanted and each is one of the question's; otherwise they may be a word.
func (q Question) letters(typed string, wanted int) []string {
	words := strings.FieldsFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;>→-", r) })
	together := len(words) == 1 && len(words[0]) == wanted
	if together {
		words = strings.Split(words[0], "")
	}
	for i, word := range words {
		words[i] = strings.ToLower(strings.TrimRight(word, ").:"))
		if len(words[i]) != 1 || words[i] < "a" || words[i] > "z" {
			return nil
		}
		if _, ok := q.lettered(words[i]); together && !ok {
			return nil
		}
	}
	return words
}

// readOrder reads the items of an order. It reports whether each is there, once.
func (q Question) readOrder(typed string) (string, bool) {
	found := apart(typed, q.item)
	var lettered list
	for _, word := range q.letters(typed, len(q.Options)) {
		lettered = append(lettered, q.item(word))
	}
	if lettered.known() > found.known() {
		found = lettered
	}
	return found.response(typed, len(q.Options))
}

// item reads an item of an order.
func (q Question) item(text string) piece {
	option, ok := q.option(text)
	if !ok {
		return piece{unknown, text}
	}
	return piece{slices.Index(q.Options, option), option}
}

// option finds an option by its text or its letter.
func (q Question) option(text string) (string, bool) {
	if option, ok := q.named(text); ok {
		return option, true
	}
	return q.lettered(text)
}

// readMatch reads the pairs of a match. It reports whether each left has one
// partner.
func (q Question) readMatch(typed string) (string, bool) {
	found := q.numbered(typed)
	if found.known() == 0 {
		found = q.inOrder(typed)
	}
	if found.known() == 0 {
		found = apart(typed, q.pair)
	}
	return found.response(typed, len(q.Lefts))
}

var (
	numberedLetter  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`([0-9]{1,2})[\s.:)=>→-]*([A-Za-z])[\s,;.)]*`) })
	numberedLetters = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + numberedLetter().String() + `)+$`) })
)

// numbered reads letters for numbers: "1b 2a", "1-b, 2-a".
func (q Question) numbered(typed string) list {
	if !numberedLetters().MatchString(typed) {
		return nil
	}
	var found list
	for _, words := range numberedLetter().FindAllStringSubmatch(typed, -1) {
		found = append(found, q.labelled(words[1], words[2]))
	}
	return found
}

// inOrder reads letters alone, in the order of the lefts: "b a c".
func (q Question) inOrder(typed string) list {
	letters := q.letters(typed, len(q.Lefts))
	if len(letters) > len(q.Lefts) {
		return nil
	}
	var found list
	for i, word := range letters {
		found = append(found, q.labelled(strconv.Itoa(i+1), word))
	}
	return found
}

// labelled puts a left with a number and a right with a letter together.
func (q Question) labelled(number, word string) piece {
	option, ok := q.lettered(word)
	i, err := strconv.Atoi(number)
	if !ok || err != nil || i < 1 || i > len(q.Lefts) {
		return piece{unknown, number + " = " + word}
	}
	return piece{i - 1, q.Lefts[i-1] + " = " + option}
}

// pair reads "left = right", each by its text or its label. Both may hold "="
// themselves; the longest left that fits is meant.
func (q Question) pair(text string) piece {
	best, longest := piece{unknown, text}, -1
	for i, left := range q.Lefts {
		for _, name := range []string{left, strconv.Itoa(i + 1)} {
			right, ok := afterLeft(text, name)
			if !ok || len(name) <= longest {
				continue
			}
			if option, ok := q.option(right); ok {
				best, longest = piece{i, left + " = " + option}, len(name)
			}
		}
	}
	return best
}

// afterLeft gives what stands after a left and its "=".
func afterLeft(text, left string) (right string, ok bool) {
	at := 0
	for range strings.Count(left, "=") + 1 {
		next := strings.IndexByte(text[at:], '=')
		if next < 0 {
			return "", false
		}
		at += next + 1
	}
	return strings.TrimSpace(text[at:]), sameText(text[:at-1], left)
}
