package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"drill/internal/session"
)

// limitFlags are the flags for how much a study day brings.
func limitFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "new", Usage: "at most `N` new cards a day; DECK=N: of one deck", DefaultText: strconv.Itoa(session.DefaultLimits.New)},
		&cli.IntFlag{Name: "more", Usage: "`N` new cards more today", Action: notNegative("more")},
		&cli.StringSliceFlag{Name: "limit", Usage: "at most `N` reviews a day; DECK=N: of one deck", DefaultText: strconv.Itoa(session.DefaultLimits.Reviews)},
	}
}

func notNegative(name string) func(*cli.Context, int) error {
	return func(_ *cli.Context, n int) error {
		if n < 0 {
			return withHint(usagef("--%s is %d", name, n), "give 0 or more")
		}
		return nil
	}
}

// limitsFrom reads the limits of a command.
func limitsFrom(c *cli.Context) (session.Limits, error) {
	fresh, err := readAmounts("new", c.StringSlice("new"))
	if err != nil {
		return session.Limits{}, err
	}
	reviews, err := readAmounts("limit", c.StringSlice("limit"))
	if err != nil {
		return session.Limits{}, err
	}
	return session.Limits{
		New: fresh.allOr(session.DefaultLimits.New) + c.Int("more"), NewOf: fresh.of,
		Reviews: reviews.allOr(session.DefaultLimits.Reviews), ReviewsOf: reviews.of,
	}, nil
}

// amounts are numbers of cards: for all decks, and for single ones.
type amounts struct {
	all *int // nil when not given
	of  map[string]int
}

func (a amounts) allOr(usual int) int {
	if a.all == nil {
		return usual
	}
	return *a.all
}

// readAmounts reads the values of a flag, each N or DECK=N.
func readAmounts(flag string, values []string) (amounts, error) {
	var found amounts
	for _, value := range values {
		deck, number, ofDeck := strings.Cut(value, "=")
		if !ofDeck {
			number = value
		}
		n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
		if err != nil || n < 0 || ofDeck && deck == "" {
			return amounts{}, withHint(usagef("--%s is %q", flag, value), "give a number, 0 or more, or the id of a deck and a number: --%s 5 or --%s ai-training=5", flag, flag)
		}
		if !ofDeck {
			all := int(n)
			found.all = &all
			continue
		}
		if found.of == nil {
			found.of = make(map[string]int)
		}
		found.of[strings.TrimSpace(deck)] = int(n)
	}
	return found, nil
}

// hasLimited reports a deck that has a limit and is not in use.
func (a asked) hasLimited(limits session.Limits) error {
	for _, of := range []map[string]int{limits.NewOf, limits.ReviewsOf} {
		for _, id := range slices.Sorted(maps.Keys(of)) {
			if !slices.Contains(a.ids, id) {
				return noSuchDeck(id, a.ids)
			}
		}
	}
	return nil
}
