package scheduler

import "math"

// Review is one response to a card as models of memory learn from it. A list of
// them is in the order of the log.
type Review struct {
	// Card is the place of the card among those that the list is about, from 0.
	Card int
	// Interval is the one that SM-2 had given and that this response ended; 0 for
	// the first response to a card, or the first since it was reset.
	Interval Interval
	Day      Day
	Rating   Rating
	// Drill says that it was not the first to the card on its study day. It
	// leaves a trace in memory, but tests none: the answer was seen that day.
	Drill bool
}

// Tests reports whether the response shows what was remembered from an earlier
// study day. Others are not predicted.
func (r Review) Tests() bool { return r.Interval > 0 && !r.Drill }

// Prediction is the recall that was expected of a response, 0 to 1, and whether
// the card was remembered.
type Prediction struct {
	Recall   float64
	Recalled bool
}

// leastChance bounds the loss of a prediction that was wrong and certain. A
// learner's own slips are more frequent.
const leastChance = 1e-4

// Loss is the logarithmic loss: −ln of the probability that was given to what
// happened, at most −ln 0.0001. A coin would lose 0.693 each time.
func (p Prediction) Loss() float64 {
	chance := p.Recall
	if !p.Recalled {
		chance = 1 - p.Recall
	}
	return -math.Log(max(chance, leastChance))
}

// Memories gives the memory of each card after the last of its reviews.
func (m *Model) Memories(reviews []Review) []Memory {
	memories := make([]Memory, cardsOf(reviews))
	m.follow(reviews, memories, func(Review, Memory) {})
	return memories
}

// Predict expects each response that tests memory from those before it, and
// lists them in their order.
func (m *Model) Predict(reviews []Review) []Prediction {
	var predictions []Prediction
	m.follow(reviews, make([]Memory, cardsOf(reviews)), func(review Review, memory Memory) {
		if review.Tests() {
			predictions = append(predictions, Prediction{m.Recall(memory, review.Day), review.Rating.Recalled()})
		}
	})
	return predictions
}

// follow carries the memories of cards over reviews, and shows each review the
// memory that it met.
func (m *Model) follow(reviews []Review, memories []Memory, show func(Review, Memory)) {
	for _, review := range reviews {
		memory := memories[review.Card]
		if review.Interval == 0 {
			memory = Memory{}
		}
		show(review, memory)
		memories[review.Card] = m.Next(memory, review.Rating, review.Day)
	}
}

// PredictSM2 reads SM-2 as a forecast: recall falls to 0.9 over the interval
// that it gave, exponentially. It was not made for that, and is shown to compare
// the model with.
func PredictSM2(reviews []Review) []Prediction {
	var predictions []Prediction
	last := make([]Day, cardsOf(reviews))
	for _, review := range reviews {
		if review.Tests() {
			share := float64(review.Day-last[review.Card]) / float64(review.Interval)
			predictions = append(predictions, Prediction{math.Pow(stableRecall, share), review.Rating.Recalled()})
		}
		last[review.Card] = review.Day
	}
	return predictions
}

// cardsOf is how many cards a list of reviews is about.
func cardsOf(reviews []Review) int {
	cards := 0
	for _, review := range reviews {
		cards = max(cards, review.Card+1)
	}
	return cards
}
