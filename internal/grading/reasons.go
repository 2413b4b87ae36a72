package grading

import (
	"fmt"
	"math"
)

// Why a mark goes to a person, and why a score is not the sum of its points. The
// reasons are stored with the mark and shown to learners and graders, so each
// is a plain sentence. docs/decks.md explains those that end with a person.

const (
	reasonTooLong  = "the response is longer than can be marked; only its beginning was"
	reasonSteps    = "the response repeats itself too much to be matched with certainty"
	reasonDenies   = "the response denies what the model answer says"
	reasonStuffing = "the response looks like a list of keywords" + aPersonDecides
	reasonByHand   = "marked by a person"
)

// What follows from a reason.
const (
	aPersonDecides = ": a person decides"
	isZero         = ": the score is 0"
)

// reasonWrong begins the reason of a reject, by the words that it found.
func reasonWrong(words string) string { return fmt.Sprintf("“%s” is wrong content", words) }

// takenOff says what wrong content costs, in the points of the criteria. Those of a
// derived rubric are weights of words, and say nothing to a reader.
func takenOff(points float64, r *Rubric) string {
	if r.spec.Derived {
		return ": points are taken off"
	}
	are := "are"
	if points == 1 {
		are = "is"
	}
	return fmt.Sprintf(": %s of %s points %s taken off", valueText(points), valueText(math.Round(r.total*100)/100), are)
}

// reasonDenied begins the reason of a criterion that is denied.
func reasonDenied(id, words string) string {
	return fmt.Sprintf("the response denies %q, by “%s”", id, words)
}

// reasonContradiction names two criteria of which only one can be right.
func reasonContradiction(one, other string) string {
	return fmt.Sprintf("%q and %q exclude each other, and the response says both", one, other) + aPersonDecides
}

// reasonHeld names the required criterion that holds a score down.
func reasonHeld(limit float64, id string) string {
	return fmt.Sprintf("the score is held at %.2f without %q", limit, id)
}

// reasonLevel names the band that a share of the points fell into.
func reasonLevel(name string, share, score float64) string {
	if share == score {
		return fmt.Sprintf("level “%s”", name)
	}
	return fmt.Sprintf("level “%s”: %.2f of the points counts as %.2f", name, share, score)
}

// reasonRaised names the words of a response that raised its score, of which there
// are n, and by how much; capped, that a score is no more than 1.
func reasonRaised(words string, n int, by float64, capped bool) string {
	reason := fmt.Sprintf("%s %s the score by %.2f", words, ending(n, "raise"), by)
	if capped {
		reason += ", to 1 at most"
	}
	return reason + asMarked
}

// reasonLowered is the same of those that lowered it, which is never below 0.
func reasonLowered(words string, n int, by float64, capped bool) string {
	reason := fmt.Sprintf("%s %s the score by %.2f", words, ending(n, "lower"), by)
	if capped {
		reason += ", to 0 at least"
	}
	return reason + asMarked
}

// asMarked says where the worth of signals comes from.
const asMarked = ", as marked responses suggest"

// ending gives a verb that goes with n things.
func ending(n int, verb string) string {
	if n == 1 {
		return verb + "s"
	}
	return verb
}
