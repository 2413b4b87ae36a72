package exchange

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"drill/internal/deck"
)

// moodleDeck holds a question of each type, with all that Moodle can hold.
const moodleDeck = `
format = 1
id = "mixed"
title = "Mixed / all kinds"
[[question]]
id = "gas"
type = "choice"
prompt = "Which gas & why <not>?\n\n    indented  code"
answer = "carbon dioxide"
wrong = ["air", "\"helium\" <He>"]
credit = { air = 0.5, "\"helium\" <He>" = -0.25 }
feedback = { "carbon dioxide" = "Yes.\nOf it.", "*" = "Think of CO2." }
explanation = "They build sugar.\n\n- of light\n- of water"
points = 2.5
hint = "We breathe it out."
tags = ["plants", "two words"]
[[question]]
id = "legs"
type = "choice"
prompt = "How many legs has a spider?"
answer = "8"
wrong = ["6", "none of these"]
last = ["6", "8", "none of these"]
[[question]]
id = "mammals"
type = "multiple"
prompt = "What is a mammal?"
answers = ["bat", "whale", "man"]
wrong = ["shark", "stone"]
credit = { stone = -1 }
feedback = { "*" = "Think of milk.", shark = "It has gills." }
[[question]]
id = "metals"
type = "multiple"
prompt = "What is a metal?"
answers = ["iron", "tin"]
wrong = ["coal"]
credit = { iron = 0.75, tin = 0.25, coal = 0 }
[[question]]
id = "whales"
type = "truefalse"
prompt = "Whales are fish."
answer = false
feedback = { true = "They breathe air.", false = "Quite so." }
[[question]]
id = "emma"
type = "short"
prompt = "Who wrote Emma?"
answer = "Jane Austen"
accept = ["Austen", "2 * 3"]
pattern = ["*Jane*Austen*"]
credit = { Emily = 0.5 }
feedback = { "*" = "Read on.", "Brontë" = "That was Jane Eyre.", Emily = "Nearly." }
[[question]]
id = "salt"
type = "short"
prompt = "Table salt?"
answer = "NaCl"
match_case = true
[[question]]
id = "far"
type = "number"
prompt = "How far?"
value = 12.5
tolerance = 0.5
unit = "km"
also = [-1e-9]
[[question]]
id = "homes"
type = "match"
prompt = "Who lives where?"
pairs = [{ left = "bee", right = "hive" }, { left = "fox & cub", right = "den" }]
wrong = ["nest"]
[[question]]
id = "sleep"
type = "text"
prompt = "Why do we sleep?"
answer = "memory\nrepair ]]> <done>"
by_hand = true
[[question]]
id = "sizes"
type = "order"
prompt = "From small to large."
items = ["cell", "mouse", "planet"]
[[question]]
id = "rain"
type = "text"
prompt = "Why does it rain?"
answer = "Warm air cools & its water falls."
[[question.criterion]]
id = "worth-100"
points = 0.5
pmatch = "match_mow(cool* water|drops)"
[[question.criterion]]
id = "worth-50"
points = 0.25
pmatch = "match_any(match_mow(cool* water|drops) match_w(cool*) match_w(cold))"
[[question.criterion]]
id = "worth-25"
points = 0.25
pmatch = "match_any(match_mow(cool* water|drops) match_w(cool*) match_w(cold) match_w(cloud*))"
feedback = "What happens to warm air?"
`

func soundDeck(t testing.TB, text string) *deck.Deck {
	t.Helper()
	d, err := deck.Load(fstest.MapFS{"deck.toml": {Data: []byte(text)}}, "deck.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range deck.Check(d).Errors() {
		t.Fatal(problem)
	}
	return d
}

func exportMoodle(t testing.TB, d *deck.Deck) (string, []Loss) {
	t.Helper()
	var out bytes.Buffer
	losses, err := ExportMoodleXML(&out, d)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), losses
}

// carried is what of a question Moodle XML carries, in one form.
func carried(q deck.DraftQuestion) deck.DraftQuestion {
	if q.Points == 1 {
		q.Points = 0
	}
	if q.Type == deck.TypeTrueFalse {
		lower := make(map[string]string)
		for text, said := range q.Feedback {
			lower[strings.ToLower(text)] = said
		}
		q.Feedback, q.Wrong = lower, nil
	}
	if q.Type == deck.TypeNumber || q.Type == deck.TypeMatch {
		q.Answer = ""
	}
	return q
}

func TestMoodleXMLRoundTrip(t *testing.T) {
	d := soundDeck(t, moodleDeck)
	text, losses := exportMoodle(t, d)
	imported := importMoodle(t, text)
	for _, loss := range imported.Losses {
		t.Errorf("the import loses: %s", loss)
	}
	var want, got []deck.DraftQuestion
	for _, f := range flatten(d) {
		want = append(want, carried(f.DraftQuestion))
	}
	for _, source := range imported.Draft.Sources {
		got = append(got, carried(*source.Question))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("questions that were written and read (-before +after):\n%s\n%s", diff, text)
	}
	if imported.Draft.Title != d.Title {
		t.Errorf("the title is %q, want %q", imported.Draft.Title, d.Title)
	}
	wantLosses := []string{
		"a question of the type order needs Moodle 4.4, or the plugin qtype_ordering (1 question)",
		"free-text answers marked by pmatch need the plugin qtype_pmatch in Moodle (1 question)",
	}
	if diff := cmp.Diff(wantLosses, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	again, _ := exportMoodle(t, soundDeck(t, "format = 1\nid = \"mixed\"\ntitle = \"Mixed / all kinds\"\n\n[[question]]\n"+tomlOf(t, imported)))
	if diff := cmp.Diff(text, again); diff != "" {
		t.Errorf("the second export differs (-first +second):\n%s", diff)
	}
}

// lossyDeck holds what Moodle does not.
const lossyDeck = `
format = 1
id = "lossy"
title = "Lossy"
citation = "A book"
[synonyms]
warm = ["hot", "not cold"]
"very big" = ["huge"]
[[question]]
id = "shares"
type = "multiple"
prompt = "What is a gas?"
answers = ["neon", "argon"]
wrong = ["iron", "All of the above"]
credit = { neon = 0.55, argon = 0.45 }
last = ["All of the above"]
difficulty = "hard"
seconds = 20
image = "gas.png"
[[question]]
id = "speed"
type = "number"
prompt = "How high is it?"
value = 340
tolerance = "5%"
unit = "m"
[[question]]
id = "why"
type = "text"
prompt = "Why does ice float?"
answer = "Ice is less dense than water."
hint = "Think of its volume."
[[question.criterion]]
id = "dense"
any = ["less dense"]
[[question.example]]
response = "It is less dense."
score = 1
[[question]]
id = "air"
type = "text"
prompt = "What does warm air do?"
answer = "warm air rises and cools"
[[question.criterion]]
id = "rises"
points = 2
pmatch = "match_mow(warm rises)"
feedback = "Where does it go?"
[[question.criterion]]
id = "cools"
pmatch = "match_w(cools)"
[[question]]
id = "derived"
type = "text"
prompt = "What is dew?"
answer = "Water that condenses on cool surfaces at night."
[[question]]
id = "holes"
type = "cloze"
prompt = "Complete:"
text = "{{1:Lima|city}} is in {{2:Peru}}."
accept = { 2 = ["the Republic of Peru"] }
`

func TestMoodleXMLExportLosses(t *testing.T) {
	d, err := deck.Load(fstest.MapFS{"deck.toml": {Data: []byte(lossyDeck)}, "gas.png": {}}, "deck.toml")
	if err != nil {
		t.Fatal(err)
	}
	text, losses := exportMoodle(t, d)
	want := []string{
		"deck.toml:9: shares: its image is not written: gas.png",
		"deck.toml:9: shares: some of its options stay last, so that Moodle shuffles none of them",
		`deck.toml:9: shares: "neon" earns 55%, which Moodle does not know; its right options earn the same there`,
		"deck.toml:20: speed: its tolerance of 5% is written as a number",
		"deck.toml:27: why: its criteria are not written, and in Moodle a person marks it",
		"deck.toml:39: air: the feedback of the criterion rises is not written: Where does it go?",
		"deck.toml:57: holes: is written as 2 short answers, one for each hole",
		"difficulties are not written (1 question)",
		"the seconds that a question should take are not written (1 question)",
		"citations are not written (7 questions)",
		"example responses are not written (1 question)",
		"Moodle shows no hint with an essay (1 question)",
		"synonyms of more than a word are not written (1 question)",
		"free-text answers marked by pmatch need the plugin qtype_pmatch in Moodle (1 question)",
		"free-text answers are marked by a person in Moodle (1 question)",
		"typing mistakes are forgiven here, and not in Moodle's short answers (2 questions)",
	}
	if diff := cmp.Diff(want, lost(losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	imported := importMoodle(t, text)
	for _, loss := range imported.Losses {
		t.Errorf("the import loses: %s", loss)
	}
	wantTOML := `id = "shares"
type = "multiple"
prompt = "What is a gas?"
answers = ["argon", "neon"]
wrong = ["iron", "All of the above"]
last = ["argon", "iron", "neon", "All of the above"]
[[question]]
id = "speed"
type = "number"
prompt = "How high is it?"
value = 340
tolerance = 17
unit = "m"
[[question]]
id = "why"
type = "text"
prompt = "Why does ice float?"
answer = "Ice is less dense than water."
by_hand = true
hint = "Think of its volume."
[[question]]
id = "air"
type = "text"
prompt = "What does warm air do?"
answer = "warm air rises and cools"
[[question.criterion]]
id = "worth-100"
points = 0.333333
pmatch = "match_all(match_mow(warm|hot rises) match_w(cools))"
[[question.criterion]]
id = "worth-67"
points = 0.333333
pmatch = "match_any(match_all(match_mow(warm|hot rises) match_w(cools)) match_mow(warm|hot rises))"
[[question.criterion]]
id = "worth-33"
points = 0.333333
pmatch = "match_any(match_all(match_mow(warm|hot rises) match_w(cools)) match_mow(warm|hot rises) match_w(cools))"
[[question]]
id = "derived"
type = "text"
prompt = "What is dew?"
answer = "Water that condenses on cool surfaces at night."
by_hand = true
[[question]]
id = "holes-1"
type = "short"
prompt = """
Complete:
[city] is in Peru."""
answer = "Lima"
[[question]]
id = "holes-2"
type = "short"
prompt = """
Complete:
Lima is in ____."""
answer = "Peru"
accept = ["the Republic of Peru"]
`
	if diff := cmp.Diff(wantTOML, tomlOf(t, imported)); diff != "" {
		t.Errorf("what comes back (-want +got):\n%s", diff)
	}
}
