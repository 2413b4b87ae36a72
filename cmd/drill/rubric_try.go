package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"drill/internal/deck"
	"drill/internal/grading"
	"drill/internal/printable"
	"drill/internal/term"
)

func (p *program) tryCommand() *cli.Command {
	return &cli.Command{
		Name:  "try",
		Usage: "mark responses to one question as you type them, or a file of them",
		UsageText: "drill rubric try --deck DECK [flags] QUESTION\n\n" +
			"A line is a response: its score, how each criterion came out and the words that decided. The\n" +
			"deck is read again when its file has changed; an empty line marks the last response again.\n\n" +
			"FILE is CSV with a column response, or a text with a response on each line. With the scores of\n" +
			"people in it (columns score or points, and score2 or points2; or a row for each marker, named\n" +
			"in a column marker) drill says how far the rubric agrees with them and they with each other,\n" +
			"and which responses it passes or fails alone. Rows whose column question names another\n" +
			"question are left out. Figures need ten responses.\n\n" +
			"Example: drill rubric try --deck biology.toml --responses marked.csv osmosis",
		Flags: []cli.Flag{
			deckFlag(),
			&cli.StringFlag{Name: "responses", Usage: "mark the responses in `FILE`; - reads a pipe"},
			&cli.StringFlag{Name: "columns", Usage: "what FILE calls the columns, as `NAMES` such as response=Answer,score=Teacher"},
			&cli.BoolFlag{Name: "json", Usage: "print a JSON document a response, or one for FILE, and nothing else", DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			deckArg, question, err := questionArgument(c)
			if err != nil {
				return err
			}
			columns, err := columnNames(c.String("columns"), judgedColumns)
			if err != nil {
				return err
			}
			bench, err := p.newWorkbench(deckArg, question, c.Bool("json"))
			if err != nil {
				return err
			}
			if path := c.String("responses"); path != "" {
				return bench.tryFile(path, columns)
			}
			return bench.tryLines(c.Context)
		},
	}
}

// workbench is one question of a deck that its author may be editing.
type workbench struct {
	p        *program
	question string
	path     string // of the deck; empty when it cannot be edited
	location deck.Location
	hash     string
	broken   bool // it was not sound when it was last read
	now      *toMark
	json     bool
	bench    term.Bench
}

func (p *program) newWorkbench(deckArg, question string, asJSON bool) (*workbench, error) {
	d, err := p.oneDeck(deckArg)
	if err != nil {
		return nil, err
	}
	w := &workbench{p: p, question: question, hash: d.Hash, json: asJSON}
	if w.now, err = oneQuestion(d, deckArg, question); err != nil {
		return nil, err
	}
	if _, err := w.now.mark(""); err != nil {
		return nil, withHint(err, "mend the deck; `drill deck check %s` shows what to do", quoteArg(deckArg))
	}
	w.watch(deckArg, d)
	var out io.Writer = p.env.Stdout
	if asJSON {
		out = p.env.Stderr
	}
	w.bench = term.Bench{
		In: p.env.Stdin, Out: out, Style: term.NewStyle(out, p.env.Getenv),
		Width: min(term.Width(out), readableWidth), Attended: term.IsTerminal(p.env.Stdin) && term.IsTerminal(out),
	}
	return w, nil
}

// watch notes where the deck stands, unless it is one that comes with drill.
func (w *workbench) watch(deckArg string, d *deck.Deck) {
	path := d.Path
	if looksLikePath(deckArg) {
		path = deckArg
	}
	if !looksLikePath(path) || !exists(path) {
		return
	}
	if place, err := placeOf(path); err == nil {
		w.path, w.location = path, deck.Location{Place: place, Name: place.Deck}
	}
}

// tryLines marks what is typed or piped in.
func (w *workbench) tryLines(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	if !w.json {
		w.bench.Say(w.bench.Style.Strong(printable.Text(w.now.card.Prompt)))
		w.bench.Say(w.bench.Style.Faint(w.about()))
	}
	return w.bench.Run(ctx, func(response string) error {
		w.refresh()
		mark, err := w.now.mark(response)
		if err != nil {
			w.bench.Say(printable.Line(err.Error()) + ".")
			return nil
		}
		if w.json {
			return w.p.printJSONLine(triedResponse{Response: response, Mark: mark})
		}
		w.bench.Show(response, mark)
		return nil
	})
}

// about says by what the question is marked.
func (w *workbench) about() string {
	card := w.now.card
	said := w.now.key
	if spec := card.Rubric(); len(spec.Criteria) > 0 {
		said += ": " + term.Count(len(spec.Criteria), "criterion")
		if len(spec.Criteria) > 1 {
			said = w.now.key + fmt.Sprintf(": %d criteria", len(spec.Criteria))
		}
		if spec.Derived {
			said += ", derived from the model answer"
		}
	}
	return printable.Line(said)
}

// refresh reads the deck again when its files have changed. While they are not
// sound, the question stays as it was.
func (w *workbench) refresh() {
	if w.path == "" {
		return
	}
	hash, err := w.location.Hash()
	if err == nil && hash == w.hash && !w.broken {
		return
	}
	now, err := w.reload()
	if w.broken = err != nil; w.broken {
		w.bench.Say("The deck has changed and cannot be used as it is, so this is marked as before:\n" + printable.Text(err.Error()))
		w.bench.Say(w.bench.Style.Faint("Mend it and press Enter: an empty line marks the response again."))
		return
	}
	w.hash, w.now = hash, now
	w.bench.Say(w.bench.Style.Faint("The deck has changed and was read again: " + w.about()))
}

func (w *workbench) reload() (*toMark, error) {
	d, err := w.location.Load()
	if err != nil {
		return nil, err
	}
	now, err := oneQuestion(d, w.path, w.question)
	if err != nil {
		return nil, err
	}
	_, err = now.mark("")
	return now, err
}

// triedResponse is a response as --json prints it.
type triedResponse struct {
	Line     int          `json:"line,omitempty"` // of the file
	Learner  string       `json:"learner,omitempty"`
	Response string       `json:"response"`
	Mark     grading.Mark `json:"mark"`
}

// printJSONLine writes a document on one line of stdout.
func (p *program) printJSONLine(document any) error {
	text, err := json.Marshal(document)
	if err != nil {
		return err
	}
	_, err = p.env.Stdout.Write(append(printable.JSON(text), '\n'))
	return err
}

// tryFile marks a file, and compares with the scores of people in it.
func (w *workbench) tryFile(path string, columns map[string]string) error {
	judged, err := w.readJudged(path, columns)
	if err != nil {
		return err
	}
	result := w.compare(judged)
	switch {
	case w.json:
		err = w.p.printJSON(result)
	case len(result.Comparisons) == 0:
		for _, one := range judged.responses {
			w.bench.Show(one.Response, one.Mark)
		}
		w.bench.Say(result.headline())
	default:
		w.bench.Say(result.headline())
		for _, comparison := range result.Comparisons {
			w.sayComparison(comparison)
		}
	}
	if err != nil {
		return err
	}
	for i, problem := range result.Problems {
		if i == maxProblemsTold {
			fmt.Fprintf(w.p.env.Stderr, "drill: problem: and %d more\n", len(result.Problems)-i)
			break
		}
		fmt.Fprintf(w.p.env.Stderr, "drill: problem: %s\n", printable.Line(problem))
	}
	if len(result.Problems) > 0 {
		return errFound
	}
	return nil
}

// readAllText reads a file of responses whole: a test set is small.
func (w *workbench) readAllText(path string) (string, error) {
	in, err := w.p.openResponses(path)
	if err != nil {
		return "", err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, maxJudged+1))
	if err != nil {
		return "", fmt.Errorf("read responses: %w", err)
	}
	if len(text) > maxJudged {
		return "", withHint(fmt.Errorf("%s is larger than %d MB", path, maxJudged>>20), "`drill grade` marks files of any size")
	}
	if len(strings.TrimSpace(string(text))) == 0 {
		return "", withHint(errors.New("there are no responses in "+fileName(path)), "write a response on each line, or CSV with a column response")
	}
	return string(text), nil
}

// maxJudged is the most bytes of a file that is compared.
const maxJudged = 256 << 20
