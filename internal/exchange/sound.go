package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"drill/internal/deck"
)

// maxMends is how often a draft is looked into: each time questions with errors
// are taken out, and the rest may refer to them. A deck tells of ten thousand
// errors at once, and an import has ten times as many questions.
const maxMends = 15

// Sound gives the deck that a draft makes, and its text. Questions in which
// deck.Check finds an error are left out with a loss that names it. The error is
// deck.Problems when something else is wrong, or nothing is left.
func (i *Imported) Sound(o Options) (text []byte, d *deck.Deck, err error) {
	for range maxMends {
		var out bytes.Buffer
		if err := i.Draft.WriteTOML(&out); err != nil {
			return nil, nil, fmt.Errorf("write the deck: %w", err)
		}
		d, problems, err := loaded(out.Bytes())
		if err != nil {
			return nil, nil, err
		}
		if len(problems) == 0 {
			return out.Bytes(), d, nil
		}
		if !i.leaveOut(problems, o.File) {
			return nil, nil, i.located(problems, o.File)
		}
		if len(i.Draft.Sources) == 0 {
			first := i.located(problems[:1], o.File)[0]
			first.Cause, first.Field = "no question can be asked; of the first: "+why(first), ""
			return nil, nil, deck.Problems{first}
		}
	}
	return nil, nil, deck.Problems{{File: o.File, Cause: "the deck has problems in ever more questions", Remedy: "import a part of the file"}}
}

// located are problems as the file that was imported shows them: the deck that
// they were found in is nowhere to be seen.
func (i *Imported) located(problems deck.Problems, file string) deck.Problems {
	located := slices.Clone(problems)
	for n := range located {
		located[n].File, located[n].Line = file, i.line(located[n].Question)
	}
	return located
}

// line is the line of a question, or of the source that it belongs to.
func (i *Imported) line(question string) int {
	if line := i.Lines[question]; line > 0 {
		return line
	}
	source, _, _ := strings.Cut(question, ".")
	return i.Lines[source]
}

// why is the field of a problem and its cause.
func why(p deck.Problem) string {
	if p.Field == "" {
		return p.Cause
	}
	return p.Field + ": " + p.Cause
}

// loaded reads a deck of its text and gives the errors that are in it.
func loaded(text []byte) (*deck.Deck, deck.Problems, error) {
	d, err := deck.Load(deck.Replaced(nil, draftName, text), draftName)
	var problems deck.Problems
	switch {
	case errors.As(err, &problems):
		return nil, problems.Errors(), nil
	case err != nil:
		return nil, nil, err
	}
	return d, deck.Check(d).Errors(), nil
}

// leaveOut takes the questions out that have problems, and reports whether there
// were any. Of a cheat sheet it is the entry; of a table first the way back from a
// cell, then the cell, and at last the row.
func (i *Imported) leaveOut(problems deck.Problems, file string) bool {
	l := leaving{imported: i, file: file, wrong: make(map[string]deck.Problem)}
	for _, problem := range problems {
		if _, told := l.wrong[problem.Question]; !told {
			l.wrong[problem.Question] = problem
		}
	}
	i.Draft.Sources = slices.DeleteFunc(i.Draft.Sources, func(source deck.DraftSource) bool {
		id := source.ID()
		if sheet := source.Sheet; sheet != nil {
			sheet.Entries = slices.DeleteFunc(sheet.Entries, func(e deck.DraftEntry) bool { return l.bad(id + "." + e.ID) })
			return len(sheet.Entries) == 0 || l.bad(id)
		}
		if table := source.Table; table != nil {
			table.Rows = slices.DeleteFunc(table.Rows, func(r deck.DraftRow) bool { return !l.mended(id, r) && l.bad(id+"."+r.ID) })
			return len(table.Rows) == 0 || l.bad(id)
		}
		return l.bad(id)
	})
	return l.left > 0
}

// leaving is one round of leaving out.
type leaving struct {
	imported *Imported
	file     string
	wrong    map[string]deck.Problem // by question, the first
	left     int
}

// bad reports whether a question has a problem, and tells that it is left out.
func (l *leaving) bad(id string) bool {
	problem, bad := l.wrong[id]
	if bad = bad && id != ""; bad {
		l.tell(id, "left out: "+why(problem))
	}
	return bad
}

func (l *leaving) tell(id, what string) {
	l.left++
	l.imported.Losses = append(l.imported.Losses, Loss{File: l.file, Line: l.imported.line(id), Question: id, What: what})
}

// mended asks less of a cell where the problem is in one, and reports whether it
// did.
func (l *leaving) mended(table string, row deck.DraftRow) bool {
	id := table + "." + row.ID
	problem, bad := l.wrong[id]
	column, _, _ := strings.Cut(problem.Field, ".")
	cell, isCell := row.Cells[column]
	if !bad || !isCell || cell.Ask == deck.AskNone {
		return false
	}
	oneWay := column + " is asked for, and the row is not asked from it: " + problem.Cause
	if cell.Ask++; cell.Ask == deck.AskCell {
		l.tell(id, oneWay)
	} else {
		losses := &l.imported.Losses
		*losses = slices.DeleteFunc(*losses, func(loss Loss) bool { return loss.Question == id && loss.What == oneWay })
		l.tell(id, column+" is not asked: "+problem.Cause)
	}
	row.Cells[column] = cell
	return true
}

const draftName = "deck.toml"
