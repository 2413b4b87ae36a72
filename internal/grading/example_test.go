package grading_test

import (
	"fmt"

	"drill/internal/grading"
)

func Example() {
	lexicon := grading.NewLexicon(grading.Options{Language: "en"})
	rubric, err := grading.Compile(grading.Spec{
		Points: 2,
		Criteria: []grading.Criterion{
			{ID: "raters", Points: 1, Any: []string{"rater*", "annotator*", "people [who rate|rating]"}},
			{ID: "agreement-rewarded", Points: 1, All: [][]string{{"prefer*", "reward*"}, {"agree*", "flatter*"}}, Near: 8},
		},
	}, lexicon)
	if err != nil {
		fmt.Println(err)
		return
	}
	mark := rubric.Mark("People who rated the answers prefered those that agreed with them.")
	fmt.Println(mark.Score)
	for _, c := range mark.Criteria {
		for _, e := range c.Evidence {
			fmt.Printf("%s: %s (%s)\n", c.ID, e.Text, e.Keyword)
		}
	}
	// Output:
	// 1
	// raters: People who rated (people [who rate|rating])
	// agreement-rewarded: prefered (prefer*)
	// agreement-rewarded: agreed (agree*)
}

func ExampleCompile_problems() {
	_, err := grading.Compile(grading.Spec{
		Points:   1,
		Criteria: []grading.Criterion{{ID: "raters", Points: 1, Any: []string{"people [who rate"}}},
	}, nil)
	fmt.Println(err)
	// Output:
	// criterion[0].any[0]: a bracket is not closed; close each [ with a ]
}

func ExampleNewChoiceKey() {
	key, err := grading.NewChoiceKey(grading.ChoiceSpec{Right: []string{"pre-training", "fine-tuning"}, Wrong: []string{"prompting"}, Points: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(key.Mark("pre-training\nfine-tuning").Score, key.Mark("pre-training\nprompting").Score)
	// Output:
	// 1 0
}
