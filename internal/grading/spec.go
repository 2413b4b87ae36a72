// Package grading marks responses. A rubric is compiled once from what an
// author wrote and then marks any number of responses; the same rubric and
// response always give the same mark. The package is pure: it reads no files,
// no clock and no settings, and imports none of drill's other packages.
package grading

// Engine is the version of the marking rules. It is stored with every mark, so
// that a mark can be explained after the rules have changed.
const Engine = "1"

// Spec is a rubric as an author wrote it, or as Derive made it. Compile turns
// it into a Rubric.
type Spec struct {
	// Points is what a score of 1 is worth on the question's scale; above 0.
	Points float64 `json:"points"`
	// Criteria are the lines of the rubric; at least one.
	Criteria []Criterion `json:"criteria"`
	// Rejects name content that is wrong.
	Rejects []Reject `json:"rejects,omitempty"`
	// Others are rival short answers (the other terms of a cheat sheet, the
	// other keys of a table). A response that names one outside the words
	// that met a criterion hedges, and scores 0.
	Others []string `json:"others,omitempty"`
	// Typos says how many typing mistakes a word may hold; empty means
	// TyposSmall.
	Typos Typos `json:"typos"`
	// NotTypo lists words that are never taken for a mistyped keyword.
	NotTypo []string `json:"not_typo,omitempty"`
	// Loose takes words that look alike for each other (alike.go), a related word for a
	// part of the points (related.go), and a word for denied only where a negator stands
	// at most three words before it.
	Loose bool `json:"loose,omitempty"`
	// Curve is the power that the share of the points earned is raised to, above
	// 0 and at most 2: with 0.5 half of the points give a score of 0.71. 0 means
	// 1, the share itself.
	Curve float64 `json:"curve,omitempty"`
	// Scale is what calibration found a response to score that earns no points
	// and all of them.
	Scale *Scale `json:"scale,omitempty"`
	// Signals are words that calibration found in responses that people scored
	// higher or lower than the criteria do.
	Signals []Signal `json:"signals,omitempty"`
	// Learned is what calibration found for single criteria.
	Learned []Learned `json:"learned,omitempty"`
	// Derived marks a rubric made from a model answer rather than written.
	Derived bool `json:"derived,omitempty"`
	// Bands turn the share of points into one of a few levels; none leaves it.
	Bands []Band `json:"bands,omitempty"`
	// Stuffing leaves a list of keywords in place of an answer to a person.
	Stuffing bool `json:"stuffing,omitempty"`
}

// Criterion is one line of a rubric. It is met by any one keyword of Any (or by
// AtLeast of them), or by one keyword from each group of All, or by Number, by
// the expression PMatch, or by any one form of Pattern. Exactly one of the five
// is given. Where several keywords are wanted they share no word of the response.
type Criterion struct {
	ID     string   `json:"id"`
	Points float64  `json:"points"`
	Any    []string `json:"any,omitempty"`
	// AtLeast is how many different keywords of Any must be there; 0 means 1.
	AtLeast int        `json:"at_least,omitempty"`
	All     [][]string `json:"all,omitempty"`
	Number  *Number    `json:"number,omitempty"`
	// Near is the most words that may stand between the groups of All, or at
	// a "..." inside a keyword. 0 means anywhere in the response for All, and
	// defaultGap words for "...".
	Near int `json:"near,omitempty"`
	// Order asks for the groups of All in the order written.
	Order bool `json:"order,omitempty"`
	// Required caps the score while the criterion is not met.
	Required bool `json:"required,omitempty"`
	// CapWithout is that cap, 0 to 1; nil means just under the pass mark.
	CapWithout *float64 `json:"cap_without,omitempty"`
	// Excludes are ids of criteria that contradict this one: where both are
	// met, a person decides. One of the two need name the other.
	Excludes []string `json:"excludes,omitempty"`
	// IfNegated says what it means that a response denies the criterion; empty
	// means DeniedMiss.
	IfNegated Denied `json:"if_negated,omitempty"`
	// Feedback is shown to a learner whose response does not meet it.
	Feedback string `json:"feedback,omitempty"`
	// FeedbackHit is shown to one whose response meets it.
	FeedbackHit string `json:"feedback_hit,omitempty"`
	// FeedbackNegated is shown in place of Feedback where the response denies it.
	FeedbackNegated string `json:"feedback_negated,omitempty"`
	// PMatch is an expression of the Open University's Pattern Match language.
	PMatch string `json:"pmatch,omitempty"`
	// Pattern are forms of the whole response: a * stands for any run of
	// characters, \\* for a star. White space and Unicode form do not matter.
	Pattern []string `json:"pattern,omitempty"`
	// MatchCase makes capitals count in PMatch and Pattern.
	MatchCase bool `json:"match_case,omitempty"`
	// Of goes with Any in a comparison: names of what the criterion is about.
	// Among criteria with Of, each is met only by its value said of its name,
	// and not of another's.
	Of []string `json:"of,omitempty"`
	// Answer numbers the model answer, from 1, that the criterion belongs to. Of
	// several only the one that a response comes closest to counts. 0 belongs to
	// all.
	Answer int `json:"answer,omitempty"`
}

// Scale says what a response that holds words scores before signals and rejects:
// None where it earns no points, All where it earns every one, and in between in
// proportion to the curved share. Both are 0 to 1.
type Scale struct {
	None float64 `json:"none"`
	All  float64 `json:"all"`
}

// Signal adds Each, -1 to 1, to the score for every different one of its words that
// a response holds, denied or not. A signal is evidence from responses that people
// marked, and not something that an author asks for.
type Signal struct {
	Each  float64  `json:"each"`
	Words []string `json:"words"`
}

// Learned is what calibration found for one criterion. It stands beside what the
// author wrote.
type Learned struct {
	// Criterion is the id. In a derived rubric one that is not there counts for
	// nothing: the model answer has changed since.
	Criterion string `json:"criterion"`
	// Any are keywords that meet the criterion too.
	Any []string `json:"any,omitempty"`
	// Points are what it is worth in place of its own; 0 leaves them.
	Points float64 `json:"points,omitempty"`
}

// Reject names content that is wrong in a response.
type Reject struct {
	ID   string     `json:"id"`
	Any  []string   `json:"any,omitempty"`
	All  [][]string `json:"all,omitempty"`
	Near int        `json:"near,omitempty"`
	// Effect says what the mark loses when the content is there.
	Effect Effect `json:"effect"`
	// Points are taken off by the effect minus; 0 means 1 point.
	Points   float64 `json:"points,omitempty"`
	Feedback string  `json:"feedback,omitempty"`
}

// Number is a quantity to be found anywhere in a response.
type Number struct {
	Value     float64   `json:"value"`
	Tolerance Tolerance `json:"tolerance"`
	// Unit is shown with the value. A response in another unit of the same kind
	// is converted; one in a unit of another kind is refused. Empty: any unit.
	Unit string `json:"unit,omitempty"`
	// Also are other values that count as right.
	Also []float64 `json:"also,omitempty"`
	// From and To are the ends of a range, which count as right. Both are given
	// or none; Value and Tolerance are then its middle and half its width.
	From *float64 `json:"from,omitempty"`
	To   *float64 `json:"to,omitempty"`
	// UnitRequired refuses a number without a unit.
	UnitRequired bool `json:"unit_required,omitempty"`
	// Figures is how many significant figures the number must have, and
	// LeastFigures the fewest it may have; 0 means any. With either, the value
	// rounded to the figures of the response is right. At most one is given.
	Figures      int `json:"figures,omitempty"`
	LeastFigures int `json:"least_figures,omitempty"`
	// Single refuses a response that names other values beside the right one.
	Single bool `json:"single,omitempty"`
}

// Range is the Number of a range: from one end to the other, both included.
func Range(from, to float64) Number {
	return Number{Value: from/2 + to/2, Tolerance: Tolerance{Amount: to/2 - from/2}, From: &from, To: &to}
}

// Tolerance is how far a number may lie from the value: Amount itself, or that
// fraction of the value (0.02 for "2%").
type Tolerance struct {
	Amount   float64 `json:"amount"`
	Relative bool    `json:"relative,omitempty"`
}

// Effect is what a reject does to a mark.
type Effect string

const (
	EffectZero   Effect = "zero"   // the score is 0
	EffectMinus  Effect = "minus"  // points are taken off, never below 0
	EffectReview Effect = "review" // a person decides
)

// Denied says what it means that the words of a criterion are there and denied.
type Denied string

const (
	DeniedMiss   Denied = "miss"   // the criterion is not met
	DeniedHit    Denied = "hit"    // it is met all the same: to name the thing is enough
	DeniedZero   Denied = "zero"   // the score is 0: who denies this has got it all wrong
	DeniedReview Denied = "review" // it is not met, and a person decides
)

// Typos says how many typing mistakes are forgiven.
type Typos string

const (
	TyposOff   Typos = "off"   // none
	TyposSmall Typos = "small" // one edit in words of 4 letters and more
	TyposBig   Typos = "big"   // and two edits from 8 letters
)

// PassMark is the score from which a response passes.
const PassMark = 0.6
