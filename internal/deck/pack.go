package deck

import (
	"encoding/json"
	"fmt"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"

	"drill/internal/grading"
)

// A deck can be packed: taken apart into pieces that a catalogue keeps, so that
// a card can be asked without reading the deck again. A restored card is asked
// and marked as the one that it was made of. What only checking wants (examples,
// and where each key stands) is not packed.

// Packed is a deck in pieces.
type Packed struct {
	ID, Hash string
	Head     []byte // for Restore
	Words    string // the deck's vocabulary, for Shelf
	Pools    [][]string
	Cards    iter.Seq2[PackedCard, error]
	Count    int // of the cards
}

// PackedCard is a card in a form that can be stored.
type PackedCard struct {
	Listed
	Body []byte // for RestoreCard
}

// Shelf is where the larger pieces of a packed deck are, to be fetched when a
// card needs them.
type Shelf interface {
	// Words is Packed.Words.
	Words() (string, error)
	// Pool gives count texts of a pool, the first at place from.
	Pool(pool, from, count int) ([]string, error)
}

// packedHead is what a deck says of itself.
type packedHead struct {
	ID, Title, Description, Language, Citation string
	Tags                                       []string            `json:",omitempty"`
	Synonyms                                   map[string][]string `json:",omitempty"`
	Hash                                       string
	Files                                      []string // below the deck's path
}

// packedCard is a card with what is not exported of it.
type packedCard struct {
	*plainCard
	File     int                 // of Origin, in packedHead.Files
	Spec     *grading.Spec       `json:",omitempty"` // hides that of the card, which always has something to say
	Stuffing bool                `json:",omitempty"` // of Spec, where that says nothing else
	Examples bool                `json:",omitempty"` // hides those of the card
	Lines    []grading.Criterion `json:",omitempty"`
	Accepted []string            `json:",omitempty"`
	More     [][]string          `json:",omitempty"`
	Rivals   []string            `json:",omitempty"`
	Number   *grading.Number     `json:",omitempty"`
	Pool     *packedPool         `json:",omitempty"`
}

// plainCard is a card without its methods, and so without Number and the like,
// which would hide the keys of packedCard.
type plainCard Card

// packedPool says which texts of a pool are the wrong options of a choice, or
// the rivals of a short answer.
type packedPool struct {
	Number, From, Count int
	Drop                []string `json:",omitempty"`
}

// Pack takes the deck apart.
func (d *Deck) Pack() (Packed, error) {
	head := packedHead{
		ID: d.ID, Title: d.Title, Description: d.Description, Language: d.Language, Citation: d.Citation,
		Tags: d.Tags, Synonyms: d.Synonyms, Hash: d.Hash,
	}
	for _, file := range d.files {
		head.Files = append(head.Files, strings.TrimPrefix(strings.TrimPrefix(file, d.Path), "/"))
	}
	text, err := json.Marshal(head)
	if err != nil {
		return Packed{}, fmt.Errorf("pack deck %s: %w", d.ID, err)
	}
	packed := Packed{ID: d.ID, Hash: d.Hash, Head: text, Words: distinctWords(d.vocabulary()), Count: len(d.Cards)}
	numbers := make(map[*pool]int)
	for _, card := range d.Cards {
		from := card.from.pool
		if _, have := numbers[from]; from != nil && !have {
			numbers[from] = len(packed.Pools)
			packed.Pools = append(packed.Pools, from.ring)
		}
	}
	packed.Cards = func(yield func(PackedCard, error) bool) { d.packCards(numbers, yield) }
	return packed, nil
}

// packChunk is how many cards are packed at once.
const packChunk = 512

// packCards packs cards ahead of who takes them, on other processors, and gives them in
// their order.
func (d *Deck) packCards(numbers map[*pool]int, yield func(PackedCard, error) bool) {
	type result struct {
		card PackedCard
		err  error
	}
	ahead := make(chan chan []result, runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(ahead)
		for chunk := range slices.Chunk(d.Cards, packChunk) {
			done := make(chan []result, 1)
			select {
			case ahead <- done:
			case <-stop:
				return
			}
			go func() {
				results := make([]result, len(chunk))
				for i, card := range chunk {
					body, err := card.pack(numbers)
					results[i] = result{PackedCard{card.Listed(), body}, err}
				}
				done <- results
			}()
		}
	}()
	for done := range ahead {
		for _, r := range <-done {
			if !yield(r.card, r.err) {
				return
			}
		}
	}
}

// distinctWords gives each word of texts once. What stands between white space
// is enough: no word of the marking rules reaches across it.
func distinctWords(texts []string) string {
	seen := make(map[string]bool)
	var words []string
	for _, text := range texts {
		for _, word := range strings.Fields(text) {
			if !seen[word] {
				seen[word] = true
				words = append(words, word)
			}
		}
	}
	return strings.Join(words, " ")
}

// saysHowToMark reports whether the author said more of marking the card than what
// is right.
func (c *Card) saysHowToMark() bool {
	s := &c.Spec
	return len(s.Criteria)+len(s.Rejects)+len(s.NotTypo)+len(s.Bands)+len(s.Signals)+len(s.Learned) > 0 || s.Typos != "" || s.Curve != 0 || s.Loose || s.Scale != nil
}

func (c *Card) pack(pools map[*pool]int) ([]byte, error) {
	plain := plainCard(*c)
	packed := packedCard{
		plainCard: &plain, File: slices.Index(c.Deck.files, c.Origin.File),
		Lines: c.lines, Accepted: c.accepted, More: c.more, Rivals: c.rivals, Number: c.number,
	}
	if c.saysHowToMark() {
		packed.Spec = &c.Spec
	} else {
		packed.Stuffing = c.Spec.Stuffing
	}
	if pool := c.from.pool; pool != nil {
		from, count := pool.span(c.from.text)
		have := &packed.Rivals
		if c.Type == TypeChoice {
			have = &plain.Wrong
		}
		packed.Pool = &packedPool{Number: pools[pool], From: from, Count: count, Drop: without(pool.ring[from:from+count], *have)}
		*have = nil
	}
	plain.Origin.File = ""
	body, err := json.Marshal(packed)
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", c.Key(), err)
	}
	return body, nil
}

// span gives the place of the texts that others gives.
func (p *pool) span(text string) (from, count int) {
	at, have := p.where[fold(text)]
	if !have {
		return 0, 0
	}
	return at + 1, min(p.count-1, maxPool)
}

// Restore makes of a packed head the deck that it was, without its cards and
// sources. Path is where the deck stands now.
func Restore(head []byte, path string, shelf Shelf) (*Deck, error) {
	var h packedHead
	if err := json.Unmarshal(head, &h); err != nil {
		return nil, fmt.Errorf("restore deck %s: %w", path, err)
	}
	d := &Deck{
		ID: h.ID, Title: h.Title, Description: h.Description, Language: h.Language, Citation: h.Citation,
		Tags: h.Tags, Synonyms: h.Synonyms, Hash: h.Hash, Path: path, lexicon: &lexicon{}, shelf: shelf,
	}
	for _, file := range h.Files {
		d.files = append(d.files, join(path, file))
	}
	return d, nil
}

func join(folder, file string) string {
	if file == "" {
		return folder
	}
	return path.Join(folder, file)
}

// RestoreCard makes of a packed card of a restored deck the card that it was.
func (d *Deck) RestoreCard(body []byte) (*Card, error) {
	packed := packedCard{plainCard: &plainCard{}}
	if err := json.Unmarshal(body, &packed); err != nil {
		return nil, fmt.Errorf("restore a card of deck %s: %w", d.ID, err)
	}
	card := (*Card)(packed.plainCard)
	card.Deck = d
	card.lines, card.accepted, card.more, card.rivals, card.number = packed.Lines, packed.Accepted, packed.More, packed.Rivals, packed.Number
	if packed.Spec != nil {
		card.Spec = *packed.Spec
	} else {
		card.Spec.Points, card.Spec.Stuffing = card.Points, packed.Stuffing
	}
	if packed.File >= 0 && packed.File < len(d.files) {
		card.Origin.File = d.files[packed.File]
	}
	if packed.Pool == nil {
		return card, nil
	}
	texts, err := d.shelf.Pool(packed.Pool.Number, packed.Pool.From, packed.Pool.Count)
	if err != nil {
		return nil, fmt.Errorf("restore %s: %w", card.Key(), err)
	}
	if card.Type == TypeChoice {
		card.Wrong = without(texts, packed.Pool.Drop)
	} else {
		card.rivals = without(texts, packed.Pool.Drop)
	}
	return card, nil
}
