package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"drill/internal/deck"
)

func TestMarkdownPages(t *testing.T) {
	for name, test := range map[string]struct {
		source      string
		want, wants []string
	}{
		"numbered questions": {
			source: "1. What is 3 + 4?\n\n   **Answer:** 7\n\n   **Hint:** Count.\n\n2. Which one swims?\n   - [ ] cat\n   - [x] cod\n\n3. How does a cod breathe?\n   **Answer:** gills\n   **Explanation: It has no lungs.**\n\n4. Sort them by size.\n   **Answer:**\n   1. cod\n   2. shark\n\n5. Describe a cod.\n   **By hand:** Look for fins.\n\n6. A cod is a **fish**.\n",
			want: []string{
				`what-is-3-4#ask number "What is 3 + 4?" = "7"`,
				`which-one-swims#ask choice "Which one swims?" = "cod"`,
				`how-does-a-cod-breathe#ask short "How does a cod breathe?" = "gills"`,
				`sort-them-by-size#ask order "Sort them by size." = "cod; shark"`,
				`describe-a-cod#ask text "Describe a cod." = "Look for fins."`,
				`a-cod-is-a-fish#cloze-1 cloze "A cod is a ____." = "fish"`,
			},
		},
		"a numbered question with an id, and others": {
			source: "<!-- id: legs -->\n\n1. How many legs has a fly?\n   **Answer**: 6\n\nWhere does it live?\n**Answer:** in the kitchen\n**Also accepted:** indoors | at home\n\n**Answer:** once more\n",
			want: []string{
				`legs#ask number "How many legs has a fly?" = "6"`,
				`where-does-it-live#ask short "Where does it live?" = "in the kitchen"`,
			},
			wants: []string{`page.md:10: where-does-it-live: its type of question has no such thing, or has one already, and it is left out: Answer: once more`},
		},
		"a glossary with odd items": {
			source: "- **Loess** (wind silt): fine dust that wind has laid down\n- A remark on **dunes** here.\n- *Till* (that which a glacier leaves behind it): unsorted debris\n\n  It holds stones of all sizes.\n- `Esker`: a winding ridge\n  - Kames are **mounds**.\n",
			want: []string{
				`terms.loess#define text "Explain the term “Loess”." = "fine dust that wind has laid down"`,
				`terms.loess#name short "Which term is meant? fine dust that wind has laid down" = "Loess"`,
				`terms.till#define text "Explain the term “Till”." = "(that which a glacier leaves behind it) unsorted debris\n\nIt holds stones of all sizes."`,
				`terms.till#name short "Which term is meant? (that which a glacier leaves behind it) unsorted debris\n\nIt holds stones of all sizes." = "Till"`,
				`terms.esker#define text "Explain the term “Esker”." = "a winding ridge"`,
				`terms.esker#name short "Which term is meant? a winding ridge" = "Esker"`,
				`a-remark-on-dunes-here#cloze-1 cloze "A remark on ____ here." = "dunes"`,
				`kames-are-mounds#cloze-1 cloze "Kames are ____." = "mounds"`,
			},
			wants: []string{`page.md:2: an item without a term and its meaning is no entry of the glossary, but a takeaway: A remark on dunes here.`},
		},
		"more remarks than terms": {
			source: "- **Loess**: fine dust\n- Dust is **small**.\n- Wind is **strong**.\n",
			want: []string{
				`loess-fine-dust#cloze-1 cloze "____: fine dust" = "Loess"`,
				`dust-is-small#cloze-1 cloze "Dust is ____." = "small"`,
				`wind-is-strong#cloze-1 cloze "Wind is ____." = "strong"`,
			},
		},
		"comments with text behind them": {
			source: "- <!-- c --> lost **item**\n- A **kept** one.\n- <!-- nothing -->\n\n<!--\nquiet\n--> loud\n\n<img src=\"map.png\">\n",
			want:   []string{`a-kept-one#cloze-1 cloze "A ____ one." = "kept"`},
			wants: []string{
				`page.md:1: HTML is left out: lost **item**`,
				`page.md:5: HTML is left out: loud`,
				`page.md:9: HTML is left out: map.png`,
			},
		},
		"footnotes": {
			source: "How tall is a birch?[^tall]\n\n[^tall]: In the *north*.\n\n**Answer:** 25 m\n\n- Birches are **white**[^none].[^bark]\n\n[^bark]: Only the bark.\n\n    So they say.\n[^unused]: Nobody asks.\n",
			want: []string{
				`how-tall-is-a-birch#ask number "How tall is a birch?" = "25 m"`,
				`birches-are-white-none#cloze-1 cloze "Birches are ____[^none]." = "white"`,
			},
			wants: []string{
				`page.md:3: a footnote is left out: In the north.`,
				`page.md:9: a footnote is left out: Only the bark. So they say.`,
				`page.md:12: a footnote is left out: Nobody asks.`,
			},
		},
		"numbers with units, and what is none": {
			source: "How long?\n\n**Answer:** 2 mm\n\nHow hot?\n\n**Answer:** -1,040.5°C\n\nWhich place?\n\n**Answer:** 3rd\n\nHow much?\n\n**Answer:** 4 large buckets\n",
			want: []string{
				`how-long#ask number "How long?" = "2 mm"`,
				`how-hot#ask number "How hot?" = "-1040.5 °C"`,
				`which-place#ask short "Which place?" = "3rd"`,
				`how-much#ask short "How much?" = "4 large buckets"`,
			},
		},
		"headings that ask": {
			source: "# Soil\n\n### What is soil made of?\n**Answer:** grains\n\n**Hint:** Small.\n\n### What lives in it?\n\n**Answer:** worms\n",
			want: []string{
				`what-is-soil-made-of#ask short "What is soil made of?" = "grains"`,
				`what-lives-in-it#ask short "What lives in it?" = "worms"`,
			},
		},
		"takeaways that ask nothing": {
			source: "- **All of it.**\n- The sign **→** points.\n- Nothing here.\n- Some **word**.\n",
			want:   []string{`some-word#cloze-1 cloze "Some ____." = "word"`},
			wants: []string{
				`page.md:1: all-of-it: all of it is marked to be recalled, which leaves nothing to recall it from, so it asks nothing yet: mark fewer words`,
				`page.md:2: the-sign-points: what is marked to be recalled cannot be compared by its words, so it asks nothing`,
				`page.md:3: nothing-here: no word is marked to be recalled, so it asks nothing yet: write {{1:word}} around one in the deck`,
			},
		},
		"what stands below an option, and pictures in HTML": {
			source: "Which is a <img src=\"tree.png\"> tree?\n\n- [x] oak\n\n  Oaks are trees.\n- [ ] cat\n\n<!-- id: two -->\n\n- One **word**.\n\n  And **more**.\n",
			want: []string{
				`which-is-a-tree#ask choice "Which is a  tree?" = "oak"`,
				`two#cloze-1 cloze "One ____.\nAnd more." = "word"`,
				`two#cloze-2 cloze "One word.\nAnd ____." = "more"`,
			},
			wants: []string{
				`page.md:1: the picture "tree.png" does not come along`,
				`page.md:5: what stands below an option is left out: Oaks are trees.`,
			},
		},
		"surplus cells": {
			source: "| Tree | Leaf |\n|------|------|\n| oak | lobed | x \\| y | z |\n| pine | needle | |\n\nWhat goes with what?\n\n**Answer:**\n\n| a | b | c |\n|---|---|---|\n| cat | milk | no |\n| dog | bone | |\n",
			want: []string{
				`table.oak#cell-leaf short "Table: what is the Leaf of oak?" = "lobed"`,
				`table.oak#which-leaf short "Table: which Tree has this Leaf: lobed?" = "oak"`,
				`table.pine#cell-leaf short "Table: what is the Leaf of pine?" = "needle"`,
				`table.pine#which-leaf short "Table: which Tree has this Leaf: needle?" = "pine"`,
				`what-goes-with-what#ask match "What goes with what?" = "cat = milk; dog = bone"`,
			},
			wants: []string{
				`page.md:3: the row has 4 cells, and the table 2 columns; left out: x \| y | z`,
				`page.md:12: a pair has two sides; left out: no`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, imported := asDeck(t, ImportMarkdown, "page.md", test.source)
			if diff := cmp.Diff(test.want, answers(d)); diff != "" {
				t.Errorf("cards (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.wants, lost(imported.Losses)); diff != "" && len(test.wants)+len(imported.Losses) > 0 {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarkdownNamesOfTerms(t *testing.T) {
	_, imported := asDeck(t, ImportMarkdown, "page.md", "- **Loess** (wind silt; dust loam): what wind has laid down\n- **Till** (1830): debris\n")
	var aka [][]string
	for _, entry := range imported.Draft.Sources[0].Sheet.Entries {
		aka = append(aka, entry.Aka)
	}
	if diff := cmp.Diff([][]string{{"wind silt", "dust loam"}, nil}, aka); diff != "" {
		t.Errorf("aka (-want +got):\n%s", diff)
	}
}

func TestMarkdownFrontMatter(t *testing.T) {
	const page = "---\ntitle: \"Böden: ein Anfang\"\nlang: de   # here\ndescription: 'Was man''s\n  braucht' # so\nauthor: me\ntags:\n  - soil\n- clay\n---\n# Heading\n\nDarunter.\n\n- Nichts\n- Lehm ist **nass**.\n"
	d, imported := asDeck(t, ImportMarkdown, "page.md", page)
	if d.Title != "Böden: ein Anfang" || d.Language != "de" || d.Description != "Was man's braucht\n\nDarunter." {
		t.Errorf("title %q, language %q, description %q", d.Title, d.Language, d.Description)
	}
	want := []string{
		`page.md:6: of the front matter only title, language and description are kept; left out: author, tags`,
		`page.md:15: nichts: no word is marked to be recalled, so it asks nothing yet: write {{1:word}} around one in the deck`,
	}
	if diff := cmp.Diff(want, lost(imported.Losses)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if imported, err := ImportMarkdown([]byte(page), Options{File: "page.md", Title: "T", Language: "fr"}); err != nil || imported.Draft.Title != "T" || imported.Draft.Language != "fr" {
		t.Errorf("options do not win: %+v, %v", imported.Draft, err)
	}
	_, imported = asDeck(t, ImportMarkdown, "page.md", "---\nOnly a line.\n\n---\n\n- One **word**.\n")
	if diff := cmp.Diff([]string{"page.md:2: a paragraph asks nothing, and is left out: Only a line."}, lost(imported.Losses)); diff != "" {
		t.Errorf("a page that begins with a line: losses (-want +got):\n%s", diff)
	}
}

func TestMarkdownKeepsTheLanguage(t *testing.T) {
	d := loadDeck(t, "format = 1\nid = \"d\"\ntitle = \"D\"\nlanguage = \"de\"\n[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"Wer?\"\nanswer = \"du\"\n")
	back, written, lostOut, lostIn := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
	if back.Language != "de" || !strings.HasPrefix(written, "---\nlanguage: de\n---\n") || len(lostOut)+len(lostIn) > 0 {
		t.Errorf("language %q, lost %v %v\n%s", back.Language, lostOut, lostIn, written)
	}
}

const paragraphQuestions = `format = 1
id = "paragraphs"
title = "Paragraphs"
tags = []
[[question]]
id = "why"
type = "text"
prompt = "Why do leaves fall?\n\nAnswer: in your words"
answer = "The tree saves the water that they would lose in winter.\n\n- It also sheds | what | it cannot use.\nAnd parasites."
hint = "Think of frost.\n\n1. And of water."
explanation = "| t |\n|---|\n\n| t |"
[[question]]
id = "guided"
type = "text"
prompt = "Draw a leaf."
answer = "Look for veins.\n\nAnd for a stalk."
by_hand = true
[[question]]
id = "free"
type = "text"
prompt = "Draw a tree."
by_hand = true
explanation = "Any will do."
[[question]]
id = "tall"
type = "number"
prompt = "How tall is a birch?"
value = 25
unit = "m"
`

func TestMarkdownParagraphsThereAndBack(t *testing.T) {
	d := loadDeck(t, paragraphQuestions)
	back, written, lostOut, lostIn := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
	ignored := cmpopts.IgnoreFields(deck.DraftQuestion{}, "DraftCommon.Tags")
	if diff := cmp.Diff(questionsByID(t, d), questionsByID(t, back), cmpopts.EquateEmpty(), ignored); diff != "" {
		t.Errorf("questions (-want +got):\n%s\n%s", diff, written)
	}
	if len(lostOut)+len(lostIn) > 0 {
		t.Errorf("lost %v %v", lostOut, lostIn)
	}
}

func TestMarkdownExportTellsWhatComesBackAsAnother(t *testing.T) {
	d := loadDeck(t, "format = 1\nid = \"d\"\ntitle = \"D\"\n[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"How long?\"\nanswer = \"2 mm\"\n"+
		"[[question]]\nid = \"n\"\ntype = \"number\"\nprompt = \"How long?\"\nvalue = 2\nunit = \"light years\"\n")
	_, _, lostOut, _ := thereAndBack(t, d, ExportMarkdown, ImportMarkdown)
	want := []string{
		"whether words, a number or a text is wanted is not written where the answer looks like another of them (1 question)",
		"tolerances, long units and other numbers that are right are not written for a program to read (1 question)",
	}
	if diff := cmp.Diff(want, lost(lostOut)); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}
