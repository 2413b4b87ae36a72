// Command drill asks the cards of its decks when they are about to be
// forgotten, marks the responses by rubrics, and reports the scores.
package main

import (
	"context"
	"os"
)

func main() { os.Exit(run(context.Background(), systemEnv(), os.Args)) }
