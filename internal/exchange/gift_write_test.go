package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/grading"
)

const giftDeck = `
format = 1
id = "rivers"
title = "Rivers/lakes"
tags = ["water"]
citation = "An atlas"
[[question]]
id = "longest"
type = "choice"
prompt = "Which river is the longest?"
answer = "Nile"
wrong = ["Rhine", "Amazon", "None of these"]
last = ["None of these"]
credit = { "Amazon" = 0.5, "Rhine" = -0.25 }
feedback = { "nile" = "Yes: 6650 km", "Amazon" = "Close.", "*" = "Look at a map." }
explanation = "It flows north."
tags = ["africa", "two words", "a]b\\"]
image = "phases.png"
[[question]]
id = "african"
type = "multiple"
prompt = "Which are in Africa?"
answers = ["Niger", "Volta", "Orange"]
wrong = ["Ob", "Po"]
credit = { "Ob" = 0 }
feedback = { "Po" = "Italy.", "*" = "Look again." }
[[question]]
id = "rhine"
type = "truefalse"
prompt = "The Rhine flows\n  south."
answer = false
feedback = { "false" = "Right.", "*" = "North!" }
explanation = "To Rotterdam."
[[question]]
id = "seine"
type = "short"
prompt = "Which river runs through Paris?"
answer = "Seine"
accept = ["la Seine", "a->b"]
credit = { "Marne" = 0.5 }
pattern = ["*Sein*"]
feedback = { "Marne" = "Near -> far.", "Loire" = "No.", "*" = "Think." }
citation = "A song"
rivals = ["Thames"]
hint = "S"
[[question]]
id = "length"
type = "number"
prompt = "How long is the Rhine?"
value = 1230
tolerance = "2%"
also = [-1233]
unit = "km"
points = 3
seconds = 30
difficulty = "hard"
[[question]]
id = "cities"
type = "match"
prompt = "Which city is on which river?"
pairs = [{ left = "London", right = "Thames" }, { left = "x->y", right = "a -> b" }, { left = "[html]z", right = "[html]" }]
wrong = ["Po"]
[[question]]
id = "down"
type = "order"
prompt = "From the source to the mouth?"
items = ["Basel", "Mainz", "Rotterdam"]
[[question]]
id = "why"
type = "text"
prompt = "Why do rivers bend?"
answer = "The outer bank is worn away faster."
explanation = "Look at a meander."
[[question]]
id = "judge"
type = "text"
by_hand = true
prompt = "What do you think of dams?"
[[question]]
id = "parts"
type = "cloze"
prompt = "Complete:"
text = "A river begins at its {{1:source}} and ends at its {{2:mouth|not the nose}}."
accept = { 1 = ["spring"] }
[[question]]
id = "end"
type = "cloze"
text = "Where two rivers meet is a {{7:confluence}}"
[[cheatsheet]]
id = "terms"
[[cheatsheet.entry]]
id = "delta"
term = "delta"
meaning = "Land of the mud that a river brings."
`

const giftWritten = `$CATEGORY: Rivers//lakes

// [id:longest] [tag:water] [tag:africa] [tag:two words] [tag:a\]b\ ]
::longest::[plain]Which river is the longest? {
	=Nile#Yes\: 6650 km
	~%-25%Rhine#Look at a map.
	~%50%Amazon#Close.
	~None of these#Look at a map.
	####It flows north.
}

// [id:african] [tag:water]
::african::[plain]Which are in Africa? {
	~%33.33333%Niger
	~%33.33333%Volta
	~%33.33333%Orange
	~%0%Ob
	~%-33.33333%Po#Italy.
}

// [id:rhine] [tag:water]
::rhine::[plain]The Rhine flows\n  south. {FALSE#North!#Right.####To Rotterdam.}

// [id:seine] [tag:water]
::seine::[plain]Which river runs through Paris? {
	=Seine
	=la Seine
	=a-*>b
	=*Sein*
	=%50%Marne#[html]Near -&gt; far.
	=%0%Loire#No.
	=%0%*#Think.
	####A song
}

// [id:length] [tag:water]
::length::[plain]How long is the Rhine? {#
	=1230:24.6
	=-1233:24.66
}

// [id:cities] [tag:water]
::cities::[plain]Which city is on which river? {
	=London -> Thames
	=[html]x-&gt;y -> a -> b
	=[plain][html]z -> [html]
	= -> Po
}

// [id:down] [tag:water]
::down::[plain]From the source to the mouth? {
	=1 -> Basel
	=2 -> Mainz
	=3 -> Rotterdam
}

// [id:why] [tag:water]
::why::[plain]Why do rivers bend? {####The outer bank is worn away faster.\n\nLook at a meander.}

// [id:judge] [tag:water]
::judge::[plain]What do you think of dams? {}

// [id:parts-1] [tag:water]
::parts-1::[plain]Complete\:\nA river begins at its {
	=source
	=spring
} and ends at its mouth.

// [id:parts-2] [tag:water]
::parts-2::[plain]Complete\:\nA river begins at its source and ends at its [not the nose]. {
	=mouth
}

// [id:end-7] [tag:water]
::end-7::[plain]Where two rivers meet is a ____ {
	=confluence
}

// [id:terms-delta-define] [tag:water]
::terms-delta-define::[plain]Explain the term “delta”. {####Land of the mud that a river brings.}

// [id:terms-delta-name] [tag:water]
::terms-delta-name::[plain]Which term is meant? Land of the mud that a river brings. {
	=delta
}
`

func exportsGIFT(t testing.TB, d *deck.Deck) (string, []Loss) {
	t.Helper()
	var out bytes.Buffer
	losses, err := ExportGIFT(&out, d)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), losses
}

func TestGIFTExport(t *testing.T) {
	text, losses := exportsGIFT(t, loadDeck(t, giftDeck))
	if diff := cmp.Diff(giftWritten, text); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	want := []string{
		"x.toml:7: longest: its image is not written: phases.png",
		"x.toml:19: african: what it says to any other picks is not written: Look again.",
		"x.toml:34: seine: an arrow in an answer is written -*>, since GIFT takes -> for that of a pair: a->b",
		"x.toml:46: length: its unit is not written: km",
		"x.toml:63: down: is written as pairs of places and texts, and is no longer order",
		"x.toml:79: parts: is written as 2 questions for a missing word, and is no longer cloze",
		"x.toml:85: end: is written as 1 question for a missing word, and is no longer cloze",
		"that options stay last is not written (1 question)",
		"rivals of short answers are not written (1 question)",
		"hints are not written (1 question)",
		"points are not written (1 question)",
		"times to answer in are not written (1 question)",
		"difficulties are not written (1 question)",
		"model answers of free text are written as general feedback, which is shown after a response: GIFT has no other place for them (2 questions)",
		"free text is marked by a person in Moodle (2 questions)",
	}
	if diff := cmp.Diff(want, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestGIFTThereAndBack(t *testing.T) {
	text, _ := exportsGIFT(t, loadDeck(t, giftDeck))
	imported := imports(t, ImportGIFT, text)
	if imported.Draft.Title != "Rivers/lakes" {
		t.Errorf("the title is %q", imported.Draft.Title)
	}
	want := []string{
		`longest choice "Which river is the longest?" = "Nile" ("It flows north.") water,africa,two words,a]b\ wrong [Rhine Amazon None of these] credit Amazon=0.5 credit Rhine=-0.25 said Amazon="Close." said Nile="Yes: 6650 km" said None of these="Look at a map." said Rhine="Look at a map."`,
		`african multiple "Which are in Africa?" water answers [Niger Volta Orange] wrong [Ob Po] credit Ob=0 said Po="Italy."`,
		`rhine truefalse "The Rhine flows\n  south." ("To Rotterdam.") water said false="Right." said true="North!"`,
		`seine short "Which river runs through Paris?" = "Seine" ("A song") water accept [la Seine] pattern [a-*>b *Sein*] credit Marne=0.5 said *="Think." said Loire="No." said Marne="Near -> far."`,
		`length number "How long is the Rhine?" water number 1230±24.6 also [-1233]`,
		`cities match "Which city is on which river?" water pairs [{London Thames} {x->y a -> b} {[html]z [html]}] wrong [Po]`,
		`down match "From the source to the mouth?" water pairs [{1 Basel} {2 Mainz} {3 Rotterdam}]`,
		`why text "Why do rivers bend?" by hand ("The outer bank is worn away faster.\n\nLook at a meander.") water`,
		`judge text "What do you think of dams?" by hand water`,
		`parts-1 short "Complete:\nA river begins at its _____ and ends at its mouth." = "source" water accept [spring]`,
		`parts-2 short "Complete:\nA river begins at its source and ends at its [not the nose]." = "mouth" water`,
		`end-7 short "Where two rivers meet is a ____" = "confluence" water`,
		`terms-delta-define text "Explain the term “delta”." by hand ("Land of the mud that a river brings.") water`,
		`terms-delta-name short "Which term is meant? Land of the mud that a river brings." = "delta" water`,
	}
	if diff := cmp.Diff(want, whole(imported)); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	wantLost := []string{`quiz.txt:37: length: the number -1233 had a tolerance of 24.66; here it is 24.6 for all`}
	if diff := cmp.Diff(wantLost, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestGIFTExportOfMuch(t *testing.T) {
	var wrong []string
	for i := range 40 {
		wrong = append(wrong, fmt.Sprintf("w%d", i))
	}
	draft := deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{{Question: &deck.DraftQuestion{
		ID: "an-id-that-is-longer-than-one-that-is-made-of-a-text", Type: deck.TypeChoice, Prompt: "Which?", Answer: "a", Wrong: wrong, Last: []string{"w39", "w2"},
	}}}}
	text, losses := exportsGIFT(t, deckOf(t, draft))
	imported := imports(t, ImportGIFT, text)
	q := imported.Draft.Sources[0].Question
	if len(q.Wrong) != maxChoices-1 || q.Wrong[24] != "w39" || q.Wrong[23] != "w2" || q.ID != draft.Sources[0].Question.ID {
		t.Errorf("question %s has the wrong options %q", q.ID, q.Wrong)
	}
	want := []string{"deck.toml:5: an-id-that-is-longer-than-one-that-is-made-of-a-text: only 25 of its 40 wrong options are written", "that options stay last is not written (1 question)"}
	if diff := cmp.Diff(want, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

// Moodle knows some shares, and refuses a file with others.
func TestGIFTExportOfShares(t *testing.T) {
	d := deckOf(t, deck.Draft{ID: "d", Title: "D", Sources: []deck.DraftSource{
		{Question: &deck.DraftQuestion{ID: "one", Type: deck.TypeChoice, Prompt: "Which is clay?", Answer: "fine", Wrong: []string{"finer", "coarse"}, Credit: map[string]float64{"finer": 0.333, "coarse": -0.07}}},
		{Question: &deck.DraftQuestion{ID: "typed", Type: deck.TypeShort, Prompt: "Which part of soil is the finest?", Answer: "clay", Credit: map[string]float64{"silt": 0.45}}},
		{Question: &deck.DraftQuestion{ID: "two", Type: deck.TypeMultiple, Prompt: "Which are parts of soil?", Answers: []string{"sand", "silt"}, Wrong: []string{"cloud"}, Credit: map[string]float64{"sand": 0.55, "silt": 0.45, "cloud": -0.3}}},
	}})
	text, losses := exportsGIFT(t, d)
	for _, want := range []string{"~%33.33333%finer", "~%-5%coarse", "=%50%silt", "~%50%sand\n\t~%50%silt\n\t~%-30%cloud"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	want := []string{
		`deck.toml:5: one: "finer" earns 33.3%; Moodle knows 33.33333% as the nearest`,
		`deck.toml:5: one: "coarse" earns -7%; Moodle knows -5% as the nearest`,
		`deck.toml:13: typed: "silt" earns 45%; Moodle knows 50% as the nearest`,
		`deck.toml:20: two: "sand" earns 55%, which Moodle does not know; its right options earn the same there`,
	}
	if diff := cmp.Diff(want, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestGIFTExportIntoNothing(t *testing.T) {
	if _, err := ExportGIFT(fullDisk{}, loadDeck(t, giftDeck)); !errors.Is(err, errFull) {
		t.Errorf("the error is %v", err)
	}
}

// deckOf is the deck of a draft; it has to be sound.
func deckOf(t testing.TB, draft deck.Draft) *deck.Deck {
	t.Helper()
	var out bytes.Buffer
	if err := draft.WriteTOML(&out); err != nil {
		t.Fatal(err)
	}
	d, problems, err := loaded(out.Bytes())
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v\n%s", err, problems, out.String())
	}
	return d
}

// nasty are texts of signs that mean something in GIFT, in HTML or in a deck.
func nasty(lines bool) *rapid.Generator[string] {
	pieces := []string{`\`, "~", "=", "#", "{", "}", ":", "::", "->", "%", "%50%", "%-5.5%", "####", "//", "$CATEGORY:", "[html]", "[plain]", "[moodle]", "[id:x]", "[tag:y]", `\n`, `\\`, `\*`,
		"*", " ", "_____", "<b>", "</b>", "&amp;", "&#35;", "T", "TRUE", "..", "a", "B", "z1", "é", "漢字", "🙂", "ß", ".", ",", "-", `"`, "'", "]", "[", "{{1:x}}", "<img src=x>", "![a](b)"}
	if lines {
		pieces = append(pieces, "\n", "\n\n", "\n  ", "\t")
	}
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces") {
			b.WriteString(piece)
		}
		text := strings.TrimSpace(b.String())
		if !lines {
			text = oneLine(text)
		}
		if text == "" {
			return "x"
		}
		return text
	})
}

// nastyOnes are several that differ, each with a word of its own.
func nastyOnes(t *rapid.T, least, most int, label string) []string {
	texts := rapid.SliceOfN(nasty(false), least, most).Draw(t, label)
	for i := range texts {
		texts[i] = fmt.Sprintf("%sq%s%d", texts[i], label, i)
		if rapid.Bool().Draw(t, "front") {
			texts[i] = fmt.Sprintf("q%s%d%s", label, i, strings.TrimSuffix(texts[i], fmt.Sprintf("q%s%d", label, i)))
		}
	}
	return texts
}

func said(t *rapid.T, texts ...string) map[string]string {
	said := make(map[string]string)
	for _, text := range texts {
		if rapid.Bool().Draw(t, "says") {
			said[text] = nasty(true).Draw(t, "said")
		}
	}
	return said
}

// nastyQuestion is a question that GIFT can hold.
func nastyQuestion(t *rapid.T, i int) *deck.DraftQuestion {
	q := &deck.DraftQuestion{ID: fmt.Sprintf("q-%d", i), Prompt: nasty(true).Draw(t, "prompt") + " q"}
	q.Type = rapid.SampledFrom([]deck.Type{deck.TypeChoice, deck.TypeMultiple, deck.TypeTrueFalse, deck.TypeShort, deck.TypeNumber, deck.TypeMatch, deck.TypeText}).Draw(t, "type")
	switch q.Type {
	case deck.TypeChoice:
		q.Answer, q.Wrong = nastyOnes(t, 1, 1, "right")[0], nastyOnes(t, 1, 5, "wrong")
		q.Feedback = said(t, append([]string{q.Answer}, q.Wrong...)...)
		q.Credit = map[string]float64{q.Wrong[0]: shareOf(rapid.SampledFrom(moodleFractions[1:]).Draw(t, "credit") * rapid.SampledFrom([]float64{-1, 1}).Draw(t, "sign"))}
		if q.Credit[q.Wrong[0]] == 0 {
			q.Credit = nil
		}
	case deck.TypeMultiple:
		q.Answers, q.Wrong = nastyOnes(t, 2, 4, "right"), nastyOnes(t, 1, 5, "wrong")
		q.Feedback = said(t, append(q.Answers, q.Wrong...)...)
		q.Credit = map[string]float64{q.Wrong[0]: 0.0}
	case deck.TypeTrueFalse:
		q.True = rapid.Bool().Draw(t, "true")
		q.Feedback = said(t, "true", "false")
	case deck.TypeShort:
		for i, text := range nastyOnes(t, 1, 4, "short") {
			text = strings.ReplaceAll(text, "->", "to") // an arrow has a form of its own
			if !newExaminer("").markable(q.Type, q.Prompt, text) {
				text = fmt.Sprintf("word %d", i) // and so has what cannot be marked by words
			}
			if i == 0 {
				q.Answer = text
			} else {
				q.Accept = append(q.Accept, text)
			}
		}
		q.Feedback = said(t, append(q.Accept, q.Answer, "*")...)
		if rapid.Bool().Draw(t, "by form") {
			q.Pattern = []string{"*formA*", "formB*"}
		}
	case deck.TypeNumber:
		q.Number = &grading.Number{Value: rapid.Float64Range(-1e9, 1e9).Draw(t, "value"), Tolerance: grading.Tolerance{Amount: float64(rapid.IntRange(0, 1000).Draw(t, "tolerance")) / 8}}
		q.Number.Value += 0 // there is no -0 in a deck
		q.Number.Also = rapid.SliceOfN(rapid.Float64Min(1e-300), 0, 3).Draw(t, "also")
	case deck.TypeMatch:
		lefts := nastyOnes(t, 2, 5, "left")
		rights := nastyOnes(t, len(lefts), len(lefts), "right")
		for i, left := range lefts {
			q.Pairs = append(q.Pairs, deck.Pair{Left: left, Right: rights[i]})
		}
		q.Wrong = nastyOnes(t, 0, 3, "wrong")
	case deck.TypeText:
		q.ByHand = true
	}
	if rapid.Bool().Draw(t, "explained") {
		q.Explanation = nasty(true).Draw(t, "explanation")
	}
	for i, tag := range nastyOnes(t, 0, 3, "tag") {
		q.Tags = append(q.Tags, fmt.Sprintf("%d%s", i, tag))
	}
	return q
}

// What GIFT can hold comes back as it was, whatever signs are in it.
func TestGIFTKeepsNastyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draft := deck.Draft{ID: "d", Title: nasty(false).Draw(rt, "title") + " t"}
		for i := range rapid.IntRange(1, 4).Draw(rt, "questions") {
			draft.Sources = append(draft.Sources, deck.DraftSource{Question: nastyQuestion(rt, i)})
		}
		original := Imported{Draft: draft}
		_, d, err := original.Sound(Options{})
		if err != nil || len(original.Losses) > 0 {
			rt.Skip("a deck does not hold it") // an answer that cannot be marked, for one
		}
		text, losses := exportsGIFT(t, d)
		if slices.ContainsFunc(losses, func(l Loss) bool { return strings.HasPrefix(l.What, "spaces ") }) {
			rt.Skip("it is told that some of it is lost")
		}
		imported, err := ImportGIFT([]byte(text), Options{File: "quiz.txt"})
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(whole(original), whole(imported)); diff != "" {
			rt.Errorf("questions (-want +got):\n%s\n%s", diff, text)
		}
		if _, _, err := imported.Sound(Options{}); err != nil || len(imported.Losses) > 0 {
			rt.Errorf("losses %v, error %v\n%s", lost(imported.Losses), err, text)
		}
	})
}
