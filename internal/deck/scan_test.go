package deck

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// In these texts every value is the number of the line that its key, or its
// place in a list, stands on. So each says itself where it should be found.
var selfNumbered = map[string]string{
	"keys":            "a = 1\nb = 2\n\n# c\nc = 5 # six\n",
	"no end of line":  "a = 1\nb = 2",
	"CRLF":            "a = 1\r\nb = 2\r\n\r\nc = 4\r\n",
	"texts":           "a = \"1\"\nb = '2'\nc = \"a # \\\" b\"\nd = 4\n",
	"kinds":           "a = true\nb = 1979-05-27 07:32:00 # date\nc = 3\nd = 4e0\ne = -inf\nf = 6\n",
	"several lines":   "a = \"\"\"\n2\n\"\"\"\nb = 4\nc = '''\n[no]\n'''\nd = 8\n",
	"fences":          "a = \"\"\"one\"\"\"\nb = 2\nc = '''x'''''\nd = 4\ne = \"\"\"\n\\\"\"\"\\\n\"\"\"\"\"\nf = 8\n",
	"escaped newline": "a = \"\"\"x \\\n   y\"\"\"\nb = 3\n",
	"blank texts":     "a = \"\"\nb = ''\nc = \"\"\"\"\"\"\nd = ''''''\ne = 5\n",
	"tables":          "[a]\nx = 2\n[b]\nx = 4\n[a.c]\nx = 6\n",
	"parents later":   "[a.b]\nx = 2\n[a]\ny = 4\n[a.c]\nx = 6\n",
	"lists of tables": "[[q]]\na = 2\n[[q]]\na = 4\n[[q]]\n\na = 7\n",
	"nested lists":    "[[q]]\na = 2\n[[q.c]]\nb = 4\n[[q.c]]\nb = 6\n[[q]]\n[[q.c]]\nb = 9\n[q.t]\nz = 11\n[[q.t.u]]\ny = 13\n",
	"dotted":          "a.b = 1\na.c.d = 2\n[t]\nx.y = 4\nx.z = 5\n",
	"quoted keys":     "\"a b\" = 1\n'c.d' = 2\ne.\"f.g\".h = 3\n\"\" = 4\n\"\\u00e9\\t\\\"\" = 5\n[\"x.y\"]\nz = 7\n[ p . q ]\nr = 9\n",
	"lists":           "a = [1, 1, 1]\nb = [\n  3,\n  4, # four\n\n  6,\n]\nc = [[8], [\n9, 9], [\n10 ]]\nd = 11\n",
	"list of texts":   "a = [\n\"2\", '3 ] , #',\n\"\"\"\n4\n]\"\"\"\n]\nb = 7\n",
	"inline tables":   "a = { b = 1, c = { d = 1 }, e.f = 1 }\nl = [\n  { x = 3 },\n  { x = 4, y = [4, 4] }, {},\n]\nm = 6\n",
	"long inline":     "a = {\n  b = 2, # two\n  c = { d = 3,\n  e = 4 },\n}\nf = 6\n",
	"many keys":       manyKeys(),
	"white space":     "\t a\t=\t1 \n  [ t ]  # t\n  b =3\n",
	"empty":           "",
	"comments":        "# a = 1\n#\n  # [x]",
}

func manyKeys() string {
	var b strings.Builder
	b.WriteString("[t]\n")
	for i := range 50 {
		fmt.Fprintf(&b, "k%d = %d\n", i, i+2)
	}
	return b.String()
}

func TestEveryValueIsFoundOnItsLine(t *testing.T) {
	for name, text := range selfNumbered {
		t.Run(name, func(t *testing.T) {
			var fields map[string]any
			if _, err := toml.Decode(text, &fields); err != nil {
				t.Fatalf("the test's own text: %v", err)
			}
			found := scan(text, func(int) {})
			if found.root == nil {
				t.Fatalf("scan gave up on:\n%s", text)
			}
			compareShape(t, "", fields, found.root, true)
		})
	}
}

// compareShape holds the places against the values that the library found:
// every key and element must have one, and where lines is set, a number must
// stand on the line it says.
func compareShape(t *testing.T, path string, value any, at *place, lines bool) {
	t.Helper()
	if at == nil {
		t.Errorf("%s: no place", path)
		return
	}
	if fields, ok := value.(map[string]any); ok {
		if len(fields) != len(at.names) {
			t.Errorf("%s: keys %q, want those of %v", path, at.names, fields)
		}
		for key, value := range fields {
			compareShape(t, path+"."+key, value, at.key(key), lines)
		}
		return
	}
	if values, ok := elements(value); ok {
		if len(values) != len(at.items) {
			t.Errorf("%s: %d elements, want %d", path, len(at.items), len(values))
		}
		for i, value := range values {
			compareShape(t, fmt.Sprintf("%s[%d]", path, i), value, at.at(i), lines)
		}
		return
	}
	want, err := strconv.Atoi(strings.TrimSpace(fmt.Sprint(value)))
	if err == nil && lines && at.line != want {
		if _, isText := value.(string); !isText || !strings.HasSuffix(fmt.Sprint(value), "\n") {
			t.Errorf("%s = %v: found on line %d", path, value, at.line)
		}
	}
}

func TestNestingBeyondTheLimitIsFoundWithItsLine(t *testing.T) {
	deep := maxDepth + 1
	for name, test := range map[string]struct {
		text string
		line int
	}{
		"lists":     {"a = 1\nb = " + strings.Repeat("[", deep) + strings.Repeat("]", deep), 2},
		"unclosed":  {"a = " + strings.Repeat("[", 1_000_000), 1},
		"tables":    {"\n\na = " + strings.Repeat("{a = ", deep) + "1" + strings.Repeat("}", deep), 3},
		"key":       {"x = 1\n" + strings.Repeat("a.", deep) + "a = 1", 2},
		"header":    {"[" + strings.Repeat("a.", deep) + "a]", 1},
		"a lot of ": {strings.Repeat("[[a]]\n", 10) + "b = " + strings.Repeat("[[", deep), 11},
	} {
		if got := scan(test.text, func(int) {}).tooDeep; got != test.line {
			t.Errorf("%s: tooDeep = %d, want %d", name, got, test.line)
		}
	}
	fits := "a = " + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)
	if found := scan(fits, func(int) {}); found.tooDeep != 0 || found.root == nil {
		t.Errorf("%d levels: %+v, want them to fit", maxDepth, found)
	}
}

func TestScanGivesUpOnWhatIsNoTOML(t *testing.T) {
	for _, text := range []string{
		"a", "a =", "= 1", "[a", "[[a]", "[]", "a = 1 b = 2", "a = \"x\ny\"", "a = [1", "a = {b = 1", "a = \"\"\"x", "a = '''x''", "a = [1 2]", "[a] b = 1", "a. = 1",
	} {
		if scan(text, func(int) {}).root != nil {
			t.Errorf("scan(%q) found places", text)
		}
	}
}

// FuzzScan holds the scanner against the library: whatever the library reads,
// the scanner finds in the same shape.
func FuzzScan(f *testing.F) {
	for _, text := range selfNumbered {
		f.Add(text)
	}
	files, _ := filepath.Glob("testdata/*/*.toml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, bad := badBytes([]byte(text)); bad {
			return
		}
		found := scan(text, func(int) {})
		if found.tooDeep > 0 || found.twice > 0 {
			return
		}
		fields, err := parseWhole(text)
		if err != nil {
			return
		}
		if found.root == nil {
			t.Fatal("scan gave up on what the library reads")
		}
		compareShape(t, "", fields, found.root, false)
	})
}

func TestAListOfTooManyElementsIsRefusedBeforeItIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"rows":   "rows = [\n" + strings.Repeat("1,\n", maxItems+1) + "]\n",
		"blocks": strings.Repeat("[[question]]\n", maxItems+1),
	} {
		found := scan(text, func(int) {})
		if found.root != nil || found.tooMany < maxItems {
			t.Errorf("%s: scan gave up at line %d, want a line past %d", name, found.tooMany, maxItems)
		}
		r := &reporter{}
		if doc := decode("x.toml", []byte(text), r); doc != nil || len(r.problems) != 1 || !strings.Contains(r.problems[0].Cause, "over 100000 elements") {
			t.Errorf("%s: %v", name, r.problems)
		}
	}
	if found := scan(strings.Repeat("[[question]]\n", maxItems), func(int) {}); found.tooMany > 0 {
		t.Errorf("scan refuses %d elements in line %d", maxItems, found.tooMany)
	}
}
