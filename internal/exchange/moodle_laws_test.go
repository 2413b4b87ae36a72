package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"drill/internal/deck"
	"drill/internal/grading"
)

// moodleText is a text that HTML, XML and Moodle would like to take for something else.
var moodleText = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "leaf", "Ω", "é", "e\u0301", "木", "😀", "]]>", "<![CDATA[", "<", ">", "&", "&amp;", "&lt;b&gt;", "<b>", "</text>", "<br>", "\"", "'", "*", `\*`, `\`,
		"\n", "\n\n", " ", "  ", "\t", "\u00a0", "\u2028", "\u200b", "\x01", "\x1b[31m", "\x7f", "\ufffe", "\ufeff", "\r\n", "\r", "%100%", "#", "{=x}", "::", "@@PLUGINFILE@@/x.png", "<img src=x>", "-->", "<?", "$$x$$", "1.", "—",
	}), 1, 8).Draw(t, "pieces")
	return strings.Join(pieces, "") + rapid.SampledFrom([]string{"", "z", "9"}).Draw(t, "end")
})

// line is a moodleText text as an option or an answer holds it: on one line, with
// something to compare.
func line(t *rapid.T, name string) string {
	return oneLine(block(t, name)) + " " + rapid.StringMatching(`[a-z]{8}`).Draw(t, name+" word")
}

func block(t *rapid.T, name string) string { return cleanText(xmlText(moodleText.Draw(t, name))) }

// drawQuestion makes a question that Moodle XML can hold.
func drawQuestion(t *rapid.T, id string) deck.DraftQuestion {
	q := deck.DraftQuestion{ID: id, Prompt: strings.TrimSpace(block(t, "prompt") + " what?")}
	q.Explanation, q.Hint = block(t, "explanation"), block(t, "hint")
	q.Points = rapid.SampledFrom([]float64{0, 0.5, 2, 12.25}).Draw(t, "points")
	q.Tags = distinctTags([]string{block(t, "tag"), "plain"})
	said := map[string]string{}
	say := func(text string) {
		if feedback := block(t, "feedback"); feedback != "" && rapid.Bool().Draw(t, "says") {
			said[text] = oneLine(feedback)
		}
	}
	switch q.Type = rapid.SampledFrom([]deck.Type{deck.TypeChoice, deck.TypeMultiple, deck.TypeTrueFalse, deck.TypeShort, deck.TypeNumber, deck.TypeMatch, deck.TypeOrder, deck.TypeText}).Draw(t, "type"); q.Type {
	case deck.TypeChoice:
		q.Answer, q.Wrong = line(t, "answer"), []string{line(t, "wrong"), line(t, "other")}
		say(q.Answer)
		say(q.Wrong[0])
		say("*")
		q.Credit = map[string]float64{q.Wrong[0]: rapid.SampledFrom([]float64{-1, -0.25, 0.5}).Draw(t, "credit")}
	case deck.TypeMultiple:
		q.Answers, q.Wrong = []string{line(t, "a"), line(t, "b")}, []string{line(t, "wrong"), line(t, "other")}
		say(q.Answers[1])
		say("*")
		q.Credit = map[string]float64{q.Wrong[0]: -1, q.Answers[0]: 0.75, q.Answers[1]: 0.25}
	case deck.TypeTrueFalse:
		q.True = rapid.Bool().Draw(t, "true")
		say("true")
	case deck.TypeShort:
		q.Answer, q.Accept, q.MatchCase = line(t, "answer"), []string{line(t, "accept")}, true
		say(q.Answer)
		say("*")
	case deck.TypeNumber:
		q.Number = &grading.Number{Value: rapid.Float64Range(-1e20, 1e20).Draw(t, "value"), Unit: rapid.SampledFrom([]string{"", "km"}).Draw(t, "unit")}
		q.Number.Tolerance.Amount = rapid.Float64Range(0, 1e9).Draw(t, "tolerance")
	case deck.TypeMatch:
		q.Pairs = []deck.Pair{{Left: line(t, "left"), Right: line(t, "right")}, {Left: line(t, "left 2"), Right: line(t, "right 2")}}
		q.Wrong = []string{line(t, "extra")}
	case deck.TypeOrder:
		q.Items = []string{line(t, "1"), line(t, "2"), line(t, "3")}
	case deck.TypeText:
		q.ByHand, q.Answer = true, block(t, "guidance")
	}
	if len(said) > 0 {
		q.Feedback = said
	}
	return q
}

// Whatever texts a deck holds, they come back as they were.
func TestMoodleXMLLawRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draft := deck.Draft{ID: "law", Title: "Law", Language: "en"}
		for _, id := range []string{"first", "second"} {
			q := drawQuestion(t, id)
			draft.Sources = append(draft.Sources, deck.DraftSource{Question: &q})
		}
		made := Imported{Draft: draft}
		_, d, err := made.Sound(Options{})
		if err != nil || len(made.Losses) > 0 {
			t.Skip("the deck is none")
		}
		var out bytes.Buffer
		losses, err := ExportMoodleXML(&out, d)
		if err != nil {
			t.Fatal(err)
		}
		for _, loss := range losses {
			if loss.Question != "" || strings.Contains(loss.What, "left out") {
				t.Fatalf("the export loses: %s", loss)
			}
		}
		imported, err := ImportMoodleXML(out.Bytes(), Options{})
		if err != nil || len(imported.Losses) > 0 {
			t.Fatalf("ImportMoodleXML: %v %v\n%s", err, imported.Losses, out.String())
		}
		var want, got []deck.DraftQuestion
		for _, f := range flatten(d) {
			want = append(want, carried(f.DraftQuestion))
		}
		for _, source := range imported.Draft.Sources {
			got = append(got, carried(*source.Question))
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("questions that were written and read (-before +after):\n%s\n%s", diff, out.String())
		}
	})
}

// An export is XML for any texts of a deck, also such as no deck file can hold.
func TestMoodleXMLLawWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := &deck.Card{Question: "q", Part: "ask", Type: deck.TypeChoice, Prompt: moodleText.Draw(t, "prompt"), Answer: moodleText.Draw(t, "answer"), Hint: moodleText.Draw(t, "hint")}
		card.Right, card.Wrong, card.Tags = []string{card.Answer}, []string{moodleText.Draw(t, "wrong")}, []string{moodleText.Draw(t, "tag")}
		d := &deck.Deck{Title: moodleText.Draw(t, "title"), Sources: []deck.Source{{Items: []deck.Item{{Cards: []*deck.Card{card}}}}}}
		var out bytes.Buffer
		if _, err := ExportMoodleXML(&out, d); err != nil {
			t.Fatal(err)
		}
		for tokens := xml.NewDecoder(&out); ; {
			if _, err := tokens.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Criteria made of expressions give a response what the first expression that it
// meets is worth.
func TestMoodleXMLLawFirstDecides(t *testing.T) {
	lexicon := newExaminer("en").lexicon
	meets := func(expression, response string) bool {
		rubric, err := grading.Compile(grading.Spec{Points: 1, Criteria: []grading.Criterion{{ID: "one", Points: 1, PMatch: expression}}, Typos: grading.TyposSmall}, lexicon)
		if err != nil {
			t.Fatal(err)
		}
		return rubric.Mark(response).Score == 1
	}
	expressions := []string{"match_w(oak)", "match_w(elm)", "match_mow(oak elm)", "not(match_w(fir))", "match_any(match_w(fir) match_w(ash))", "match_all(match_w(oak) not(match_w(ash)))", "match(oak)"}
	rapid.Check(t, func(t *rapid.T) {
		list := []weighted{{rapid.SampledFrom(expressions).Draw(t, "full"), 1}}
		for range rapid.IntRange(0, 5).Draw(t, "more") {
			w := weighted{rapid.SampledFrom(expressions).Draw(t, "expression"), rapid.SampledFrom([]float64{0, 0.25, 1. / 3, 0.5, 1}).Draw(t, "share")}
			if rapid.Bool().Draw(t, "first") {
				list = append([]weighted{w}, list...)
			} else {
				list = append(list, w)
			}
		}
		response := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"oak", "elm", "fir", "ash", "birch"}), 1, 4).Draw(t, "response"), " ")
		want := 0.0
		for _, w := range list {
			if meets(w.expression, response) {
				want = w.share
				break
			}
		}
		rubric, err := grading.Compile(grading.Spec{Points: 1, Criteria: layersOf(list, sharesOf(list)), Typos: grading.TyposSmall}, lexicon)
		if err != nil {
			t.Fatal(err)
		}
		if got := rubric.Mark(response).Score; math.Abs(got-want) > 1e-3 {
			t.Fatalf("%q earns %v, want %v, of %v as %v", response, got, want, list, layersOf(list, sharesOf(list)))
		}
	})
}

// Expressions made of criteria, and criteria made of those again, give a response
// what the first criteria did.
func TestMoodleXMLLawCriteria(t *testing.T) {
	lexicon := newExaminer("en").lexicon
	expressions := []string{"match_w(oak)", "match_any(match_w(oak) match_w(elm))", "match_mow(oak elm)", "not(match_w(fir))", "match_any(match_w(oak) match_w(elm) match_w(ash))", "match_all(match_w(oak) not(match_w(ash)))"}
	rapid.Check(t, func(t *rapid.T) {
		var criteria []grading.Criterion
		for i := range rapid.IntRange(1, maxChosen).Draw(t, "criteria") {
			criteria = append(criteria, grading.Criterion{ID: fmt.Sprint(i), Points: rapid.SampledFrom([]float64{0.5, 1, 3}).Draw(t, "points"), PMatch: rapid.SampledFrom(expressions).Draw(t, "expression")})
		}
		response := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"oak", "elm", "fir", "ash", "birch"}), 1, 4).Draw(t, "response"), " ")
		score := func(criteria []grading.Criterion) float64 {
			rubric, err := grading.Compile(grading.Spec{Points: 1, Criteria: criteria, Typos: grading.TyposSmall}, lexicon)
			if err != nil {
				t.Fatal(err)
			}
			return rubric.Mark(response).Score
		}
		list := expressionsOf(criteria)
		again := layersOf(list, sharesOf(list))
		if want, got := score(criteria), score(again); math.Abs(want-got) > 1e-3 {
			t.Fatalf("%q earns %v by %v, and %v by %v", response, want, criteria, got, again)
		}
	})
}

// FuzzMoodleXML imports anything: it comes out as a deck that can be used, or as
// problems on lines of the file.
func FuzzMoodleXML(f *testing.F) {
	f.Add(moodleQuiz(moodleQuestion("multichoice", "A <b>b</b> &amp; c", "<single>false</single><shuffleanswers>0</shuffleanswers>"+moodleAnswer("50", "x", "y")+moodleAnswer("50", "z", "")+moodleAnswer("-50", "w", ""))))
	f.Add(moodleQuiz(moodleQuestion("shortanswer", "s", moodleAnswer("100", "a*", "y")+moodleAnswer("100", `\*`, "")+moodleAnswer("33.3", "b", "")+moodleAnswer("0", "*", "n")), moodleQuestion("truefalse", "t", moodleAnswer("100", "true", ""))))
	f.Add(moodleQuiz(moodleQuestion("numerical", "n", `<answer fraction="100"><text>1e3</text><tolerance>0,5</tolerance></answer><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>`)))
	f.Add(moodleQuiz(moodleQuestion("matching", "m", `<subquestion><text>a</text><answer><text>b</text></answer></subquestion><subquestion><text>c</text><answer><text>d</text></answer></subquestion>`)))
	f.Add(moodleQuiz(moodleQuestion("ordering", "o", moodleAnswer("2", "b", "")+moodleAnswer("1", "a", "")), moodleQuestion("essay", "e", `<graderinfo><text>g</text></graderinfo><defaultgrade>1e9</defaultgrade>`)))
	f.Add(moodleQuiz(moodleQuestion("pmatch", "p", `<modelanswer>a b</modelanswer>`+moodleAnswer("0", "match_w(not\\*)", "")+moodleAnswer("100", "match_all(match_mow(a|[b c] d_e) not(match_c(f?)))", "")+moodleAnswer("50", "match_any(match(a) match(b))", "")+`<synonym><word><text>a</text></word><synonyms><text>x|y</text></synonyms></synonym>`)))
	f.Add("<?xml version=\"1.0\" encoding=\"latin-1\"?><!DOCTYPE x><quiz><question type=\"category\"><category><text>a/b</text></category></question>")
	f.Fuzz(func(t *testing.T, text string) { importAnything(t, text) })
}

// importAnything imports a file and makes a deck of it, and fails where what is
// said of it makes no sense.
func importAnything(t *testing.T, text string) {
	imported, err := ImportMoodleXML([]byte(text), Options{File: "x.xml"})
	if err == nil {
		_, _, err = imported.Sound(Options{File: "x.xml"})
	}
	var problems deck.Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatal(err)
	}
	lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
	for _, problem := range problems {
		if problem.File == "x.xml" && (problem.Line > lines || problem.Cause == "" || problem.Remedy == "") {
			t.Fatalf("problem %+v in a file of %d lines", problem, lines)
		}
	}
	for _, loss := range imported.Losses {
		if loss.Line > lines || loss.What == "" {
			t.Fatalf("loss %+v in a file of %d lines", loss, lines)
		}
	}
}

// FuzzMoodleXMLQuestion imports any texts in a question of each type.
func FuzzMoodleXMLQuestion(f *testing.F) {
	kinds := []string{"multichoice", "truefalse", "shortanswer", "numerical", "matching", "essay", "ordering", "pmatch"}
	for i := range kinds {
		f.Add(uint8(i), "What?", "1", "match_w(a|b*)", "not(match(c))", "said", 50.0, "html", "1")
	}
	escape := func(text string) string {
		var b strings.Builder
		xml.EscapeText(&b, []byte(text))
		return b.String()
	}
	f.Fuzz(func(t *testing.T, kind uint8, prompt, first, second, third, said string, share float64, format, flag string) {
		prompt, first, second, third, said, format, flag = escape(prompt), escape(first), escape(second), escape(third), escape(said), escape(format), escape(flag)
		inside := "<single>" + flag + "</single><shuffleanswers>" + flag + "</shuffleanswers><usecase>" + flag + "</usecase><defaultgrade>" + flag + "</defaultgrade><modelanswer>" + prompt + "</modelanswer>" +
			"<units><unit><multiplier>" + flag + "</multiplier><unit_name>" + said + "</unit_name></unit></units><synonym><word><text>" + flag + "</text></word><synonyms><text>" + said + "</text></synonyms></synonym>" +
			"<hint><text>" + said + "</text></hint><incorrectfeedback><text>" + said + "</text></incorrectfeedback><tags><tag><text>" + said + "</text></tag></tags>"
		for i, text := range []string{first, second, third} {
			fraction := fmt.Sprint(100 - float64(i)*share)
			inside += `<answer fraction="` + fraction + `" format="` + format + `"><text>` + text + `</text><feedback><text>` + said + `</text></feedback><tolerance>` + flag + `</tolerance></answer>` +
				"<subquestion><text>" + text + "</text><answer><text>" + said + text + "</text></answer></subquestion>"
		}
		importAnything(t, moodleQuiz(`<question type="`+kinds[int(kind)%len(kinds)]+`"><questiontext format="`+format+`"><text>`+prompt+`</text></questiontext>`+inside+`</question>`))
	})
}
