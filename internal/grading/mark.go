package grading

// Scheme marks responses to one question: a *Rubric for what a learner writes, a
// *ChoiceKey, *OrderKey or *MatchKey for what a learner picks, puts in order or
// puts together, and a *HandKey for what only a person can mark.
type Scheme interface {
	// Mark never fails and takes bounded time for any response.
	Mark(response string) Mark
	// Text is the canonical form (JSON) that Hash is taken of.
	Text() string
	// Hash names the scheme: the SHA-256 of Text, in hexadecimal.
	Hash() string
}

// Mark is what a scheme gave a response.
type Mark struct {
	Score     float64           `json:"score"`      // 0 to 1
	Points    float64           `json:"points"`     // Score on the question's scale
	MaxPoints float64           `json:"max_points"` // that scale
	Criteria  []CriterionResult `json:"criteria,omitempty"`
	Rejects   []RejectResult    `json:"rejects,omitempty"`
	Signals   []SignalResult    `json:"signals,omitempty"`
	Reasons   []string          `json:"reasons,omitempty"` // why the score is not the sum, or why a person must look
	Route     Route             `json:"route"`
	Derived   bool              `json:"derived,omitempty"`
	Rubric    string            `json:"rubric"` // the scheme's Hash
	Engine    string            `json:"engine"`
}

// Route says who decides on a mark.
type Route string

const (
	RouteAutomatic Route = "automatic"
	RouteReview    Route = "review"
)

// Outcome says how a criterion came out.
type Outcome string

const (
	OutcomeHit     Outcome = "hit"
	OutcomeFuzzy   Outcome = "fuzzy"   // hit by a word with a typing mistake, or one that is related
	OutcomeNegated Outcome = "negated" // the words are there, but denied
	OutcomeMissed  Outcome = "missed"
	// OutcomeExcluded is not met, and rightly so: one that excludes it is.
	OutcomeExcluded Outcome = "excluded"
)

// Met reports whether the outcome earns the criterion's points.
func (o Outcome) Met() bool { return o == OutcomeHit || o == OutcomeFuzzy }

// CriterionResult is how one criterion came out, with the words that say so.
type CriterionResult struct {
	ID        string  `json:"id"`
	Outcome   Outcome `json:"outcome"`
	Points    float64 `json:"points"`
	MaxPoints float64 `json:"max_points"`
	// Evidence is what met the criterion, was denied, or was given in place of
	// what a match wanted.
	Evidence []Span `json:"evidence,omitempty"`
	// Wanted is, when the criterion is not met, what would have met it, in
	// words a learner can read.
	Wanted   string `json:"wanted,omitempty"`
	Feedback string `json:"feedback,omitempty"`
}

// EffectPart is the effect of a wrong choice that earns a part of the score.
const EffectPart Effect = "part"

// RejectResult is wrong content that was found.
type RejectResult struct {
	ID       string `json:"id"`
	Effect   Effect `json:"effect"`
	Evidence []Span `json:"evidence"`
	Feedback string `json:"feedback,omitempty"`
}

// SignalResult is what the words of one signal did to the score.
type SignalResult struct {
	Score    float64 `json:"score"` // added to the score of the criteria; below 0 it is taken off
	Evidence []Span  `json:"evidence"`
}

// Span is a stretch of the response: bytes Start to End of the text that was
// marked, and the keyword that it met.
type Span struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
	Keyword string `json:"keyword"`
	Typo    bool   `json:"typo,omitempty"`
	// Close is set where it is not the keyword but related to it in meaning, which
	// earns a part of the points.
	Close bool `json:"close,omitempty"`
}
