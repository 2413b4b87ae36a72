package exchange

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// whole is all that a test compares of a question of a quiz.
func whole(imported Imported) []string {
	var lines []string
	for i, line := range asked(imported) {
		q := imported.Draft.Sources[i].Question
		for _, part := range []struct {
			name  string
			value any
			is    bool
		}{
			{"true", "", q.Type == deck.TypeTrueFalse && q.True},
			{"answers", q.Answers, len(q.Answers) > 0},
			{"accept", q.Accept, len(q.Accept) > 0},
			{"pattern", q.Pattern, len(q.Pattern) > 0},
			{"case", "", q.MatchCase},
			{"pairs", q.Pairs, len(q.Pairs) > 0},
			{"wrong", q.Wrong, len(q.Wrong) > 0},
		} {
			if part.is {
				line += strings.TrimRight(fmt.Sprintf(" %s %v", part.name, part.value), " ")
			}
		}
		if n := q.Number; n != nil {
			line += fmt.Sprintf(" number %v±%v", n.Value, n.Tolerance.Amount)
			if len(n.Also) > 0 {
				line += fmt.Sprintf(" also %v", n.Also)
			}
		}
		for _, text := range slices.Sorted(maps.Keys(q.Credit)) {
			line += fmt.Sprintf(" credit %s=%.4g", text, q.Credit[text])
		}
		for _, text := range slices.Sorted(maps.Keys(q.Feedback)) {
			line += fmt.Sprintf(" said %s=%q", text, q.Feedback[text])
		}
		for _, note := range q.Notes {
			line += fmt.Sprintf(" note %q", note)
		}
		lines = append(lines, line)
	}
	return lines
}

// imports reads a file that is right, and sees to it that the deck is sound
// without leaving anything out.
func imports(t *testing.T, read Importer, text string) Imported {
	t.Helper()
	o := Options{File: "quiz.txt"}
	imported, err := read([]byte(text), o)
	if err != nil {
		t.Fatalf("import of %q: %v", text, err)
	}
	before := len(imported.Losses)
	if _, _, err := imported.Sound(o); err != nil {
		t.Fatalf("the deck of %q is not sound: %v", text, err)
	}
	for _, loss := range imported.Losses[before:] {
		t.Errorf("of %q was left out: %v", text, loss)
	}
	return imported
}

func TestGIFTQuestions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		lost       []string
	}{
		{"choice", "::Moons:: Which planet has no moon?{~Mars =Venus#It has none. ~Saturn#Over a hundred.}", []string{
			`moons choice "Which planet has no moon?" = "Venus" wrong [Mars Saturn] said Saturn="Over a hundred." said Venus="It has none."`}, nil},
		{"choice over several lines, indented", "Which is\na noble gas?\n {\n\t~ sulphur\n   = argon\n}", []string{
			`which-is-a-noble-gas choice "Which is\na noble gas?" = "argon" wrong [sulphur]`}, nil},
		{"choice with weights", "Longest river? {=Nile ~%50%Amazon#Close. ~%-25%Rhine ~Seine}", []string{
			`longest-river choice "Longest river?" = "Nile" wrong [Amazon Rhine Seine] credit Amazon=0.5 credit Rhine=-0.25 said Amazon="Close."`}, nil},
		{"choice with =% and two right ones", "Q {=%100%a =b ~c}", []string{`q choice "Q" = "a" wrong [b c] credit b=0.99`},
			[]string{`quiz.txt:1: q: "b" is right as well; here it earns 99%, since a choice has one answer`}},
		{"several right", "Even? {~%50%2 ~%50%4 ~%-50%3 ~%-50%5}", []string{`even multiple "Even?" answers [2 4] wrong [3 5]`}, nil},
		{"several right, wrong ones for free", "Even? {~%50%2 ~%50%4 ~3 ~%-100%5}", []string{
			`even multiple "Even?" answers [2 4] wrong [3 5] credit 3=0 credit 5=-1`}, nil},
		{"thirds", "Prime? {~%33.33333%2 ~%33.33333%3 ~%33.33333%5 ~%-33.33333%9}", []string{`prime multiple "Prime?" answers [2 3 5] wrong [9]`}, nil},
		{"thirds with one digit", "Prime? {~%33.3%2 ~%33.3%3 ~%33.4%5 ~9}", []string{`prime multiple "Prime?" answers [2 3 5] wrong [9] credit 9=0`}, nil},
		{"uneven shares", "Noble? {~%70%argon ~%30%xenon#Yes. ~iron}", []string{
			`noble multiple "Noble?" answers [argon xenon] wrong [iron] credit argon=0.7 credit iron=0 credit xenon=0.3 said xenon="Yes."`}, nil},
		{"one right with a weight", "Pick {~%100%a ~%-100%b}", []string{`pick multiple "Pick" answers [a] wrong [b]`}, nil},
		{"shares that do not add up", "Pick {~%50%a ~%20%b ~c}", []string{`pick multiple "Pick" answers [a b] wrong [c] credit c=0`},
			[]string{`quiz.txt:1: pick: its right options earned 70% together; here they earn full marks, each the same`}},
		{"right ones only", "Pick {~%50%a ~%50%b}", []string{`pick multiple "Pick" answers [a b] wrong [None of these] credit None of these=0`},
			[]string{`quiz.txt:1: pick: has right options only, so "None of these" stands beside them`}},
		{"options twice and empty", "Pick {\n=a\n~b\n~ B \n~\n}", []string{`pick choice "Pick" = "a" wrong [b]`}, []string{
			`quiz.txt:4: pick: the option "B" is there twice, and kept once`, `quiz.txt:5: pick: an option without a text is left out`}},
		{"one option", "Pick {=a ~}", []string{`pick short "Pick" = "a"`}, []string{
			`quiz.txt:1: pick: an option without a text is left out`, `quiz.txt:1: pick: has one option only, so the answer is typed`}},
		{"best earns a part", "Pick {~%40%a ~%10%b = ~c}", []string{`pick choice "Pick" = "a" wrong [b c] credit b=0.1`}, []string{
			`quiz.txt:1: pick: an option without a text is left out`, `quiz.txt:1: pick: its best option earned 40% only; here it earns full marks`}},
		{"true", "Ice floats.{T}", []string{`ice-floats truefalse "Ice floats." true`}, nil},
		{"true in words", "Ice floats.{ true#It does.#Right.}", []string{`ice-floats truefalse "Ice floats." true said false="It does." said true="Right."`}, nil},
		{"false with both", "Ice sinks.{FALSE#It floats.#Right.####Water is odd.}", []string{
			`ice-sinks truefalse "Ice sinks." ("Water is odd.") said false="Right." said true="It floats."`}, nil},
		{"false with one", "Ice sinks.{f##Right.}", []string{`ice-sinks truefalse "Ice sinks." said false="Right."`}, nil},
		{"short", "Who wrote Emma?{=Austen =Jane Austen#Her full name. =%50%Bronte#No.}", []string{
			`who-wrote-emma short "Who wrote Emma?" = "Austen" accept [Jane Austen] credit Bronte=0.5 said Bronte="No." said Jane Austen="Her full name."`}, nil},
		{"short without a sign", "Who wrote Emma?{Austen}", []string{`who-wrote-emma short "Who wrote Emma?" = "Austen"`}, nil},
		{"short that looks like a number", "Two and three?{=5 =five}", []string{`two-and-three short "Two and three?" = "5" accept [five]`}, nil},
		{"short, the partly right one is like it", "Who wrote Fidelio?{=%100%Beethoven =%50%Beethovn}", []string{
			`who-wrote-fidelio short "Who wrote Fidelio?" = "Beethoven" pattern [Beethoven] credit Beethovn=0.5`}, nil},
		{"short, the partly right one holds it", "Gas?{=oxygen =%50%oxygen gas}", []string{`gas short "Gas?" = "oxygen" pattern [oxygen] credit oxygen gas=0.5`}, nil},
		{"short with stars", "Gas?{=oxy*#Good. =%0%*#Think of air. =%20%hydro*}", []string{`gas short "Gas?" = "oxy" pattern [oxy*] said *="Think of air."`}, []string{
			`quiz.txt:1: gas: what it says to "oxy*" is left out, since a * is in it: Good.`,
			`quiz.txt:1: gas: the answer "hydro*" earned 20%; an answer with * is right or nothing here`}},
		{"short with a star itself", `Operator?{=\\* =times}`, []string{`operator short "Operator?" = "*" accept [times] case`}, nil},
		{"short in signs", `Which sign joins? {=+ =and}`, []string{`which-sign-joins short "Which sign joins?" = "+" accept [and] case`}, nil},
		{"short where any answer earns", "Gas?{=air =%10%*}", []string{`gas short "Gas?" = "air"`}, []string{
			`quiz.txt:1: gas: any answer earned 10%; here only those that are written do`}},
		{"short twice", "Gas?{=air =Air =%50%AIR}", []string{`gas short "Gas?" = "air"`}, nil},
		{"number", "Pi?{#3.14:0.01}", []string{`pi number "Pi?" number 3.14±0.01`}, nil},
		{"number as a range", "Pi?{# 3.1..3.2 }", []string{`pi number "Pi?" number 3.15±0.05`}, nil},
		{"number exact", "Legs?{#8####Spiders.}", []string{`legs number "Legs?" ("Spiders.") number 8±0`}, nil},
		{"numbers with weights", "Year?{#\n=1066:0#Yes.\n=%50%1066:5\n=-1:0\n~#No.\n}", []string{`year number "Year?" number 1066±0 also [-1]`}, []string{
			`quiz.txt:5: year: what it says to any other number is left out: No.`,
			`quiz.txt:1: year: what it says to 1066 is left out: Yes.`,
			`quiz.txt:1: year: the number 1066 earned 50%; a number is right or wrong here`}},
		{"numbers with other tolerances", "Root of 2?{#=1.4:0.1 =-1.4:0.2 =%0%*#No}", []string{`root-of-2 number "Root of 2?" number 1.4±0.1 also [-1.4]`}, []string{
			`quiz.txt:1: root-of-2: what any other number earned is left out: 0%`,
			`quiz.txt:1: root-of-2: the number -1.4 had a tolerance of 0.2; here it is 0.1 for all`}},
		{"numbers of which the last is the narrowest", "Boiling points?{#=78:10 =100:20 =-183:5 =%50%4:1}", []string{`boiling-points number "Boiling points?" number 78±5 also [100 -183]`}, []string{
			`quiz.txt:1: boiling-points: the number 4 earned 50%; a number is right or wrong here`,
			`quiz.txt:1: boiling-points: the number 78 had a tolerance of 10; here it is 5 for all`,
			`quiz.txt:1: boiling-points: the number 100 had a tolerance of 20; here it is 5 for all`}},
		{"a number twice", "Which year?{#=1815:0#Quite so. =1815:2#Nearly.}", []string{`which-year number "Which year?" number 1815±2`}, []string{
			`quiz.txt:1: which-year: what it says to 1815 is left out: Quite so.`, `quiz.txt:1: which-year: what it says to 1815 is left out: Nearly.`}},
		{"an exact number beside a wide one", "How old?{#=5:0 =600:100}", []string{`how-old number "How old?" number 5±0 also [600]`}, []string{
			`quiz.txt:1: how-old: the number 600 had a tolerance of 100; here it is 0 for all`}},
		{"ids that are taken, and that are none", "// [id:ox]\nA{T}\n\n// [id:ox]\nB{T}\n\n// [id:Two Words]\nC{T}", []string{
			`ox truefalse "A" true`, `ox-2 truefalse "B" true`, `two-words truefalse "C" true`}, []string{
			`quiz.txt:5: ox-2: the id "ox" is taken; here it is "ox-2"`, `quiz.txt:8: two-words: the id "Two Words" cannot be one here; it is "two-words"`}},
		{"what is embedded", "[html]Watch <iframe src\\=\"https\\://films.example/1\"></iframe><iframe></iframe><object data\\=\"a.swf\"></object>: is it old?{T}", []string{
			`watch-is-it-old truefalse "Watch : is it old?" true`}, []string{`quiz.txt:1: watch-is-it-old: shows https://films.example/1, a page inside the text, a.swf, which does not come along`}},
		{"losses below comments, each on its line", "A{T}\n\n// from the\n// second unit\n[html]A bat, <img src\\=\"a\">\nis it? {=a*#b ~}\n\n\ufeff// from another file\n// [tag:late]\nNext\n<img src\\=\"http\\://c.org/c\"> {\n=%40%b\n~c}\n\nA {\n=b\n~c\n} jumps <img src\\=\"d.png\">.", []string{
			`a truefalse "A" true`, `a-bat-is-it short "A bat, is it?" = "a*" said a*="b"`, `next choice "Next" = "b" late wrong [c]`, `a-jumps choice "A _____ jumps ." = "b" wrong [c]`}, []string{
			`quiz.txt:5: a-bat-is-it: shows a, which does not come along`,
			`quiz.txt:6: a-bat-is-it: an option without a text is left out`,
			`quiz.txt:5: a-bat-is-it: has one option only, so the answer is typed`,
			`quiz.txt:11: next: shows http://c.org/c, which does not come along`,
			`quiz.txt:10: next: its best option earned 40% only; here it earns full marks`,
			`quiz.txt:18: a-jumps: shows d.png, which does not come along`}},
		{"match", "Capitals?{=Peru -> Lima\n=Chile->Santiago\n= -> Quito ####South America.}", []string{
			`capitals match "Capitals?" ("South America.") pairs [{Peru Lima} {Chile Santiago}] wrong [Quito]`}, nil},
		{"match with odd pairs", "Sizes?{=a -> C# =b -> x->y =A -> z =c -> }", []string{`sizes match "Sizes?" pairs [{a C#} {b x->y}]`}, []string{
			`quiz.txt:1: sizes: "A" is there twice, and kept once`, `quiz.txt:1: sizes: a pair with an empty side is left out`}},
		{"an arrow in what is said", "Gas?{=air#So air -> lungs.}", []string{`gas short "Gas?" = "air" said air="So air -> lungs."`}, nil},
		{"essay", "Why do cells divide?{}", []string{`why-do-cells-divide text "Why do cells divide?" by hand`}, nil},
		{"essay with feedback", "Why?{ ####To grow. }", []string{`why text "Why?" by hand ("To grow.")`}, nil},
		{"missing word", "Plants take in {=water ~sand} by their roots.", []string{
			`plants-take-in-by-their-roots choice "Plants take in _____ by their roots." = "water" wrong [sand]`}, nil},
		{"missing word before a point", "Plants need {=light}.", []string{`plants-need short "Plants need _____." = "light"`}, nil},
		{"missing word at the beginning", "[html]<b>x</b>{T} it is", []string{`x-it-is truefalse "x_____ it is" true`}, nil},
		{"description", "// about birds\n::Birds::Some birds fly.\n\nPenguins fly.{F}", []string{
			`penguins-fly truefalse "Penguins fly." note "Some birds fly."`}, []string{`quiz.txt:2: a description asks nothing; it stands as a comment in the deck: Birds`}},
		{"comments, ids and tags", "// [id:lost]\n\n// [id:cold-1] [tag:ice] [tag: two words]\n::Cold::Ice\n  // inside [tag:br\\]ket]\nfloats.{T}", []string{
			`cold-1 truefalse "Ice\nfloats." ice,two words,br]ket true`}, nil},
		{"escapes", `::a\:\:b:: \{x\} \= 1 \# \~ \\ back \q C\:\\dir{=\=a\~\#b\{\}\:\\ =\\n}`, []string{
			`a-b short "{x} = 1 # ~ \\ back \\q C:\\dir" = "=a~#b{}:\\" accept [\n]`}, nil},
		{"line breaks", `First\nSecond\n  - indented{T#no\nno}`, []string{`first-second-indented truefalse "First\nSecond\n  - indented" true said false="no\nno"`}, nil},
		{"colons", "Ratio 2:1? See http://x.org{=a:b ~c://d#e:f}", []string{
			`ratio-2-1-see-http-x-org choice "Ratio 2:1? See http://x.org" = "a:b" wrong [c://d] said c://d="e:f"`}, nil},
		{"html", "[html]<p>What is H<sub>2</sub>O?</p>{=<b>water</b> &amp; ice#<i>Yes</i> ~[plain]<b> ~[moodle]salt}", []string{
			`what-is-h2o choice "What is H2O?" = "water & ice" wrong [<b> salt] said water & ice="Yes"`}, nil},
		{"plain and markdown", "[plain]Is <b> &amp; bold?{T}\n\n[markdown]*Is* ![a cat](cat.png) 1 < 2?{T}\n\n[other]kept?{T}", []string{
			`is-b-amp-bold truefalse "Is <b> &amp; bold?" true`, `is-a-cat-1-2 truefalse "*Is* a cat 1 < 2?" true`, `other-kept truefalse "[other]kept?" true`},
			[]string{`quiz.txt:3: is-a-cat-1-2: shows cat.png, which does not come along`}},
		{"moodle's own format", "a<br>b <em>c</em>\nd{T}", []string{`a-b-c-d truefalse "a\nb c\nd" true`}, nil},
		{"images", "What is this?\n<img src=\"@@PLUGINFILE@@/cat.png\" alt=\"an animal\"> {\n=cat\n~dog <img src\\=dog.png>}", []string{
			`what-is-this-an-animal choice "What is this?\nan animal" = "cat" wrong [dog]`}, []string{
			`quiz.txt:2: what-is-this-an-animal: shows @@PLUGINFILE@@/cat.png, which does not come along`,
			`quiz.txt:4: what-is-this-an-animal: shows dog.png, which does not come along`}},
		{"categories", "$CATEGORY: $course$/top/Sky//air\n::a::A{T}\n\n$CATEGORY: top/Sea\n\n// [tag:deep]\n::b::B{T}", []string{
			`a truefalse "A" Sky/air true`, `b truefalse "B" Sea,deep true`}, nil},
		{"no text", "{=a}", []string{`question short "What is the answer?" = "a"`}, []string{`quiz.txt:1: question: has no text; "What is the answer?" stands for it`}},
		{"a BOM and CRLF", "\ufeffA{T}\r\n\r\n\r\nB\r\nb{F}\r\n", []string{`a truefalse "A" true`, `b-b truefalse "B\nb"`}, nil},
		{"names twice", "::x::A{T}\n\n::x::B{T}\n\n::漢字::C{T}", []string{`x truefalse "A" true`, `x-2 truefalse "B" true`, `question-c6d29771 truefalse "C" true`}, nil},
		{"an empty name", "::::A{T}", []string{`a truefalse "A" true`}, nil},
		{"=~", "Pick {~=a ~b}", []string{`pick choice "Pick" = "a" wrong [b]`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			imported := imports(t, ImportGIFT, c.text)
			if diff := cmp.Diff(c.want, whole(imported)); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.lost, lost(imported.Losses)); diff != "" {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGIFTTitle(t *testing.T) {
	for _, c := range []struct {
		name, text string
		title      string
		want, tags string
	}{
		{"the one category", "$CATEGORY: Birds\n\nA{T}", "", "Birds", ""},
		{"no category", "A{T}", "", "quiz", ""},
		{"a title that is given", "$CATEGORY: Birds\n\nA{T}", "Animals", "Animals", "Birds"},
		{"a category in one", "$CATEGORY: $course$/top/Soil/Basics\n\nA{T}", "", "Soil: Basics", ""},
		{"several in one", "$CATEGORY: Soil/Basics\n\nA{T}\n\n$CATEGORY: Soil/Advanced/Ions\n\nB{T}", "", "Soil", ""},
		{"several in one, and a title", "$CATEGORY: Soil/Basics\n\nA{T}\n\n$CATEGORY: Soil/Advanced\n\nB{T}", "Exam", "Exam", "Soil"},
		{"not for all", "A{T}\n\n$CATEGORY: Birds\n\nB{T}", "", "quiz", ""},
	} {
		imported, err := ImportGIFT([]byte(c.text), Options{File: "dir/quiz.txt", Title: c.title})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(imported.Draft.Tags, ","); imported.Draft.Title != c.want || got != c.tags {
			t.Errorf("%s: title %q, tags %q; want %q and %q", c.name, imported.Draft.Title, got, c.want, c.tags)
		}
	}
	imported := imports(t, ImportGIFT, "A{T}\n\nbirds\n")
	if diff := cmp.Diff([]string{"birds"}, imported.Draft.Notes); diff != "" {
		t.Errorf("a description at the end (-want +got):\n%s", diff)
	}
}

// What the categories of all questions have in common names the deck; the rest is
// tags.
func TestGIFTCategories(t *testing.T) {
	imported := imports(t, ImportGIFT, "$CATEGORY: top/Soil/Basics\n\nA{T}\n\n$CATEGORY: top/Soil/Advanced/Ions\n\n// [tag:hard]\nB{T}\n\n$CATEGORY: $course$/top/Soil\n\nC{T}\n")
	want := []string{`a truefalse "A" Basics true`, `b truefalse "B" Advanced,Ions,hard true`, `c truefalse "C" true`}
	if diff := cmp.Diff(want, whole(imported)); diff != "" || imported.Draft.Title != "Soil" {
		t.Errorf("title %q, questions (-want +got):\n%s", imported.Draft.Title, diff)
	}
}

func TestGIFTProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no question", "", "quiz.txt: the file holds no questions: check that it is GIFT"},
		{"comments only", "// a\n// b", "quiz.txt: the file holds no questions: check that it is GIFT"},
		{"descriptions only", "\nHello.\n\nYou.", "quiz.txt:2: no question can be asked; of the first: a description asks nothing; it stands as a comment in the deck: Hello.: export questions of another type"},
		{"not closed", "A{T}\n\nB\nb {\n=a\n\n~b}", "quiz.txt:4: the answers are not closed before the empty line: end them with }, and leave no line empty between the braces\n" +
			"quiz.txt:7: a } stands where no { is open: write { before the answers, and \\} for a brace in a text"},
		{"two places", "A{T}\nB{F}", "quiz.txt:2: a second brace stands in the question: put an empty line between questions, and write \\{ and \\} for braces in a text"},
		{"nested", "A{=a\n{b}}", "quiz.txt:2: a second brace stands in the question: put an empty line between questions, and write \\{ and \\} for braces in a text"},
		{"name", "::A{T}", "quiz.txt:1: the name of a question is not closed: write ::name:: with two colons on both sides"},
		{"nothing right", "A\n{~a ~b}", "quiz.txt:1: no answer is right: write = before the right one, or weights such as ~%50%"},
		{"nothing earns full marks", "A{=%50%a}", "quiz.txt:1: no answer earns full marks: write {=the answer}"},
		{"text first", "A{\nx ~a =b}", "quiz.txt:2: text stands before the first = or ~ of the answers: put ~ or = before each answer, and a \\ before a sign that is a letter"},
		{"no arrow", "A{=a->b\n=c}", "quiz.txt:2: an answer has no arrow beside others that have one: write =left -> right for each"},
		{"one pair", "A{=a->b}", "quiz.txt:1: there are no two pairs to match: write =left -> right twice or more, each with a left side of its own"},
		{"a left side twice", "Q{=dog -> barks\n=Dog -> bites}", "quiz.txt:1: there are no two pairs to match: a left side is there more than once, and is kept once: write =left -> right twice or more, each with a left side of its own"},
		{"pictures to pick from", "P {=a ~b}\n\n[html]Which is an oak? {\n=<img src\\=\"oak.png\">\n~<img src\\=\"elm.png\">\n}", "quiz.txt:3: its options show pictures only: write texts for them, or take the question out"},
		{"a right picture", "[html]Which is an oak? {=<img src\\=\"oak.png\"> ~none}", "quiz.txt:1: its right options show pictures only: write texts for them, or take the question out"},
		{"no number", "A{#\n=three}", "quiz.txt:2: the answer is not a number: three: write {#3:0.1}, {#1..5} or {#=3:0.1 =%50%4:1}, with a point for the decimals"},
		{"a comma", "A{#3,1}", "quiz.txt:1: the answer is not a number: 3,1: write {#3:0.1}, {#1..5} or {#=3:0.1 =%50%4:1}, with a point for the decimals"},
		{"infinite", "A{#inf}", "quiz.txt:1: the answer is not a number: inf: write {#3:0.1}, {#1..5} or {#=3:0.1 =%50%4:1}, with a point for the decimals"},
		{"no number at all", "A{#}", "quiz.txt:1: no number earns full marks: write {#3:0.1}"},
		{"empty answer", "A{=}", "quiz.txt:1: no answer earns full marks: write {=the answer}"},
		{"NUL", "A{T}\n\x00", "quiz.txt:2: the file holds a NUL byte, which no text has: name a text file; a package is imported by its ending, .apkg or .colpkg"},
		{"not UTF-8", "A{T}\n\n\xff{T}", "quiz.txt:3: the line is not UTF-8: save the file as UTF-8"},
		{"UTF-16", "\xff\xfeA\x00", "quiz.txt:1: the file is UTF-16: save it as UTF-8"},
	} {
		_, err := ImportGIFT([]byte(c.text), Options{File: "quiz.txt"})
		var problems deck.Problems
		if !errors.As(err, &problems) || err.Error() != c.want {
			t.Errorf("%s: %q gave\n%v\nwant\n%s", c.name, c.text, err, c.want)
		}
	}
}
