package grading

import "testing"

func TestShort(t *testing.T) {
	tuning := Short([]string{"fine-tuning"}, []string{"instruction fine-tuning", "RLHF", "Pre-training", "fine tuning"}, 1)
	instruction := Short([]string{"instruction fine-tuning", "SFT"}, []string{"fine-tuning", "RLHF"}, 1)
	rlhf := Short([]string{"RLHF", "reinforcement learning from human feedback"}, []string{"RLAIF", "Constitutional AI", "reward model"}, 1)
	signs := Short([]string{"f(x) = [a|b]*?", "C++"}, []string{"C", "..."}, 1)
	claude := Short([]string{"Claude 3.5 Sonnet"}, []string{"Claude 3 Opus", "GPT-4"}, 1)
	tests := []struct {
		name     string
		spec     Spec
		response string
		want     float64
	}{
		{"the term", tuning, "fine-tuning", 1},
		{"in a sentence", tuning, "I think it's called finetuning.", 1},
		{"mistyped", tuning, "fine-tunign", 1},
		{"a longer rival is another answer", tuning, "instruction fine-tuning", 0},
		{"a hedge", tuning, "fine-tuning or RLHF", 0},
		{"a rival denied is no hedge", tuning, "fine-tuning, not RLHF", 1},
		{"only a rival", tuning, "RLHF", 0},
		{"denied", tuning, "not fine-tuning", 0},
		{"a rival inside the answer", instruction, "instruction fine-tuning", 1},
		{"a rival beside the answer", instruction, "instruction fine-tuning and fine-tuning", 0},
		{"another form", instruction, "SFT", 1},
		{"half of it", instruction, "instruction", 0},
		{"an abbreviation", rlhf, "rlhf", 1},
		{"spelled out", rlhf, "Reinforcement Learning from Human Feedback (RLHF)", 1},
		{"a rival's name mistyped", rlhf, "RLAF", 0},
		{"a rival", rlhf, "RLAIF", 0},
		{"everything", rlhf, "RLHF, RLAIF, constitutional AI", 0},
		{"signs", signs, "f(x) = [a|b]*?", 1},
		{"a language", signs, "C++", 1},
		{"not the other", signs, "C", 0},
		{"versions", claude, "Claude 3.5 Sonnet", 1},
		{"other versions", claude, "Claude 3 Sonnet", 0},
		{"nothing", claude, "", 0},
	}
	for _, tt := range tests {
		m := mustCompile(t, tt.spec, nil).Mark(tt.response)
		if m.Score != tt.want {
			t.Errorf("%s: Mark(%q).Score = %v, want %v; reasons %v", tt.name, tt.response, m.Score, tt.want, m.Reasons)
		}
	}
	m := mustCompile(t, tuning, nil).Mark("fine-tuning or RLHF")
	if len(m.Reasons) != 1 || m.Reasons[0] != "“RLHF” is another answer" {
		t.Errorf("reasons %q", m.Reasons)
	}
	if m := mustCompile(t, tuning, nil).Mark("instruction fine-tuning"); m.Criteria[0].Outcome.Met() {
		t.Errorf("part of a rival is a %s", m.Criteria[0].Outcome)
	}
}
