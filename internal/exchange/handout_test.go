package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drill/internal/deck"
)

const handoutPage = `# Soil, week 4

About what soil is made of.

## Textures

| Texture | Particle size (mm) | Drains | Note |
|---------|-------------------:|--------|------|
| Sand    | 0.5                | fast   | x    |
| Silt    | 1,000.02           | —      | x    |
| Clay    | 0.001              | slowly | x    |
| Clay    | 5                  | fast   | x    |

## Glossary

- **Humus**: dark matter left by dead plants
- *Leaching* – the washing out of nutrients
- ` + "`pH`" + `: how acid a pH of soil is

Loam
: a soil of sand, silt and clay

## Takeaways

1. Clay holds **nutrients** by its **negative** charge.
2. Never dig wet clay.
   - Wet clay {{4:smears|what it does}}.

A paragraph at the end.

<!-- id: fastest -->

Which drains fastest?

- [ ] clay
- [x] sand

**Hint:** Large grains.

How deep are roots?

**Answer:** Most are in the upper thirty centimetres of the soil.

> quoted

![a picture](soil.png)
`

func TestMarkdownHandout(t *testing.T) {
	d, imported := asDeck(t, ImportMarkdown, "soil.md", handoutPage)
	want := []string{
		`textures.sand#cell-particle-size-mm number "Textures: what is the Particle size of Sand?" = "0.5 mm"`,
		`textures.sand#which-particle-size-mm short "Textures: which Texture has this Particle size: 0.5 mm?" = "Sand"`,
		`textures.sand#cell-drains short "Textures: what stands under “Drains” for Sand?" = "fast"`,
		`textures.sand#which-drains short "Textures: for which one does this stand under “Drains”: fast?" = "Sand"`,
		`textures.silt#cell-particle-size-mm number "Textures: what is the Particle size of Silt?" = "1,000.02 mm"`,
		`textures.silt#which-particle-size-mm short "Textures: which Texture has this Particle size: 1,000.02 mm?" = "Silt"`,
		`textures.clay#cell-particle-size-mm number "Textures: what is the Particle size of Clay?" = "0.001 mm"`,
		`textures.clay#which-particle-size-mm short "Textures: which Texture has this Particle size: 0.001 mm?" = "Clay"`,
		`textures.clay#cell-drains short "Textures: what stands under “Drains” for Clay?" = "slowly"`,
		`textures.clay#which-drains short "Textures: for which one does this stand under “Drains”: slowly?" = "Clay"`,
		`glossary.humus#define text "Explain the term “Humus”." = "dark matter left by dead plants"`,
		`glossary.humus#name short "Which term is meant? dark matter left by dead plants" = "Humus"`,
		`glossary.leaching#define text "Explain the term “Leaching”." = "the washing out of nutrients"`,
		`glossary.leaching#name short "Which term is meant? the washing out of nutrients" = "Leaching"`,
		`glossary.ph#define text "Explain the term “pH”." = "how acid a pH of soil is"`,
		`glossary-2.loam#define text "Explain the term “Loam”." = "a soil of sand, silt and clay"`,
		`glossary-2.loam#name short "Which term is meant? a soil of sand, silt and clay" = "Loam"`,
		`clay-holds-nutrients-by-its-negative#cloze-1 cloze "Clay holds ____ by its negative charge." = "nutrients"`,
		`clay-holds-nutrients-by-its-negative#cloze-2 cloze "Clay holds nutrients by its ____ charge." = "negative"`,
		`wet-clay-smears#cloze-4 cloze "Wet clay [what it does]." = "smears"`,
		`fastest#ask choice "Which drains fastest?" = "sand"`,
		`how-deep-are-roots#ask text "How deep are roots?" = "Most are in the upper thirty centimetres of the soil."`,
	}
	if diff := cmp.Diff(want, answers(d)); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	if d.Title != "Soil, week 4" || d.Description != "About what soil is made of." || d.Cards[len(d.Cards)-2].Hint != "Large grains." {
		t.Errorf("title %q, description %q, hint %q", d.Title, d.Description, d.Cards[len(d.Cards)-2].Hint)
	}
	wantLost := []string{
		`soil.md:12: "Clay" is there twice, and its first row is kept`,
		`soil.md:26: never-dig-wet-clay: no word is marked to be recalled, so it asks nothing yet: write {{1:word}} around one in the deck`,
		`soil.md:29: a paragraph asks nothing, and is left out: A paragraph at the end.`,
		`soil.md:44: a quotation or the like asks nothing, and is left out: quoted`,
		`soil.md:46: the picture "soil.png" does not come along`,
		`soil.md:46: a paragraph asks nothing, and is left out: a picture`,
	}
	if diff := cmp.Diff(wantLost, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestCSVTellsWhatItIs(t *testing.T) {
	for name, test := range map[string]struct {
		source      string
		want, wants []string
	}{
		"a glossary": {
			source: "Term;Definition;Synonyms\nacid;gives protons to another;proton donor\nbase;takes protons from another;\n",
			want: []string{
				`list.acid#define text "Explain the term “acid”." = "gives protons to another"`,
				`list.acid#name short "Which term is meant? gives protons to another" = "acid"`,
				`list.base#define text "Explain the term “base”." = "takes protons from another"`,
				`list.base#name short "Which term is meant? takes protons from another" = "base"`,
			},
		},
		"a table with ids and units": {
			source: "\ufeffid,Planet,Distance,Rings\r\nv,Venus,108 Mkm,no\r\nj,Jupiter,778 Mkm,yes\r\ns,Saturn,,yes\r\nu,Uranus,2871 Mkm,yes\r\n",
			want: []string{
				`list.v#cell-distance number "list: what is the Distance of Venus?" = "108 Mkm"`,
				`list.v#which-distance short "list: which Planet has this Distance: 108 Mkm?" = "Venus"`,
				`list.v#cell-rings choice "list: what stands under “Rings” for Venus?" = "no"`,
				`list.v#which-rings short "list: for which one does this stand under “Rings”: no?" = "Venus"`,
				`list.j#cell-distance number "list: what is the Distance of Jupiter?" = "778 Mkm"`,
				`list.j#which-distance short "list: which Planet has this Distance: 778 Mkm?" = "Jupiter"`,
				`list.j#cell-rings choice "list: what stands under “Rings” for Jupiter?" = "yes"`,
				`list.s#cell-rings choice "list: what stands under “Rings” for Saturn?" = "yes"`,
				`list.u#cell-distance number "list: what is the Distance of Uranus?" = "2871 Mkm"`,
				`list.u#which-distance short "list: which Planet has this Distance: 2871 Mkm?" = "Uranus"`,
				`list.u#cell-rings choice "list: what stands under “Rings” for Uranus?" = "yes"`,
			},
		},
		"questions whose types are guessed": {
			source: "sep=;\nQuestion;Correct answer;Wrong answers;Topic;Colour\n" +
				"Which is a gas?;neon;iron | gold;chemistry;\nIs ice cold?;true;;;\nHow many legs has an ant?;6;;;\n" +
				"What is ice?;frozen water;;;\nWhy does ice float?;It is less dense than the water that it pushes away.;;;\nThe {{1:Moon}} is round.;;;;\nPick the metals.;iron | gold;neon;;\n",
			want: []string{
				`which-is-a-gas#ask choice "Which is a gas?" = "neon"`,
				`is-ice-cold#ask truefalse "Is ice cold?" = "True"`,
				`how-many-legs-has-an-ant#ask number "How many legs has an ant?" = "6"`,
				`what-is-ice#ask short "What is ice?" = "frozen water"`,
				`why-does-ice-float#ask text "Why does ice float?" = "It is less dense than the water that it pushes away."`,
				`the-moon-is-round#cloze-1 cloze "The ____ is round." = "Moon"`,
				`pick-the-metals#ask multiple "Pick the metals." = "iron; gold"`,
			},
			wants: []string{`list.csv:2: the column "Colour" means nothing to a list of questions, and is left out`},
		},
		"decimal commas, units and errors of a spreadsheet": {
			source: "Metal;Density (g/cm³);Mass;Mass\nIron;7,87;1.000,5 kg;c. 1900\nGold;19,3;#DIV/0!;c. 1800\n",
			want: []string{
				`list.iron#cell-density-g-cm3 number "list: what is the Density of Iron?" = "7.87 g/cm³"`,
				`list.iron#which-density-g-cm3 short "list: which Metal has this Density: 7.87 g/cm³?" = "Iron"`,
				`list.iron#cell-mass number "list: what is the Mass of Iron?" = "1000.5 kg"`,
				`list.iron#which-mass short "list: which Metal has this Mass: 1000.5 kg?" = "Iron"`,
				`list.iron#cell-mass-2 short "list: what is the Mass (2) of Iron?" = "c. 1900"`,
				`list.iron#which-mass-2 short "list: which Metal has this Mass (2): c. 1900?" = "Iron"`,
				`list.gold#cell-density-g-cm3 number "list: what is the Density of Gold?" = "19.3 g/cm³"`,
				`list.gold#which-density-g-cm3 short "list: which Metal has this Density: 19.3 g/cm³?" = "Gold"`,
				`list.gold#cell-mass-2 short "list: what is the Mass (2) of Gold?" = "c. 1800"`,
				`list.gold#which-mass-2 short "list: which Metal has this Mass (2): c. 1800?" = "Gold"`,
			},
		},
		"options in columns called by their letters": {
			source: "Question,A,B,C,D,Answer\nWhich is red?,Venus,Mars,Earth,Io,B\n",
			want:   []string{`which-is-red#ask choice "Which is red?" = "Mars"`},
		},
		"wrong answers in columns of their own": {
			source: "question;answer;wrong answer 1;wrong answer 2;points\nWhich is red?;Mars;Venus;Earth;1,5\n",
			want:   []string{`which-is-red#ask choice "Which is red?" = "Mars"`},
		},
		"options in columns of their own": {
			source: "question,option a,option b,option c,answer\nWhich is red?,Venus,Mars,Earth,B\nWhich is blue?,Venus,Mars,Earth,Earth\n",
			want:   []string{`which-is-red#ask choice "Which is red?" = "Mars"`, `which-is-blue#ask choice "Which is blue?" = "Earth"`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, imported := asDeck(t, ImportCSV, "list.csv", test.source)
			if diff := cmp.Diff(test.want, answers(d)); diff != "" {
				t.Errorf("cards (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.wants, lost(imported.Losses)); diff != "" && len(test.wants)+len(imported.Losses) > 0 {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCSVProblems(t *testing.T) {
	for source, want := range map[string]string{
		"":                                      "f.csv: the file holds no rows below the names of its columns: write a row with the names of the columns, and below it a row for each thing",
		"a,b\n\"x,y\n":                          `f.csv:2: a quoted cell does not end, or text stands behind it: write " at its end, and "" for a quote inside`,
		"a,b\nx\"y,z\n":                         `f.csv:2: a quote stands inside a cell without quotes: put the whole cell in quotes, and write "" for a quote inside`,
		"a,b\nx,y,z\n":                          `f.csv:2: the row has 3 cells, and there are 2 columns: give each column a name in the first row, and put quotes around a cell that holds the separator`,
		"prompt,answer,type\nA?,,\nB?,x,riddle": `f.csv:3: "riddle" is no type of question: write text, short, number, choice, multiple, truefalse, order, match, cloze, or leave it empty`,
		"prompt,answer,type,pairs\nA?,,match,x": `f.csv:2: pairs has a text without an = sign: write left = right, with | between them`,
		"prompt,answer,points\nA?,b,many":       `f.csv:2: points holds "many", which is no number: write a number with a decimal point, or leave the cell empty`,
		"prompt,question\nA?,b":                 `f.csv:1: two columns mean "prompt": keep one, or put texts with | between them into it`,
		"a\x00b":                                "f.csv:1: the file holds a NUL byte, which no text has: name a text file; a package is imported by its ending, .apkg or .colpkg",
	} {
		_, err := ImportCSV([]byte(source), Options{File: "f.csv"})
		var problems deck.Problems
		if !errors.As(err, &problems) || err.Error() != want {
			t.Errorf("%q: error %v, want %s", source, err, want)
		}
	}
}

func TestMarkdownProblems(t *testing.T) {
	for source, want := range map[string]string{
		"":                                  "f.md: the file holds no table, glossary or list: give it a table, a glossary or a list of takeaways",
		"just text":                         "f.md:1: nothing in it can be asked; first: a paragraph asks nothing, and is left out: just text: give it a table, a glossary or a list of takeaways",
		strings.Repeat(">", 1000) + " deep": "f.md:1: the line is nested too deeply: take signs away from its beginning",
	} {
		if _, err := ImportMarkdown([]byte(source), Options{File: "f.md"}); err == nil || err.Error() != want {
			t.Errorf("%.20q: error %v, want %s", source, err, want)
		}
	}
}

// TestAnyTextGoesThereAndBack puts texts with all that means something to a format
// through it.
func TestAnyTextGoesThereAndBack(t *testing.T) {
	nasty := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\n\n|=\\*_`[]<>#~&{}!-+.:;,\"'() 12ab")), rapid.RuneFrom(nil, unicode.Letter, unicode.Punct, unicode.Symbol)))
	rapid.Check(t, func(rt *rapid.T) {
		prompt := "Q" + cleanText(nasty.Draw(rt, "prompt")) + "?"
		answer := "a" + oneLine(cleanText(nasty.Draw(rt, "answer")))
		wrong := "w" + oneLine(cleanText(nasty.Draw(rt, "wrong")))
		draft := deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{{Question: &deck.DraftQuestion{
			ID: "q", Type: deck.TypeChoice, Prompt: prompt, Answer: answer, Wrong: []string{wrong},
		}}}}
		var text bytes.Buffer
		if err := draft.WriteTOML(&text); err != nil {
			rt.Fatal(err)
		}
		d, problems, err := loaded(text.Bytes())
		if err != nil || len(problems) > 0 {
			rt.Skip("no deck", err, problems)
		}
		for name, format := range map[string]struct {
			export Exporter
			read   Importer
		}{"csv": {ExportCSV, ImportCSV}, "markdown": {ExportMarkdown, ImportMarkdown}} {
			back, written, _, _ := thereAndBack(t, d, format.export, format.read)
			got, want := back.Cards[0], d.Cards[0]
			if name == "markdown" { // where spaces in a row and at the ends of lines are none
				same := func(a, b string) bool {
					return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
				}
				if !same(got.Prompt, want.Prompt) || !same(got.Answer, want.Answer) || !same(got.Wrong[0], want.Wrong[0]) {
					rt.Errorf("%s: %q %q %q came back as %q %q %q\n%s", name, want.Prompt, want.Answer, want.Wrong, got.Prompt, got.Answer, got.Wrong, written)
				}
				continue
			}
			if got.Prompt != want.Prompt || got.Answer != want.Answer || got.Wrong[0] != want.Wrong[0] {
				rt.Errorf("%s: %q %q %q came back as %q %q %q\n%s", name, want.Prompt, want.Answer, want.Wrong, got.Prompt, got.Answer, got.Wrong, written)
			}
		}
	})
}

// fuzzImport holds an import to what every one promises: problems on lines of the
// file, or a deck without errors.
func fuzzImport(t *testing.T, read Importer, data []byte) {
	o := Options{File: "f"}
	imported, err := read(data, o)
	lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1
	var problems deck.Problems
	if err != nil {
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("error %v", err)
		}
		for _, problem := range problems {
			if problem.Line < 0 || problem.Line > lines || problem.Cause == "" || problem.Remedy == "" {
				t.Fatalf("problem %+v in a file of %d lines", problem, lines)
			}
		}
		return
	}
	for _, loss := range imported.Losses {
		if loss.Line < 0 || loss.Line > lines || loss.What == "" {
			t.Fatalf("loss %+v in a file of %d lines", loss, lines)
		}
	}
	text, d, err := imported.Sound(o)
	if err != nil {
		if !errors.As(err, &problems) {
			t.Fatalf("error %v\n%s", err, text)
		}
		return
	}
	if errs := deck.Check(d).Errors(); len(errs) > 0 {
		t.Fatalf("%v\n%s", errs, text)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("Term;Definition\nacid;gives protons\n")
	f.Add("sep=,\nprompt,answer,wrong,credit,feedback,pairs\nA?,b,c | d,c = 0.5,* = no,\n")
	f.Add("id,Planet,Distance (km),Rings\nv,Venus,\"1,080\",no\nj,Jupiter,778 Mkm,✓\n")
	f.Add("question,option a,option b,answer\nWhich?,x,y,B\n")
	f.Fuzz(func(t *testing.T, text string) { fuzzImport(t, ImportCSV, []byte(text)) })
}

func FuzzMarkdown(f *testing.F) {
	f.Add(handoutPage)
	f.Add("A?\n\n**Answer:**\n\n1. a\n2. b\n\nB?\n\n**Answer:**\n\n| | |\n|-|-|\n| a | b |\n| | c |\n")
	f.Add("- **a** b\n- [x] c\n\n**x**\n: y\n: z\n")
	f.Add("---\ntitle: x\nlang: de\n---\n1. A?[^1]\n   **Answer:** 2 mm\n2. B?\n   - [x] a\n   - [ ] b\n\n[^1]: c\n")
	f.Add("- **a** (b): c\n\n  d\n- e\n- *f* - g\n  - h\n- <!-- i --> j\n\n### K?\n**By hand:**\n\n| a | b |\n|-|-|\n| c | d | e |\n")
	f.Fuzz(func(t *testing.T, text string) { fuzzImport(t, ImportMarkdown, []byte(text)) })
}

// TestACellThatCannotBeAskedTakesNoRowAlong leaves out what cannot be marked, and
// no more than that.
func TestACellThatCannotBeAskedTakesNoRowAlong(t *testing.T) {
	value := 1000.5
	imported := Imported{Lines: map[string]int{"t": 1, "t.a": 2, "t.b": 3}, Draft: deck.Draft{ID: "x", Title: "X", Sources: []deck.DraftSource{{Table: &deck.DraftTable{
		ID: "t", Title: "T", Key: "k", Columns: []deck.DraftColumn{{ID: "k", Title: "K"}, {ID: "n", Title: "N", As: "number"}, {ID: "s", Title: "S"}},
		Rows: []deck.DraftRow{
			{ID: "a", Cells: map[string]deck.DraftCell{"k": {Text: "A1"}, "n": {Text: "one hundred or so", Value: &value}, "s": {Text: "red"}}},
			{ID: "b", Cells: map[string]deck.DraftCell{"k": {Text: "++"}, "n": {Text: "1000.5", Value: &value}, "s": {Text: "blue"}}},
		},
	}}}}}
	_, d, err := imported.Sound(Options{File: "f"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`t.a#cell-s short "T: what is the S of A1?" = "red"`,
		`t.a#which-s short "T: which K has this S: red?" = "A1"`,
		`t.b#cell-n number "T: what is the N of ++?" = "1000.5"`,
		`t.b#cell-s short "T: what is the S of ++?" = "blue"`,
	}
	if diff := cmp.Diff(want, answers(d)); diff != "" {
		t.Errorf("cards (-want +got):\n%s", diff)
	}
	for _, loss := range imported.Losses {
		if loss.Line < 2 || !strings.HasPrefix(loss.Question, "t.") {
			t.Errorf("the loss %q does not name its row", loss)
		}
	}
}
