package grading

// Short returns the rubric of a short answer: any of the accepted forms, found
// as a phrase. Rivals are other answers to the same question; a response that
// names one beside the right answer, or one of which the right answer is only a
// part, scores 0. A rival that is itself accepted does not count. The texts are
// plain: nothing in them is read as a wildcard.
func Short(accepted, rivals []string, points float64) Spec {
	spec := Spec{Points: points, Typos: TyposSmall}
	own := make(map[string]bool, len(accepted))
	keywords := make([]string, 0, len(accepted))
	for _, text := range accepted {
		text = literal(text)
		if folded := normalise(text).text; !own[folded] {
			own[folded] = true
			keywords = append(keywords, text)
		}
	}
	spec.Criteria = []Criterion{{ID: "answer", Points: 1, Any: keywords}}
	for _, rival := range rivals {
		if text := literal(rival); text != "" && !own[normalise(text).text] {
			spec.Others = append(spec.Others, text)
		}
	}
	return spec
}
