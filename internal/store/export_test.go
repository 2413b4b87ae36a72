package store_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drill/internal/session"
	"drill/internal/store"
)

func export(t reporter, db *store.DB) string {
	t.Helper()
	var text bytes.Buffer
	if _, err := db.Export(ctx, &text); err != nil {
		t.Errorf("Export: %v", err)
	}
	return text.String()
}

func importText(db *store.DB, text string, same ...store.Same) (store.Merged, error) {
	return db.Import(ctx, strings.NewReader(text), same...)
}

func sampleDB(t testing.TB) (*clock, *store.DB) {
	t.Helper()
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	sampleHistory(t, c, db)
	return c, db
}

func TestAnExportImportedElsewhereIsTheSameDatabase(t *testing.T) {
	c, db := sampleDB(t)
	text := export(t, db)
	empty := open(t, inDir(t, "empty.db"), c.optionsSeeded(2))
	merged, err := importText(empty, text)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Import", merged, store.Merged{Learners: 2, Responses: 6, Marks: 6, Events: 14, Changed: 4})
	same(t, "what the copy says", logged(t, empty), logged(t, db))
	if faults := check(t, empty).Faults; len(faults) > 0 {
		t.Errorf("the copy has the faults %v", faults)
	}
	if again := export(t, empty); again != text {
		t.Error("the export of the copy is not the export of the original")
	}
	if again, err := importText(empty, text); err != nil || again != (store.Merged{}) {
		t.Errorf("Import again = %+v, %v", again, err)
	}
	c.record(t, learner(t, empty, "anna"), "deck/a#ask", 4)
}

func TestAnExportCanBeRead(t *testing.T) {
	c := newClock()
	db := open(t, inDir(t, "drill.db"), c.options())
	entry := c.entry("deck/q#ask", 4, session.CardState{})
	entry.Response.Text = "\"a\\b\"\n\x1b[31m\u202eé\U000e0041"
	if _, err := learner(t, db, "").Record(ctx, entry); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(export(t, db), "\n")
	var kinds []string
	for _, line := range lines {
		kinds = append(kinds, strings.SplitN(line+`""`, `"`, 3)[1])
	}
	same(t, "the lines", kinds, []string{"format", "learner", "rubric", "device", "response", "mark", "event", "end", ""})
	if want := `"text":"\"a\\b\"\n\u001b[31m\u202eé\udb40\udc41","prompt":"Why?",`; !strings.Contains(lines[4], want) {
		t.Errorf("the response reads\n%s\nwithout %s", lines[4], want)
	}
	copied := open(t, inDir(t, "copy.db"), c.optionsSeeded(2))
	if _, err := importText(copied, strings.Join(lines, "\n")); err != nil {
		t.Fatal(err)
	}
	same(t, "what the copy says", logged(t, copied), logged(t, db))
}

func TestAnExportIsRefusedAsAWholeForAnythingWrongInIt(t *testing.T) {
	c, source := sampleDB(t)
	text := export(t, source)
	lines := strings.SplitAfter(text, "\n")
	into := open(t, inDir(t, "into.db"), c.optionsSeeded(2))
	c.record(t, learner(t, into, ""), "deck/z#ask", 4)
	before := export(t, into)
	for name, bad := range map[string]struct{ text, says string }{
		"nothing":               {"", "line 1: the file ends before its last line"},
		"a text":                {"Dear diary,\n", "line 1: it is not the first line of an export"},
		"another format":        {`{"format":"other","version":1}` + "\n", "line 1: it is not the first line"},
		"cut within a line":     {text[:len(text)/2], "the file ends before its last line"},
		"cut after a line":      {strings.Join(lines[:9], ""), "line 10: the file ends before its last line"},
		"a text edited":         {strings.Replace(text, "because of raters", "because of readers", 1), "a row of the log was changed"},
		"a quality edited":      {strings.Replace(text, `"quality":2`, `"quality":5`, 1), "a row of the log was changed"},
		"a name edited":         {strings.Replace(text, "Björn", "Bjorn", 1), "a line was changed"},
		"a rubric edited":       {strings.Replace(text, `{\"points\":1}`, `{\"points\":2}`, 1), "line 4: the text of the rubric was changed"},
		"a row dropped":         {strings.Join(append(append([]string{}, lines[:8]...), lines[9:]...), ""), "line 9: rows are missing"},
		"a learner dropped":     {strings.Join(append(append([]string{}, lines[:1]...), lines[2:]...), ""), "should hold 2 learners, and holds 1"},
		"the last row dropped":  {strings.Join(append(append([]string{}, lines[:len(lines)-3]...), lines[len(lines)-2:]...), ""), "ends with row 25 and not with row 26"},
		"two rows swapped":      {strings.Join(append(append([]string{}, lines[:7]...), lines[8], lines[7], strings.Join(lines[9:], "")), ""), "rows are missing"},
		"something after it":    {text + "\n", "something stands after the last line"},
		"an unknown value":      {strings.Replace(text, `"marker":"rubric"`, `"marker":"rubric","mood":"good"`, 1), `"mood" is not known here`},
		"an unknown kind":       {strings.Replace(text, `{"mark":`, `{"stamp":`, 1), `"stamp" is no kind of line`},
		"a number for a text":   {strings.Replace(text, `"prompt":"Why?"`, `"prompt":7`, 1), "prompt: "},
		"a text for a number":   {strings.Replace(text, `"hints":1`, `"hints":"one"`, 1), "hints: "},
		"null":                  {strings.Replace(text, `"prompt":"Why?"`, `"prompt":null`, 1), "is no text"},
		"an id in capitals":     {strings.Replace(text, source.Path(), "", 1)[:strings.Index(text, `"id":"`)+6] + strings.ToUpper(text[strings.Index(text, `"id":"`)+6:]), "should read"},
		"a control in a name":   {strings.Replace(text, "Björn", `Bj\u001brn`, 1), "it holds a control character"},
		"no device before rows": {strings.Join(append(append([]string{}, lines[:4]...), lines[5:]...), ""), "line 5: it does not stand below its device"},
	} {
		_, err := importText(into, bad.text)
		wantError(t, "Import of "+name, err, store.ErrBadExport)
		if err != nil && !strings.Contains(err.Error(), bad.says) {
			t.Errorf("Import of %s = %v, want %q in it", name, err, bad.says)
		}
	}
	if after := export(t, into); after != before {
		t.Error("the database has changed")
	}
}

func TestANewerExportIsRefused(t *testing.T) {
	c, db := sampleDB(t)
	text := export(t, db)
	into := open(t, inDir(t, "into.db"), c.optionsSeeded(2))
	for old, newer := range map[string]string{`"version":1`: `"version":2`, `"schema":`: `"schema":9`} {
		_, err := importText(into, strings.Replace(text, old, newer, 1))
		wantError(t, "Import with "+newer, err, store.ErrNewerExport)
	}
}

func TestAContradictingExportIsRefused(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	one := open(t, filepath.Join(dir, "1.db"), c.options())
	two := open(t, filepath.Join(dir, "2.db"), c.options()) // the same ids
	c.record(t, learner(t, one, ""), "deck/a#ask", 4)
	c.record(t, learner(t, two, ""), "deck/b#ask", 4)
	_, err := importText(one, export(t, two))
	wantError(t, "Import", err, store.ErrConflict)
}

func TestAFaultInTheLogEndsAnExport(t *testing.T) {
	for name, sql := range map[string]string{
		"a changed response": `UPDATE response SET text = 'better' WHERE seq = 1`,
		"a row missing":      `DELETE FROM mark WHERE seq = 2`,
		"the tail cut":       `DELETE FROM event WHERE seq = 26`,
		"a changed rubric":   `UPDATE rubric SET text = 'none'`,
		"no UTF-8":           `UPDATE learner SET name = CAST(x'ff' AS TEXT)`,
	} {
		_, db := sampleDB(t)
		mustExec(t, raw(t, db.Path()), sql)
		_, err := db.Export(ctx, io.Discard)
		wantError(t, "Export with "+name, err, store.ErrDamaged)
	}
}

// TestImportingIsMerging holds an import to what a merge of the same database does.
func TestImportingIsMerging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, dir := newClock(), folder(t)
		one := openLaw(t, filepath.Join(dir, "1.db"), c.options())
		h1 := &history{clock: c, l: learnerLaw(t, one)}
		run(t, h1, 5)
		two := copied(t, one, filepath.Join(dir, "2.db"), c)
		h2 := &history{clock: newClock(), l: learnerLaw(t, two), log: slices.Clone(h1.log)}
		run(t, h1, 5)
		run(t, h2, 5)
		three := copied(t, two, filepath.Join(dir, "3.db"), c)
		merged, err := two.Merge(ctx, one.Path())
		if err != nil {
			t.Fatal(err)
		}
		imported, err := three.Import(ctx, strings.NewReader(export(t, one)))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "Import and Merge", imported, merged)
		if export(t, two) != export(t, three) {
			t.Error("what was merged and what was imported are exported differently")
		}
		whole(t, three)
	})
}

// FuzzImport imports anything. What is refused changes nothing; what is taken
// leaves no fault, and is exported and taken again.
func FuzzImport(f *testing.F) {
	_, db := sampleDB(f)
	text := export(reporterOf(f), db)
	f.Add([]byte(text))
	f.Add([]byte(text[:len(text)/3]))
	f.Add([]byte(strings.Replace(text, "because", "be\x00cause", 1)))
	lines := strings.SplitAfter(text, "\n")
	f.Add([]byte(lines[0] + `{"end":{"learners":0,"rubrics":0,"devices":0,"responses":0,"marks":0,"events":0}}` + "\n"))
	f.Add([]byte(lines[0] + lines[1] + lines[4] + lines[5]))
	// One database is for all that is refused.
	dir, made := f.TempDir(), 0
	into, before := (*store.DB)(nil), ""
	f.Fuzz(func(t *testing.T, text []byte) {
		if into == nil {
			var err error
			made++
			if into, err = store.Open(ctx, filepath.Join(dir, fmt.Sprintf("%d-%d.db", os.Getpid(), made)), newClock().optionsSeeded(2)); err != nil {
				t.Fatal(err)
			}
			before = export(t, into)
		}
		if _, err := into.Import(ctx, bytes.NewReader(text)); err != nil {
			if export(t, into) != before {
				t.Errorf("the database changed, though the import failed: %v", err)
			}
			return
		}
		defer func() { into.Close(); into = nil }()
		if faults := check(t, into).Faults; len(faults) > 0 {
			t.Errorf("an import brought faults: %+v", faults)
		}
		if again, err := importText(into, export(t, into)); err != nil || again != (store.Merged{}) {
			t.Errorf("Import of the export = %+v, %v", again, err)
		}
	})
}

func reporterOf(f *testing.F) reporter { return f }
