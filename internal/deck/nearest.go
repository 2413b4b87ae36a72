package deck

import (
	"cmp"
	"strings"
)

// Nearest is the known word that was probably meant by a mistyped one, or "". Up
// to a third of the letters may differ, since with more any word is near some
// other.
func Nearest(word string, known []string) string {
	const longest = 40
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", max(1, len(word)/3)+1
	for _, candidate := range known {
		if abs(len(candidate)-len(word)) >= bestDistance || len(candidate) > longest {
			continue
		}
		if distance := editDistance(strings.ToLower(word), candidate); distance < bestDistance {
			best, bestDistance = candidate, distance
		}
	}
	return best
}

// editDistance counts the letters to insert, delete, replace or swap with their
// neighbour (optimal string alignment).
func editDistance(a, b string) int {
	before, previous := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current := make([]int, len(b)+1)
		current[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous = previous, current
	}
	return previous[len(b)]
}

func abs(n int) int { return max(n, -n) }

// slug makes an id of a text, to suggest one.
func slug(text string) string { return cmp.Or(slugOf(text), "my-id") }
