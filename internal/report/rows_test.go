package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/report"
)

// readRow is a row as the tests look at it: its line with its cells or its error.
type readRow struct {
	Line  int
	Cells []string
	Err   string
}

func readAll(t *testing.T, in io.Reader, columns report.Columns) []readRow {
	t.Helper()
	rows, err := report.NewRows(in, columns)
	if err != nil {
		t.Fatal(err)
	}
	var all []readRow
	var block report.Block
	for {
		err := rows.Next(&block)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range block.Rows() {
			read := readRow{Line: row.Line}
			if err != nil {
				read.Err = err.Error()
			} else {
				for _, cell := range slices.Concat(row.Known, row.Others) {
					read.Cells = append(read.Cells, string(cell))
				}
			}
			all = append(all, read)
		}
	}
}

var responseColumns = report.Columns{Known: []string{"question", "response"}, Required: []string{"question", "response"}}

func TestRowsReadWhatSpreadsheetsWrite(t *testing.T) {
	want := []readRow{{Line: 2, Cells: []string{"q1", "one, two"}}, {Line: 3, Cells: []string{"q2", "a \"word\"\nand more"}}, {Line: 5, Cells: []string{"q3", ""}}}
	for name, text := range map[string]string{
		"commas":          "question,response\nq1,\"one, two\"\nq2,\"a \"\"word\"\"\nand more\"\nq3,\n",
		"a mark and CRLF": "\ufeffquestion,response\r\nq1,\"one, two\"\r\nq2,\"a \"\"word\"\"\r\nand more\"\r\nq3,\r\n",
		"semicolons":      "question;response\nq1;one, two\nq2;\"a \"\"word\"\"\nand more\"\nq3;",
		"tabs":            "question\tresponse\nq1\tone, two\nq2\t\"a \"\"word\"\"\nand more\"\nq3\t\n",
		"other order":     "Response,Question\n\"one, two\",q1\n\"a \"\"word\"\"\nand more\",q2\n,q3\n",
		"empty cells":     "question,response,,\nq1,\"one, two\",,\nq2,\"a \"\"word\"\"\nand more\",,\nq3,,,,\n",
		"byte by byte":    "question,response\r\nq1,\"one, two\"\r\nq2,\"a \"\"word\"\"\r\nand more\"\r\nq3,\r\n",
	} {
		var in io.Reader = strings.NewReader(text)
		if name == "byte by byte" {
			in = iotest.OneByteReader(in)
		}
		if diff := cmp.Diff(want, readAll(t, in, responseColumns)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	sep := readAll(t, strings.NewReader("sep=;\r\nquestion;response\r\nq,1;x\r\n"), responseColumns)
	if diff := cmp.Diff([]readRow{{Line: 3, Cells: []string{"q,1", "x"}}}, sep); diff != "" {
		t.Errorf("with Excel's line for the separator (-want +got):\n%s", diff)
	}
}

// TestABrokenRowTakesNoOtherWithIt: what is wrong is said with the line where the
// row begins, and the rows behind it are read.
func TestABrokenRowTakesNoOtherWithIt(t *testing.T) {
	text := "question,response\nq1,\"never ends\nq2,fine\nq3,5\" long\nq4,\"x\" y\nq5,one,two\nq6\nq7,fine\n"
	got := readAll(t, strings.NewReader(text), responseColumns)
	var lines []string
	for _, row := range got {
		lines = append(lines, fmt.Sprintf("%d %s %.40s", row.Line, strings.Join(row.Cells, "|"), row.Err))
	}
	want := []string{
		"2  text stands behind the end of a quoted c", "3 q2|fine ", "4  a quote stands inside a cell without quo",
		"5  text stands behind the end of a quoted c", "6  the row has 3 cells, and there are 2 col",
		"7  the row has 1 cell, and there are 2 colu", "8 q7|fine ",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	open := readAll(t, strings.NewReader("question,response\nq1,\"never ends\nq2,fine\n"), responseColumns)
	if len(open) != 2 || open[0].Err == "" || open[1].Cells[0] != "q2" {
		t.Errorf("a quote that never ends: %+v", open)
	}
}

func TestRowsOfMegabytes(t *testing.T) {
	long := strings.Repeat("words and \"\"words\"\"\n", 60_000) // over a megabyte
	text := "question,response\nq1,\"" + long + "\"\nq2,x\nq3," + strings.Repeat("y", 9<<20) + "\nq4,\"" + strings.Repeat(strings.Repeat("z", 1023)+"\n", 5<<10) + "\nq5,v\n"
	got := readAll(t, strings.NewReader(text), responseColumns)
	want := strings.ReplaceAll(long, `""`, `"`)
	if got[0].Line != 2 || got[0].Cells[1] != want {
		t.Errorf("the long row has %d bytes, want %d", len(got[0].Cells[1]), len(want))
	}
	if got[1].Line != 60_003 || got[1].Cells[0] != "q2" {
		t.Errorf("behind it stands %+v", got[1])
	}
	if got[2].Line != 60_004 || !strings.Contains(got[2].Err, "longer than") {
		t.Errorf("a line without an end is %.100v", got[2])
	}
	if got[3].Line != 60_005 || !strings.Contains(got[3].Err, "does not end") {
		t.Errorf("a quote without an end is %.100v", got[3])
	}
	if last := got[len(got)-1]; last.Cells == nil || last.Cells[0] != "q5" {
		t.Errorf("the last row is %+v", last)
	}
}

func TestColumnsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		text    string
		renamed map[string]string
		want    error
		says    string
	}{
		{"", nil, report.ErrNoTable, "empty"},
		{"\n\n", nil, report.ErrNoTable, "empty"},
		{"\xff\xfeq\x00", nil, report.ErrNoTable, "UTF-16"},
		{"question,answer\n", nil, report.ErrColumns, `no column "response"; there are "question", "answer"`},
		{"question,response\n", map[string]string{"response": "Answer"}, report.ErrColumns, `no column "Answer"`},
		{"question,response,Response\n", nil, report.ErrColumns, `two columns "response"`},
		{"question,\"resp\n", nil, report.ErrNoTable, "line 1"},
	} {
		columns := responseColumns
		columns.Renamed = c.renamed
		_, err := report.NewRows(strings.NewReader(c.text), columns)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("NewRows(%q) says %v, want %v with %q", c.text, err, c.want, c.says)
		}
	}
	got := readAll(t, strings.NewReader("Item,Answer,Class\nq1,x,7b\n"), report.Columns{
		Known: responseColumns.Known, Required: responseColumns.Required,
		Renamed: map[string]string{"question": "item", "response": "Answer"},
	})
	if diff := cmp.Diff([]readRow{{Line: 2, Cells: []string{"q1", "x", "7b"}}}, got); diff != "" {
		t.Errorf("renamed columns (-want +got):\n%s", diff)
	}
}

// FuzzRows reads rows of three columns as encoding/csv does, up to the first row
// that is broken, whatever the sizes in which the text comes.
func FuzzRows(f *testing.F) {
	for _, seed := range []string{
		"a,b,c\n1,2,3\n", "1,\"2\"\"\n\",3\r\n", "\"\"\"\",,\n\n\r\n\"a\r\nb\",2,\"c\"\r", "1,2\n", "\"1\"x,2,3\n4,5,6", "x\"y,2,3", "\"\r", ",,\r", "\r\r\n1,2,3",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		text := append([]byte("a,b,c\n"), body...)
		want := encodingCSV(text)
		for _, in := range []io.Reader{bytes.NewReader(text), iotest.OneByteReader(bytes.NewReader(text))} {
			got := readAll(t, in, report.Columns{})
			for i, row := range want {
				if row.Err != "" {
					if i >= len(got) || got[i].Err == "" || got[i].Line != row.Line {
						t.Fatalf("%q: row %d is %+v, want an error on line %d", body, i, got[min(i, len(got)-1):], row.Line)
					}
					return
				}
				if i >= len(got) {
					t.Fatalf("%q: %d rows, want more than %d", body, len(got), i)
				}
				if diff := cmp.Diff(row, got[i]); diff != "" {
					t.Fatalf("%q (-encoding/csv +Rows):\n%s", body, diff)
				}
			}
			if len(got) != len(want) {
				t.Fatalf("%q: %d rows, want %d", body, len(got), len(want))
			}
		}
	})
}

// encodingCSV reads rows behind the first up to one that is broken or has other
// than three cells, empty ones at its end aside.
func encodingCSV(text []byte) []readRow {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.Read()
	var rows []readRow
	for {
		cells, err := reader.Read()
		if err == io.EOF {
			return rows
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return append(rows, readRow{Line: wrong.StartLine, Err: "broken"})
		}
		line, _ := reader.FieldPos(0)
		for len(cells) > 3 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) != 3 {
			return append(rows, readRow{Line: line, Err: "cells"})
		}
		rows = append(rows, readRow{Line: line, Cells: cells})
	}
}
