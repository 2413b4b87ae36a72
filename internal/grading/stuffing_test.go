package grading

import (
	"slices"
	"testing"
)

// prose are rubrics of questions that want sentences, by subject.
var prose = map[string][]Criterion{
	"feedback": {
		{ID: "raters", Points: 1, Any: []string{"rater*", "annotator*", "people who rate", "human"}},
		{ID: "agree", Points: 1, All: [][]string{{"prefer*", "like*"}, {"agree*", "flatter*"}}},
		{ID: "model", Points: 1, Any: []string{"reward model", "preference model", "critic"}},
		{ID: "learn", Points: 1, Any: []string{"learn", "train", "optimize"}},
	},
	"buffer": {
		{ID: "acid", Points: 1, All: [][]string{{"weak acid", "acid"}, {"take* up", "neutrali*", "bind*", "consume*"}, {"base", "hydroxide"}}},
		{ID: "base", Points: 1, All: [][]string{{"conjugate base", "base"}, {"take* up", "neutrali*", "bind*", "consume*"}, {"acid", "proton*"}}},
		{ID: "steady", Points: 1, Any: []string{"pH ... [steady|constant|stable]", "little change"}},
	},
	"lung": {
		{ID: "surface", Points: 1, Any: []string{"surface area", "large surface", "many alveoli"}},
		{ID: "thin", Points: 1, Any: []string{"thin wall", "one cell thick", "short distance", "thin"}},
		{ID: "blood", Points: 1, Any: []string{"blood supply", "capillar*", "blood"}},
		{ID: "diffusion", Points: 1, Any: []string{"diffus*", "gradient", "exchange"}},
	},
	"inflation": {
		{ID: "money", Points: 1, Any: []string{"money supply", "more money", "print*", "currency"}},
		{ID: "demand", Points: 1, Any: []string{"demand", "spend*", "buy*"}},
		{ID: "goods", Points: 1, Any: []string{"goods", "supply", "output", "product*"}},
		{ID: "prices", Points: 1, All: [][]string{{"price*", "cost*"}, {"rise", "increase", "up", "higher"}}},
	},
	"erosion": {
		{ID: "water", Points: 1, Any: []string{"water", "rain", "river", "wave*"}},
		{ID: "wear", Points: 1, Any: []string{"wear*", "erode*", "abra*", "carr* away", "transport*"}},
		{ID: "rock", Points: 1, Any: []string{"rock", "soil", "sediment", "particle*"}},
		{ID: "deposit", Points: 1, Any: []string{"deposit*", "settle*", "lay* down"}},
	},
	"revolution": {
		{ID: "debt", Points: 1, Any: []string{"debt", "bankrupt*", "tax*", "deficit"}},
		{ID: "bread", Points: 1, Any: []string{"bread", "harvest*", "hunger", "famine"}},
		{ID: "estates", Points: 1, Any: []string{"third estate", "privilege*", "nobl*", "inequal*"}},
		{ID: "ideas", Points: 1, Any: []string{"enlighten*", "libert*", "rights"}},
	},
}

func proseMark(t *testing.T, subject, response string) Mark {
	t.Helper()
	return mustCompile(t, Spec{Points: 1, Stuffing: true, Criteria: prose[subject]}, nil).Mark(response)
}

func TestHonestShortResponsesAreNoKeywordLists(t *testing.T) {
	for _, tt := range []struct{ subject, response string }{
		{"feedback", "Raters liked agreement, so the reward model learned it."},
		{"feedback", "raters prefer agreement → reward model learns agreement"},
		{"feedback", "human raters prefer agreement, reward model learns"},
		{"feedback", "raters/annotators prefer agreement, critic learns it"},
		{"feedback", "annotators prefer flattery; reward model trained"},
		{"feedback", "People who rate like flattery. Critic learns that."},
		{"feedback", "reward model: learns what raters (annotators) like, agreement and flattery"},
		{"feedback", "raters agreement reward model"},
		{"buffer", "weak acid neutralises base, conjugate base neutralises acid, pH stays constant"},
		{"buffer", "acid binds hydroxide, base binds protons -> pH steady"},
		{"buffer", "The weak acid takes up base; the base takes up protons."},
		{"buffer", "weak acid consumes hydroxide; conjugate base consumes protons"},
		{"lung", "large surface, thin walls, rich blood supply, fast diffusion"},
		{"lung", "thin alveoli, many capillaries"},
		{"lung", "alveoli: large surface area, one cell thick, blood capillaries keep gradient"},
		{"lung", "many alveoli = large surface, short distance, steep gradient"},
		{"inflation", "more money, same goods → prices rise"},
		{"inflation", "People spend more money than there are goods, so prices rise"},
		{"inflation", "demand beats supply, prices increase"},
		{"inflation", "printing money raises demand, output fixed, prices up"},
		{"erosion", "rivers carry away soil, deposit it downstream"},
		{"erosion", "water wears rock, sediment settles"},
		{"erosion", "waves erode rock; particles settle elsewhere"},
		{"revolution", "debt, bread prices, noble privileges, enlightenment ideas"},
		{"revolution", "state bankrupt, people hungry after bad harvests, nobles untaxed"},
		{"revolution", "taxes, famine, privileges, liberty"},
		{"revolution", "heavy taxes and debt, failed harvests, noble privileges"},
		{"erosion", "river water carries rock particles from mountains, deposits sediment"},
	} {
		m := proseMark(t, tt.subject, tt.response)
		if m.Route != RouteAutomatic {
			t.Errorf("%s: %q: %v", tt.subject, tt.response, m.Reasons)
		}
		if metCriteria(&m) < 2 {
			t.Errorf("%s: %q meets too little to be tested: %+v", tt.subject, tt.response, m.Criteria)
		}
	}
}

func TestKeywordListsGoToAPersonAndScoreAtMostHalf(t *testing.T) {
	for _, tt := range []struct{ subject, response string }{
		{"feedback", "rater annotator agree prefer reward model train"},
		{"feedback", "rater, annotator, human, prefer, like, agree, flatter, reward model, critic, learn, train"},
		{"feedback", "raters and annotators and preferences and likes and agreement and flattery and reward model and training"},
		{"feedback", "agree critic human like prefer rater train"},
		{"feedback", "rater prefer agree reward model learn optimize"},
		{"buffer", "weak acid conjugate base take up neutralise bind consume hydroxide protons pH constant"},
		{"buffer", "acid\nbase\nneutralise\nbind\nhydroxide\nproton\npH\nsteady"},
		{"lung", "surface area, thin wall, one cell thick, blood supply, capillaries, diffusion, gradient, exchange"},
		{"lung", "thin blood capillary diffusion gradient exchange surface area"},
		{"inflation", "money supply currency print demand spend buy goods output price cost rise increase"},
		{"inflation", "currency demand goods price print rise supply"},
		{"erosion", "water rain river wave erode abrasion transport rock soil sediment deposit settle"},
		{"erosion", "water / river / erode / transport / rock / sediment / deposit"},
		{"revolution", "debt bankrupt tax deficit bread harvest hunger privilege noble inequality enlightenment liberty rights"},
		{"revolution", "bread debt estate liberty privilege rights third tax"},
	} {
		m := proseMark(t, tt.subject, tt.response)
		if m.Route != RouteReview || m.Score > stuffedLimit || !slices.Contains(m.Reasons, reasonStuffing) {
			t.Errorf("%s: %q: score %v, %s, %v", tt.subject, tt.response, m.Score, m.Route, m.Reasons)
		}
	}
}

func TestKeywordListsAreLookedForOnlyWhereSentencesAreWanted(t *testing.T) {
	list := "rater annotator agree prefer reward model train"
	off := Spec{Points: 1, Criteria: prose["feedback"]}
	if m := mustCompile(t, off, nil).Mark(list); m.Score != 1 || m.Route != RouteAutomatic {
		t.Errorf("without the test: score %v, %s, %v", m.Score, m.Route, m.Reasons)
	}
	one := Spec{Points: 1, Stuffing: true, Criteria: []Criterion{anyOf("rater", "annotator", "agree", "prefer", "reward", "model", "train")}}
	one.Criteria[0].ID, one.Criteria[0].Points = "c", 1
	if m := mustCompile(t, one, nil).Mark(list); m.Route != RouteAutomatic {
		t.Errorf("one criterion: %v", m.Reasons)
	}
	on := Spec{Points: 1, Stuffing: true, Criteria: prose["feedback"]}
	if m := mustCompile(t, on, NewLexicon(Options{Language: "xx"})).Mark(list); m.Route != RouteAutomatic {
		t.Errorf("a language without function words: %v", m.Reasons)
	}
}
