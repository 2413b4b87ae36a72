package grading

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRelatedWordsAreThoseOfWordNet makes related_en.txt anew, from the folder of
// WordNet's files data.noun, index.noun and so on that WORDNET names (Debian's package
// wordnet-base puts them into /usr/share/wordnet). UPDATE=1 rewrites it.
func TestRelatedWordsAreThoseOfWordNet(t *testing.T) {
	dir := os.Getenv("WORDNET")
	if dir == "" {
		t.Skip("WORDNET names no folder of WordNet's files")
	}
	text := noticeOf(t, dir) + relatedText(readWordNet(t, dir))
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("related_en.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text != relatedEnglish {
		t.Error("related_en.txt is not what WordNet gives; UPDATE=1 rewrites it")
	}
}

// wordNet is what is read of WordNet.
type wordNet struct {
	synsets map[synsetKey]synset
	// rank is which sense of a lemma a synset is, among those of its part of
	// speech, from 1 for the most usual.
	rank map[lemmaSense]int
}

type synsetKey struct{ pos, offset string }

type lemmaSense struct {
	lemma string
	of    synsetKey
}

type synset struct {
	lemmas   []string
	pointers []pointer
}

// pointer leads from a lemma of a synset to one of another. The number 0 stands for
// all lemmas.
type pointer struct {
	symbol   string
	from, to int
	target   synsetKey
}

// The symbols of the relations that are used (wninput(5WN)).
const (
	derivedFrom = "+"
	attribute   = "="
	seeAlso     = "^"
	antonym     = "!"
)

func readWordNet(t *testing.T, dir string) wordNet {
	net := wordNet{synsets: make(map[synsetKey]synset), rank: make(map[lemmaSense]int)}
	for name, pos := range map[string]string{"noun": "n", "verb": "v", "adj": "a", "adv": "r"} {
		eachEntry(t, filepath.Join(dir, "data."+name), func(fields []string) {
			net.synsets[synsetKey{pos, fields[0]}] = readSynset(fields)
		})
		eachEntry(t, filepath.Join(dir, "index."+name), func(fields []string) {
			senses, _ := strconv.Atoi(fields[2])
			for n, offset := range fields[len(fields)-senses:] {
				net.rank[lemmaSense{fields[0], synsetKey{pos, offset}}] = n + 1
			}
		})
	}
	return net
}

// eachEntry calls found with the fields of each line that is no notice, up to the gloss.
func eachEntry(t *testing.T, path string, found func(fields []string)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if entry, _, _ := strings.Cut(lines.Text(), " | "); !strings.HasPrefix(entry, "  ") {
			found(strings.Fields(entry))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// noticeOf is WordNet's notice, which stands with a number before each line at the top
// of its files, and must stand on every copy.
func noticeOf(t *testing.T, dir string) string {
	file, err := os.ReadFile(filepath.Join(dir, "data.noun"))
	if err != nil {
		t.Fatal(err)
	}
	notice := "# Stems of WordNet 3.0 that are related, changed in form.\n#\n"
	for line := range strings.Lines(string(file)) {
		if !strings.HasPrefix(line, "  ") {
			break
		}
		_, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		notice += strings.TrimSpace("# "+text) + "\n"
	}
	return notice
}

// readSynset reads a line of a data file (wndb(5WN)).
func readSynset(fields []string) synset {
	var s synset
	words, _ := strconv.ParseInt(fields[3], 16, 0)
	fields = fields[4:]
	for range words {
		lemma, _, _ := strings.Cut(fields[0], "(") // galore(ip)
		s.lemmas, fields = append(s.lemmas, lemma), fields[2:]
	}
	pointers, _ := strconv.Atoi(fields[0])
	fields = fields[1:]
	for range pointers {
		pos, lemmas := fields[2], fields[3]
		if pos == "s" {
			pos = "a"
		}
		from, _ := strconv.ParseInt(lemmas[:2], 16, 0)
		to, _ := strconv.ParseInt(lemmas[2:], 16, 0)
		s.pointers = append(s.pointers, pointer{fields[0], int(from), int(to), synsetKey{pos, fields[1]}})
		fields = fields[4:]
	}
	return s
}

// eachPair calls found with the pairs of lemmas that are related, and with antonyms.
func (net wordNet) eachPair(found func(symbol string, a, b lemmaSense)) {
	for key, s := range net.synsets {
		for _, a := range s.lemmas {
			for _, b := range s.lemmas {
				found("", lemmaSense{a, key}, lemmaSense{b, key})
			}
		}
		for _, p := range s.pointers {
			for _, a := range chosen(s.lemmas, p.from) {
				for _, b := range chosen(net.synsets[p.target].lemmas, p.to) {
					found(p.symbol, lemmaSense{a, key}, lemmaSense{b, p.target})
				}
			}
		}
	}
}

func chosen(lemmas []string, number int) []string {
	if number == 0 {
		return lemmas
	}
	return lemmas[number-1 : number]
}

// maxRanks is the greatest product of the ranks of two senses that relate words.
const maxRanks = 2

// relatedText writes the table.
func relatedText(net wordNet) string {
	lang := languageOf("en")
	antonyms := make(map[[2]string]bool)
	net.eachPair(func(symbol string, a, b lemmaSense) {
		if symbol == antonym {
			antonyms[[2]string{stemOfLemma(lang, a.lemma), stemOfLemma(lang, b.lemma)}] = true
		}
	})
	related := make(map[string][]string)
	relate := func(a, b string) {
		if !slices.Contains(related[a], b) {
			related[a] = append(related[a], b)
		}
	}
	net.eachPair(func(symbol string, a, b lemmaSense) {
		if !slices.Contains([]string{"", derivedFrom, attribute, seeAlso}, symbol) || net.rank[a]*net.rank[b] > maxRanks {
			return
		}
		one, other := stemOfLemma(lang, a.lemma), stemOfLemma(lang, b.lemma)
		if one != "" && other != "" && !joinedWithout(one, other) && !contrasts(a.lemma, b.lemma) && !contrasts(one, other) &&
			!antonyms[[2]string{one, other}] {
			relate(one, other)
			relate(other, one)
		}
	})
	var lines []string
	for stem, others := range related {
		slices.Sort(others)
		lines = append(lines, stem+" "+strings.Join(others, " ")+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// stemOfLemma is the stem of a lemma that is an ordinary word of content, or nothing.
func stemOfLemma(lang *language, lemma string) string {
	tokens := lang.tokenize(normalise(lemma).text, nil)
	if len(tokens) != 1 || strings.ToLower(lemma) != lemma || !isLetters(lemma) ||
		tokens[0].flags&(flagStop|flagArticle|flagNegator|flagNor|flagNon) != 0 || !holdsLine(relatedAmong, tokens[0].raw) {
		return ""
	}
	return lang.stemOf(&tokens[0])
}

func isLetters(word string) bool {
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

// relatedAmong are the words that are asked for.
var relatedAmong = ordinaryEnglish

// joinedWithout reports whether a loose rubric joins two stems without a table.
func joinedWithout(a, b string) bool {
	return a == b || len(a) >= minAlikeWord && len(b) >= minAlikeWord && sameFirst(a, b) &&
		trigramsOf(a, nil).alike(trigramsOf(b, nil))
}

// TestRelatedWordsAreMutual holds the table to what is said of it.
func TestRelatedWordsAreMutual(t *testing.T) {
	pairs := make(map[string]bool)
	last := ""
	for line := range strings.Lines(relatedEnglish) {
		stems := strings.Fields(line)
		if stems[0] == "#" {
			continue
		}
		if stems[0] <= last {
			t.Errorf("%q stands behind %q", stems[0], last)
		}
		last = stems[0]
		if len(stems) < 2 {
			t.Errorf("%q has nothing that is related", stems[0])
		}
		for _, other := range stems[1:] {
			pairs[fmt.Sprint(stems[0], " ", other)] = true
		}
	}
	for pair := range pairs {
		a, b, _ := strings.Cut(pair, " ")
		if !pairs[b+" "+a] {
			t.Errorf("%s is related to %s, but not the other way round", a, b)
		}
		if a == b || contrasts(a, b) {
			t.Errorf("%s is related to %s", a, b)
		}
	}
	if size := len(relatedEnglish); size > 1_000_000 {
		t.Errorf("the table has %d bytes", size)
	}
}
