package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"drill/internal/deck"
)

func FuzzGIFT(f *testing.F) {
	for _, seed := range []string{
		giftWritten,
		"$CATEGORY: $course$/top/A\n\n// [id:x] [tag:y]\n::n::[html]<b>a</b>\n{\n~%50%a#b\n~%-50%c\n####d}\nend.",
		"a{T#b#c}\n\nb{#=1:2#c =%50%3..4 ~#d}\n\nc{=a->b =->c =d -> e}\n\nd{}\n\ne{=a*#x =%20%b =%0%*#y}\n\nf",
		`a\:\=\~\#\{\}\\\n{=\*}`, "[markdown]![a](b){no}", "\ufeffa\r\n{t}", "a{=+ =-}", "a{~=a ~b}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, ImportGIFT, data) })
}

func FuzzAiken(f *testing.F) {
	for _, seed := range []string{
		"Q?\nA. a\nB) b\nANSWER: B\n\nmore\nthan one\nA. x\n\nB. y\nC. z\nANSWER:C", "Q?\nA. +\nB. +\nANSWER: A", "A. b\nA. a\nanswer: b", "\ufeffQ\r\nA.\tx\r\nB.  y\r\nANSWER: A.",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, ImportAiken, data) })
}

// holds tries what is so of every file: it has problems with lines that are its
// own, or it gives a deck without errors, or it is said why there is none. Losses
// name lines and questions that there are. What comes out can be written as GIFT
// and read again.
func holds(t *testing.T, read Importer, data []byte) {
	o := Options{File: "quiz.txt"}
	lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
	said := func(err error) {
		var problems deck.Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("%v is no list of problems", err)
		}
		for _, problem := range problems {
			if problem.Line < 0 || problem.Line > lines || problem.Cause == "" || problem.Remedy == "" || problem.File != o.File {
				t.Errorf("a problem of %d lines: %+v", lines, problem)
			}
		}
	}
	imported, err := read(data, o)
	if err != nil {
		said(err)
		return
	}
	_, d, err := imported.Sound(o)
	ids := make(map[string]bool)
	for _, source := range imported.Draft.Sources {
		ids[source.ID()] = true
	}
	for _, loss := range imported.Losses {
		leftOut := strings.HasPrefix(loss.What, "left out") || err != nil
		if loss.Line < 1 || loss.Line > lines || loss.File != o.File || loss.Question != "" && !ids[loss.Question] && !leftOut && !wasLeftOut(imported, loss.Question) {
			t.Errorf("a loss of %d lines: %+v", lines, loss)
		}
	}
	if err != nil {
		said(err)
		return
	}
	var out bytes.Buffer
	if _, err := ExportGIFT(&out, d); err != nil {
		t.Fatal(err)
	}
	again, err := ImportGIFT(out.Bytes(), o)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v\n%s", err, out.String())
	}
	if got, want := len(again.Draft.Sources), len(imported.Draft.Sources); got != want {
		t.Errorf("%d questions were written, and %d come back\n%s", want, got, out.String())
	}
}

func wasLeftOut(imported Imported, id string) bool {
	for _, loss := range imported.Losses {
		if loss.Question == id && strings.HasPrefix(loss.What, "left out") {
			return true
		}
	}
	return false
}
