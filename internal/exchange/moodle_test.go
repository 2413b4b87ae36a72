package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// moodleQuiz puts questions into a file. The first stands on line 3.
func moodleQuiz(questions ...string) string {
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n" + strings.Join(questions, "\n") + "\n</quiz>\n"
}

// moodleQuestion is a question of a type with a text; inside are its answers.
func moodleQuestion(kind, text, inside string) string {
	return fmt.Sprintf(`<question type=%q><name><text>q1</text></name><questiontext format="html"><text><![CDATA[%s]]></text></questiontext>%s</question>`, kind, text, inside)
}

func moodleAnswer(fraction, text, feedback string) string {
	return fmt.Sprintf(`<answer fraction=%q format="html"><text>%s</text><feedback format="html"><text>%s</text></feedback></answer>`, fraction, text, feedback)
}

// tomlOf is the questions of a draft as the deck has them.
func tomlOf(t *testing.T, imported Imported) string {
	t.Helper()
	var b strings.Builder
	if err := imported.Draft.WriteTOML(&b); err != nil {
		t.Fatal(err)
	}
	_, questions, _ := strings.Cut(b.String(), "\n[[question]]\n")
	return strings.ReplaceAll(questions, "\n\n[[question", "\n[[question")
}

func importMoodle(t *testing.T, text string) Imported {
	t.Helper()
	imported, err := ImportMoodleXML([]byte(text), Options{File: "bank.xml"})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, imported.Draft)
	return imported
}

func TestMoodleXMLQuestions(t *testing.T) {
	for _, c := range []struct{ name, question, want string }{
		{"one option of several", moodleQuestion("multichoice", "<p>Which gas do plants <b>take in</b>?</p>", `<single>true</single><shuffleanswers>true</shuffleanswers>`+
			moodleAnswer("100", "carbon dioxide", "They build sugar of it.")+moodleAnswer("50", "air", "Only a part of it.")+moodleAnswer("0", "helium", "")), `id = "q1"
type = "choice"
prompt = "Which gas do plants take in?"
answer = "carbon dioxide"
wrong = ["air", "helium"]
credit = { air = 0.5 }
feedback = { air = "Only a part of it.", "carbon dioxide" = "They build sugar of it." }
`},
		{"options that stand still", moodleQuestion("multichoice", "How many legs has a spider?", `<single>true</single><shuffleanswers>false</shuffleanswers>`+
			moodleAnswer("0", "6", "")+moodleAnswer("100", "8", "")+moodleAnswer("0", "none of these", "")), `id = "q1"
type = "choice"
prompt = "How many legs has a spider?"
answer = "8"
wrong = ["6", "none of these"]
last = ["6", "8", "none of these"]
`},
		{"several options", moodleQuestion("multichoice", "What is a mammal?", `<single>false</single><incorrectfeedback format="html"><text>Think of milk.</text></incorrectfeedback>`+
			moodleAnswer("50", "bat", "")+moodleAnswer("50", "whale", "")+moodleAnswer("-50", "shark", "It has gills.")+moodleAnswer("-100", "stone", "")+moodleAnswer("0", "bird", "")), `id = "q1"
type = "multiple"
prompt = "What is a mammal?"
answers = ["bat", "whale"]
wrong = ["shark", "stone", "bird"]
credit = { bird = 0, stone = -1 }
feedback = { "*" = "Think of milk.", shark = "It has gills." }
`},
		{"several options, of which one is right", moodleQuestion("multichoice", "What is a metal?", `<single>false</single>`+
			moodleAnswer("100", "iron", "")+moodleAnswer("-100", "sulphur", "")+moodleAnswer("0", "coal", "")), `id = "q1"
type = "multiple"
prompt = "What is a metal?"
answers = ["iron"]
wrong = ["sulphur", "coal"]
credit = { coal = 0 }
`},
		{"true or false", moodleQuestion("truefalse", "Whales are fish.", moodleAnswer("0", "true", "They breathe air.")+moodleAnswer("100", "false", "Quite so.")), `id = "q1"
type = "truefalse"
prompt = "Whales are fish."
answer = false
feedback = { false = "Quite so.", true = "They breathe air." }
`},
		{"true or false in another language", moodleQuestion("truefalse", "Eis schwimmt.", moodleAnswer("100", "Wahr", "")+moodleAnswer("0", "Falsch", "")), `id = "q1"
type = "truefalse"
prompt = "Eis schwimmt."
answer = true
`},
		{"typed answers", moodleQuestion("shortanswer", "Who wrote Emma?", `<usecase>0</usecase>`+moodleAnswer("100", "Jane Austen", "Yes.")+moodleAnswer("100", "Austen", "")+
			moodleAnswer("50", "Jane", "Jane who?")+moodleAnswer("0", "Brontë", "That was Jane Eyre.")+moodleAnswer("0", "*", "Read on.")), `id = "q1"
type = "short"
prompt = "Who wrote Emma?"
answer = "Jane Austen"
accept = ["Austen"]
credit = { Jane = 0.5 }
feedback = { "*" = "Read on.", "Brontë" = "That was Jane Eyre.", Jane = "Jane who?", "Jane Austen" = "Yes." }
`},
		{"capitals and patterns", moodleQuestion("shortanswer", "Table salt?", `<usecase>1</usecase>`+moodleAnswer("100", "NaCl", "")+moodleAnswer("100", "*NaCl*", "")+moodleAnswer("100", `2\*3`, "")), `id = "q1"
type = "short"
prompt = "Table salt?"
answer = "NaCl"
accept = ["2*3"]
pattern = ["*NaCl*"]
match_case = true
`},
		{"numbers", moodleQuestion("numerical", "How far is it?", `<answer fraction="100"><text>12.5</text><tolerance>0.5</tolerance></answer><answer fraction="100"><text>13</text><tolerance>0.5</tolerance></answer>`+
			`<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units><unitgradingtype>0</unitgradingtype><showunits>0</showunits>`), `id = "q1"
type = "number"
prompt = "How far is it?"
value = 12.5
tolerance = 0.5
unit = "km"
also = [13]
`},
		{"an old number", moodleQuestion("numerical", "How many?", `<answer>7<fraction>1</fraction><tolerance>0</tolerance></answer>`), `id = "q1"
type = "number"
prompt = "How many?"
value = 7
`},
		{"pairs", moodleQuestion("matching", "Who lives where?", `<shuffleanswers>true</shuffleanswers>`+
			`<subquestion format="html"><text>bee</text><answer><text>hive</text></answer></subquestion><subquestion format="html"><text>fox</text><answer><text>den</text></answer></subquestion>`+
			`<subquestion format="html"><text></text><answer><text>nest</text></answer></subquestion>`), `id = "q1"
type = "match"
prompt = "Who lives where?"
pairs = [
  { left = "bee", right = "hive" },
  { left = "fox", right = "den" },
]
wrong = ["nest"]
`},
		{"an essay", moodleQuestion("essay", "Why do we sleep?", `<responseformat>editor</responseformat><graderinfo format="html"><text><![CDATA[<ul><li>memory</li><li>repair</li></ul>]]></text></graderinfo>`), `id = "q1"
type = "text"
prompt = "Why do we sleep?"
answer = """
- memory
- repair"""
by_hand = true
`},
		{"items in order", moodleQuestion("ordering", "From small to large.", `<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>`+
			moodleAnswer("3.0000000", "planet", "")+moodleAnswer("1.0000000", "cell", "")+moodleAnswer("2.0000000", "mouse", "")), `id = "q1"
type = "order"
prompt = "From small to large."
items = ["cell", "mouse", "planet"]
`},
		{"an expression", moodleQuestion("pmatch", "Why does it rain?", `<usecase>0</usecase><sentencedividers>.?!</sentencedividers><converttospace>,;:</converttospace><modelanswer>Warm air cools, and its water falls.</modelanswer>`+
			`<answer fraction="100" format="moodle_auto_format"><text>match_mow(cool* water|drops)</text></answer>`+moodleAnswer("0", "*", "What happens to warm air?")), `id = "q1"
type = "text"
prompt = "Why does it rain?"
answer = "Warm air cools, and its water falls."
[[question.criterion]]
id = "worth-100"
points = 1
pmatch = "match_mow(cool* water|drops)"
feedback = "What happens to warm air?"
`},
		{"expressions of which the first decides", moodleQuestion("pmatch", "Who was there?", `<modelanswer>Tom and Maud</modelanswer>`+
			moodleAnswer("0", "match_w(nobody)", "")+moodleAnswer("100", "match_mow(tom maud)", "")+moodleAnswer("50", "match_any(match_w(tom) match_w(maud))", "")+
			`<synonym><word><text>tom</text></word><synonyms><text>thomas|tommy</text></synonyms></synonym>`), `id = "q1"
type = "text"
prompt = "Who was there?"
answer = "Tom and Maud"
[[question.criterion]]
id = "worth-100"
points = 0.5
pmatch = "match_all(not(match_w(nobody)) match_mow(tom|thomas|tommy maud))"
[[question.criterion]]
id = "worth-50"
points = 0.5
pmatch = "match_all(not(match_w(nobody)) match_any(match_mow(tom|thomas|tommy maud) match_w(tom|thomas|tommy) match_w(maud)))"
`},
		{"what all questions have", `<question type="shortanswer"><name><text>The name</text></name><questiontext format="html"><text>What floats?</text></questiontext>` +
			`<generalfeedback format="html"><text><![CDATA[<p>Ice does,<br>since it is lighter.</p>]]></text></generalfeedback><defaultgrade>2.5000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>` +
			`<idnumber>phys-7</idnumber>` + moodleAnswer("100", "ice", "") + `<hint format="html"><text>It is cold.</text></hint><tags><tag><text>physics</text></tag><tag><text>water</text></tag></tags></question>`, `id = "phys-7"
type = "short"
prompt = "What floats?"
answer = "ice"
points = 2.5
hint = "It is cold."
explanation = """
Ice does,
since it is lighter."""
tags = ["physics", "water"]
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			imported := importMoodle(t, moodleQuiz(c.question))
			if diff := cmp.Diff(c.want, tomlOf(t, imported)); diff != "" {
				t.Errorf("ImportMoodleXML (-want +got):\n%s", diff)
			}
			for _, loss := range imported.Losses {
				t.Errorf("ImportMoodleXML loses: %s", loss)
			}
		})
	}
}

func TestMoodleXMLLosses(t *testing.T) {
	imported := importMoodle(t, moodleQuiz(
		`<question type="cloze"><name><text>Holes</text></name></question>`,
		`<question type="calculated"><questiontext><text>{a} + {b}</text></questiontext><dataset_definitions><dataset_definition><name><text>a</text></name></dataset_definition></dataset_definitions></question>`,
		`<question type="description"><name><text>Intro</text></name><questiontext format="html"><text>Read this first.</text></questiontext></question>`,
		moodleQuestion("multichoice", `Which <img src="@@PLUGINFILE@@/leaf%20one.png" alt="leaf"> is it?`, `<single>true</single><correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>`+
			`<partiallycorrectfeedback format="html"><text>Nearly.</text></partiallycorrectfeedback><hint format="html"><text>Look.</text></hint><hint format="html"><text>Look again.</text></hint>`+
			moodleAnswer("100", "oak", "")+moodleAnswer("100", "elm", "")+moodleAnswer("0", "fir", "")),
		`<question type="multichoice"><name><text>Nothing right</text></name><questiontext><text>What?</text></questiontext>`+moodleAnswer("0", "a", "")+moodleAnswer("0", "b", "")+`</question>`,
		moodleQuestion("numerical", "How long?", `<defaultgrade>0</defaultgrade><answer fraction="100"><text>2</text><tolerance>0.1</tolerance></answer><answer fraction="50"><text>20</text><tolerance>0.1</tolerance></answer>`+
			`<answer fraction="0"><text>*</text><feedback><text>No.</text></feedback></answer><units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units><unitgradingtype>1</unitgradingtype>`),
		`<question type="essay"><name><text>e</text></name><questiontext format="html"><text>Why?</text><file name="a.pdf" encoding="base64">QUJD</file></questiontext><attachments>2</attachments><responsetemplate format="html"><text>Because</text></responsetemplate></question>`,
		moodleQuestion("ordering", "Sort.", `<selecttype>RANDOM</selecttype><selectcount>3</selectcount><gradingtype>ALL_OR_NOTHING</gradingtype>`+moodleAnswer("1", "a", "")+moodleAnswer("2", "b", "")+moodleAnswer("3", "c", "")+moodleAnswer("4", "d", "")),
		moodleQuestion("pmatch", "Who?", `<usecase>1</usecase><quotematching>0</quotematching><converttospace>,</converttospace>`+moodleAnswer("100", "match_mow(tom|thomas [old man])", "Right.")+moodleAnswer("50", "match(tom", "")+
			`<synonym><word><text>man</text></word><synonyms><text>gentle man|chap</text></synonyms></synonym>`),
		moodleQuestion("pmatch", "When?", `<modelanswer>At noon</modelanswer>`+moodleAnswer("100", "not(match_w(night))", "")+moodleAnswer("0", "match_w(noon)", "")),
		moodleQuestion("shortanswer", "Who?", moodleAnswer("100", "Austen", "Yes.")+moodleAnswer("50", "Miss Austen", "")+moodleAnswer("20", "a Jane", "")+moodleAnswer("40", "Jane", "")+moodleAnswer("0", "austen", "Capitals!")+moodleAnswer("0", "Emma", "No.")+moodleAnswer("0", "EMMA", "No!")),
		`<question type="description"><name><text>Map</text></name><questiontext format="html"><text>&lt;img src="map.png"&gt;</text></questiontext></question>`,
		moodleQuestion("pmatch", "Where?", `<modelanswer>Here</modelanswer>`+moodleAnswer("100", "not(match_w(here))", "")+moodleAnswer("0", "*", "Look around.")),
	))
	want := []string{
		`bank.xml:3: a question of the type "cloze" has no counterpart here, and is left out: Holes`,
		`bank.xml:4: a question of the type "calculated" has no counterpart here, and is left out`,
		"bank.xml:5: a description asks nothing; it stands as a comment above the next question: Intro",
		"bank.xml:6: q1: has 2 hints, of which the first is kept",
		`bank.xml:6: q1: "elm" is right as well; here it earns 99%, since a choice has one answer`,
		"bank.xml:6: q1: what it says to any partially correct response is left out: Nearly.",
		"bank.xml:6: q1: shows leaf one.png, which does not come along",
		"bank.xml:7: a question is left out, since none of its options is right: Nothing right",
		"bank.xml:8: q1-2: its default mark of 0 is not kept; it is worth 1 point",
		"bank.xml:8: q1-2: what it says to any other number is left out: No.",
		"bank.xml:8: q1-2: took cm for a unit as well, and converted it; here m alone is taken",
		"bank.xml:8: q1-2: a wrong unit cost a part of the score; here it costs all",
		"bank.xml:8: q1-2: the number 20 earned 50%; a number is right or wrong here",
		"bank.xml:9: e: the text that its response begins with is left out: Because",
		"bank.xml:9: e: took files as a response; here it is a text",
		"bank.xml:9: e: shows a.pdf, which does not come along",
		"bank.xml:10: q1-3: showed 3 of its items at a time; here it shows all",
		"bank.xml:10: q1-3: gave marks by ALL_OR_NOTHING; here by the longest run of items that are in order",
		`bank.xml:11: q1-4: the synonym "gentle man" of "man" is left out, since it is no single word`,
		"bank.xml:11: q1-4: what it says to a response that earns 100% is left out: Right.",
		`bank.xml:11: q1-4: the expression "match(tom" is left out: a bracket ( is not closed`,
		"bank.xml:11: q1-4: capitals counted; here they do not",
		"bank.xml:11: q1-4: other signs counted as spaces; here , ; and : do",
		"bank.xml:11: q1-4: has no model answer; one was made of its expressions: tom old man",
		`bank.xml:13: q1-6: what it says to "austen" is left out, since that to the same text, or to other capitals, is kept: Capitals!`,
		`bank.xml:13: q1-6: what it says to "EMMA" is left out, since that to the same text, or to other capitals, is kept: No!`,
		"bank.xml:14: a description asks nothing; it stands as a comment above the next question: Map",
		"bank.xml:14: a description shows map.png, which does not come along",
		"bank.xml:15: q1-7: is marked by a person, since it has no model answer that meets its own expressions",
		"bank.xml:15: q1-7: what it says to any other response is left out: Look around.",
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Read this first."}, imported.Draft.Sources[0].Question.Notes); diff != "" {
		t.Errorf("the description is not above the next question (-want +got):\n%s", diff)
	}
}

// What makes another question of one is told, and so is why one is left out.
func TestMoodleXMLSmallLosses(t *testing.T) {
	numbers := func(tolerances ...string) string {
		var b strings.Builder
		for i, tolerance := range tolerances {
			fmt.Fprintf(&b, `<answer fraction="100"><text>%d</text><tolerance>%s</tolerance></answer>`, 10*(i+1), tolerance)
		}
		return b.String()
	}
	picture := `&lt;img src="a.png"&gt;`
	imported := importMoodle(t, moodleQuiz(
		`<question type="category"><category><text>top/Soil</text></category><info format="html"><text>&lt;p&gt;Asked in &lt;i&gt;May&lt;/i&gt;.&lt;img src="map.png"&gt;&lt;/p&gt;</text></info></question>`,
		moodleQuestion("numerical", "How deep?", numbers("5", "0.5", "0.5")),
		moodleQuestion("essay", "Why?", `<hidden>1</hidden><minwordlimit>20</minwordlimit><maxwordlimit>0</maxwordlimit><idnumber>why-1</idnumber>`),
		moodleQuestion("essay", "Why not?", `<hidden>0</hidden><minwordlimit>0</minwordlimit><maxwordlimit>90</maxwordlimit><idnumber>why-1</idnumber>`),
		moodleQuestion("essay", `See <iframe src="https://films.example/2"></iframe> this.`, `<idnumber>Film 2</idnumber>`),
		moodleQuestion("multichoice", "Which is clay?", moodleAnswer("100", picture, "")+moodleAnswer("0", picture, "")),
		moodleQuestion("multichoice", "Which is sand?", `<single>false</single>`+moodleAnswer("100", picture, "")+moodleAnswer("0", "none", "")),
		moodleQuestion("matching", "Who eats what?", `<subquestion><text>cow</text><answer><text>grass</text></answer></subquestion><subquestion><text>Cow</text><answer><text>hay</text></answer></subquestion>`),
		moodleQuestion("multichoice", "Which are loams?", `<single>false</single>`+moodleAnswer("33.3", "one", "")+moodleAnswer("33.3", "two", "")+moodleAnswer("33.4", "three", "")+moodleAnswer("-33.3", "four", "")),
	))
	want := []string{
		"bank.xml:3: the text of a category shows map.png, which does not come along",
		"bank.xml:4: q1: the number 10 had a tolerance of 5; here it is 0.5 for all",
		"bank.xml:5: why-1: was hidden in Moodle; here it is asked",
		"bank.xml:5: why-1: took a response of at least 20 words; here it takes any",
		"bank.xml:6: why-1-2: took a response of at most 90 words; here it takes any",
		`bank.xml:6: why-1-2: the id "why-1" is taken; here it is "why-1-2"`,
		"bank.xml:7: film-2: shows https://films.example/2, which does not come along",
		`bank.xml:7: film-2: the id "Film 2" cannot be one here; it is "film-2"`,
		"bank.xml:8: a question is left out, since its options show pictures only: q1",
		"bank.xml:9: a question is left out, since its right options show pictures only: q1",
		"bank.xml:10: a question is left out, since there are no two pairs to match: a left side is there more than once, and is kept once: q1",
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Asked in May."}, imported.Draft.Sources[0].Question.Notes); diff != "" {
		t.Errorf("the text of the category is not above its first question (-want +got):\n%s", diff)
	}
	for option, share := range imported.Draft.Sources[4].Question.Credit {
		t.Errorf("%s earns %v; all share alike", option, share)
	}
}

// A description that nothing follows stays as well.
func TestMoodleXMLDescriptionAtTheEnd(t *testing.T) {
	imported := importMoodle(t, moodleQuiz(moodleQuestion("essay", "Why?", ""), moodleQuestion("description", "Well done.", "")))
	if diff := cmp.Diff([]string{"Well done."}, imported.Draft.Notes); diff != "" {
		t.Errorf("the comment (-want +got):\n%s", diff)
	}
}

// A category names the deck where it holds all questions, and is a tag otherwise.
func TestMoodleXMLCategories(t *testing.T) {
	category := func(path string) string {
		return "<question type=\"category\"><category><text>" + path + "</text></category></question>"
	}
	a, b := moodleQuestion("truefalse", "A.", moodleAnswer("100", "true", "")), moodleQuestion("truefalse", "B.", moodleAnswer("100", "true", ""))
	for _, c := range []struct {
		name, text string
		options    Options
		title      string
		tags       []string // of the deck, and of the two questions
	}{
		{"none", moodleQuiz(a, b), Options{File: "x/bank.xml"}, "bank", []string{"", "", ""}},
		{"one", moodleQuiz(category("top"), category("$course$/top/Biology/Cells // tissue"), a, b), Options{}, "Biology: Cells / tissue", []string{"", "", ""}},
		{"one, and a title", moodleQuiz(category("$course$/top/Cells"), a, b), Options{Title: "Exam"}, "Exam", []string{"Cells", "", ""}},
		{"two", moodleQuiz(category("$course$/top/Cells"), a, category("$course$/top/Leaves"), b), Options{Title: "Exam"}, "Exam", []string{"", "Cells", "Leaves"}},
		{"some of one", moodleQuiz(category("$course$/top/Soil/Basics"), a, category("$course$/top/Soil/Advanced/Ions"), b), Options{}, "Soil", []string{"", "Basics", "Advanced,Ions"}},
		{"one below the other", moodleQuiz(category("$system$/Soil"), a, category("$system$/Soil/Ions"), b), Options{Title: "Exam"}, "Exam", []string{"Soil", "", "Ions"}},
		{"one for some", moodleQuiz(a, category("$course$/top/Leaves"), b), Options{Title: "Exam"}, "Exam", []string{"", "", "Leaves"}},
	} {
		imported, err := ImportMoodleXML([]byte(c.text), c.options)
		if err != nil {
			t.Fatal(err)
		}
		tags := []string{strings.Join(imported.Draft.Tags, ",")}
		for _, source := range imported.Draft.Sources {
			tags = append(tags, strings.Join(source.Question.Tags, ","))
		}
		if diff := cmp.Diff(c.tags, tags); diff != "" || imported.Draft.Title != c.title {
			t.Errorf("%s: the deck is %q, want %q; its tags (-want +got):\n%s", c.name, imported.Draft.Title, c.title, diff)
		}
	}
}

func TestMoodleXMLFormats(t *testing.T) {
	for _, c := range []struct{ format, source, want string }{
		{"html", "<p>a  b</p><p>c &lt; d&nbsp;e</p>", "a b\n\nc < d e"},
		{"html", "a\nb", "a b"},
		{"plain_text", "a <b> &amp; c\n  d", "a <b> &amp; c\n  d"},
		{"markdown", "**a**\n- b", "**a**\n- b"},
		{"moodle_auto_format", "a\nb < c", "a\nb < c"},
		{"moodle_auto_format", "a <i>b</i>\nc", "a b\nc"},
	} {
		question := fmt.Sprintf(`<question type="essay"><questiontext format=%q><text><![CDATA[%s]]></text></questiontext></question>`, c.format, c.source)
		imported := importMoodle(t, moodleQuiz(question))
		if got := imported.Draft.Sources[0].Question.Prompt; got != c.want {
			t.Errorf("%q in the format %s is read as %q, want %q", c.source, c.format, got, c.want)
		}
	}
}
