package exchange

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used: a start
// of the program that imports nothing pays for none of them.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
