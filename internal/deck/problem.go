package deck

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Severity tells a deck that cannot be used from one that could be better.
type Severity int

const (
	SeverityError   Severity = iota // the deck is not used until it is mended
	SeverityWarning                 // the deck works; an author would want to know
)

// String is "error" or "warning".
func (s Severity) String() string {
	if s == SeverityWarning {
		return "warning"
	}
	return "error"
}

// MarshalText gives the severity by name in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is one thing that is wrong in a deck: where, what, and what to do.
type Problem struct {
	// File is the path as the author knows it.
	File string `json:"file"`
	// Line counts from 1; 0 means that the line is not known.
	Line int `json:"line,omitempty"`
	// Question is the id of the question, or of the sheet or table, that the
	// problem is in; empty for the deck's own keys.
	Question string `json:"question,omitempty"`
	// Field is the key within it, such as meaning or criterion[raters].any.
	// Tables in a list are named by their id, everything else is counted
	// from 1.
	Field    string   `json:"field,omitempty"`
	Cause    string   `json:"cause"`
	Remedy   string   `json:"remedy,omitempty"`
	Severity Severity `json:"severity"`
}

// String is the problem on one line: place, question, field, cause and remedy.
func (p Problem) String() string {
	place := p.File
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
	}
	parts := []string{place, p.Question, p.Field, p.Cause, p.Remedy}
	if p.Severity == SeverityWarning {
		parts[3] = "warning: " + p.Cause
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return strings.Join(parts, ": ")
}

// Problems are all problems of a deck, in the order of its files and lines. A
// non-empty list is an error.
type Problems []Problem

// Error is the problems, a line each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, problem := range ps {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Errors are the problems for which a deck is refused.
func (ps Problems) Errors() Problems { return ps.with(SeverityError) }

// Warnings are the problems that a deck can live with.
func (ps Problems) Warnings() Problems { return ps.with(SeverityWarning) }

func (ps Problems) with(severity Severity) Problems {
	var found Problems
	for _, problem := range ps {
		if problem.Severity == severity {
			found = append(found, problem)
		}
	}
	return found
}

// sorted puts the problems in the order of the files given, then of lines. At
// one line the order of finding stays, and what was found twice is told once.
func (ps Problems) sorted(files []string) Problems {
	order := make(map[string]int, len(files))
	for i, file := range files {
		order[file] = i
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(ps)
}

// maxProblems is how many problems are kept. An author mends a hundred at a
// time; a file that is no deck at all could have millions.
const maxProblems = 10_000

// reporter gathers problems while a deck is read.
type reporter struct {
	problems Problems
	guesses  int // how many ids and texts were looked for among others
	keys     int // and how many keys
}

// How often it is looked for what an author has meant. One who has more of them
// wrong has another problem than spelling. Keys are few to look among.
const (
	maxGuesses    = 50
	maxKeyGuesses = 1000
)

// mayGuess counts a guess, and reports whether it is to be made.
func (r *reporter) mayGuess() bool {
	r.guesses++
	return r.guesses <= maxGuesses
}

// nearest is Nearest for keys, until it has been asked for too often.
func (r *reporter) nearest(key string, known []string) string {
	if r.keys++; r.keys > maxKeyGuesses {
		return ""
	}
	return Nearest(key, known)
}

// full reports whether no more problems are kept.
func (r *reporter) full() bool { return len(r.problems) > maxProblems }

func (r *reporter) add(p Problem) {
	switch {
	case len(r.problems) < maxProblems:
		r.problems = append(r.problems, p)
	case len(r.problems) == maxProblems:
		r.problems = append(r.problems, Problem{File: p.File, Line: p.Line, Cause: fmt.Sprintf("there are over %d problems; the rest are not told", maxProblems), Remedy: "mend these first"})
	}
}

// quoted shows a piece of the author's text in a message, cut where it is long.
func quoted(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strconv.QuoteToGraphic(text)
}

// listed joins words as in "a, b or c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return fmt.Sprintf("%s or %s", strings.Join(words[:last], ", "), words[last])
}
