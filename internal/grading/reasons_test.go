package grading

import (
	"os"
	"strings"
	"testing"
)

func TestEveryReasonForAPersonIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/decks.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, found := strings.Cut(string(page), "### Why a mark goes to a person")
	if !found {
		t.Fatal("docs/decks.md has no chapter on it")
	}
	chapter, _, _ = strings.Cut(chapter, "\n### ")
	for _, reason := range []string{
		reasonTooLong, reasonSteps, reasonDenies, reasonStuffing, reasonByHand,
		reasonWrong("…"), reasonDenied("…", "…"), reasonContradiction("…", "…"),
	} {
		reason, _, _ = strings.Cut(strings.TrimSuffix(reason, aPersonDecides), ", by “")
		reason = strings.NewReplacer("“", `"`, "”", `"`).Replace(reason)
		if !strings.Contains(chapter, "| "+reason+" |") {
			t.Errorf("%q is not explained", reason)
		}
	}
}
