package session

import "drill/internal/scheduler"

// Past is the reviews of one learner as models of memory learn from them. The
// zero value is a past without reviews.
type Past struct {
	Cards   []string           // keys; scheduler.Review.Card is a place among them
	Reviews []scheduler.Review // in the order of the log
	places  map[string]int
}

// Add adds a review that counts, the next one in the order of the log.
func (p *Past) Add(review Review) {
	place, known := p.places[review.Card]
	if !known {
		if p.places == nil {
			p.places = make(map[string]int)
		}
		place = len(p.Cards)
		p.places[review.Card] = place
		p.Cards = append(p.Cards, review.Card)
	}
	p.Reviews = append(p.Reviews, scheduler.Review{
		Card: place, Interval: review.Before.Interval, Day: review.Day,
		Rating: scheduler.RatingOf(review.Quality), Drill: review.Drill(),
	})
}
