package grading

import (
	"slices"
	"strings"
	"testing"
)

// TestContrastsAreNeverTakenForEachOther asks both ways, and for every way to
// forgive mistakes.
func TestContrastsAreNeverTakenForEachOther(t *testing.T) {
	pairs := `afferent/efferent absorption/adsorption absorbs/adsorbed absorption/adsorbtion
		phosphite/phosphate phosphites/phosphate hypothermia/hyperthermia hypothermic/hyperthermia
		hypotonic/hypertonic nitrate/nitrite nitrites/nitrates nitride/nitrite decrease/increase
		decreasing/increase sulfate/sulfide chlorate/chloride alkane/alkene ethane/ethanol
		ethane/ethanal ketose/ketone inhibit/inhabit internal/external anabolic/catabolic
		anabolism/catabolism intracellular/intercellular macroscopic/microscopic meiosis/mitosis
		neuron/neutron proton/photon ureter/urethra glucagon/glycogen cytosine/cytidine
		isotropic/isotopic silicon/silicone typical/atypical supersonic/subsonic
		university/universe universal/university universes/universities organ/organic
		organ/organism organism/organization experience/experiment general/generate
		international/internal police/policy policies/police author/authority relative/relativity
		physics/physical electron/electronic mineral/miner rational/ration moral/morale
		numeral/numerous severe/several secret/secretion object/objective emerge/emergency
		meaning/mean human/humane carbon/carbonate conductor/conduction conductivity/conductance
		resistor/resistance capacitor/capacitance capitalism/capital capitalist/capitalism
		decimal/decimate literal/literate terminal/terminate customer/custom convent/convention
		active/activation important/import critic/critical integral/integrity`
	for _, pair := range strings.Fields(pairs) {
		a, b, _ := strings.Cut(pair, "/")
		for _, typos := range []Typos{TyposOff, TyposSmall, TyposBig} {
			for _, words := range [][2]string{{a, b}, {b, a}} {
				r := mustCompile(t, Spec{Points: 1, Typos: typos, Criteria: []Criterion{{ID: "c", Points: 1, Any: []string{words[0]}}}}, nil)
				if got := r.Mark("the " + words[1] + " here").Criteria[0].Outcome; got != OutcomeMissed {
					t.Errorf("typos %s: %s for %s: got %s, want missed", typos, words[1], words[0], got)
				}
			}
		}
	}
}

func TestFormsAreTakenForEachOther(t *testing.T) {
	groups := `university/universities organism/organisms experiment/experimental relativity/relativistic
		agree/agreement/agreed measure/measurement develop/development oxidise/oxidation/oxidizes
		cross-linked/crosslinked crystallise/crystallize/crystallisation resistance/resist
		acid/acidic/acidity conduct/conduction organize/organisation organise/organizing
		absorb/absorbed/absorbing/absorption adsorb/adsorption produces/production carbonate/carbonated policies/policy severely/severe
		electronics/electronic capitalist/capitalists
		add/adds/adding/added err/errs/erring/erred stuff/stuffed boycott/boycotts/boycotted staff/staffed`
	for _, group := range strings.Fields(groups) {
		forms := strings.Split(group, "/")
		for _, keyword := range forms {
			for _, typed := range forms {
				if got := outcomeOf(t, anyOf(keyword), "it is "+typed+" here"); got != OutcomeHit {
					t.Errorf("%s for %s: got %s, want hit", typed, keyword, got)
				}
			}
		}
	}
	if got := outcomeOf(t, anyOf("crosslinked"), "they are cross linked"); got != OutcomeHit {
		t.Errorf("cross linked for crosslinked: got %s, want hit", got)
	}
}

func TestFormulasAreNotTheirBeginnings(t *testing.T) {
	x := NewLexicon(Options{Synonyms: map[string][]string{"CO2": {"carbon dioxide"}}})
	r := rubricOf(t, anyOf("CO2"), x)
	for response, want := range map[string]float64{
		"CO2 is released": 1, "CO₂ is released": 1, "co2": 1, "carbon dioxide is released": 1,
		"CO is released": 0, "carbon monoxide": 0, "CO3": 0, "carbon": 0, "SO₂": 0,
	} {
		if m := r.Mark(response); m.Score != want {
			t.Errorf("%q for CO2: score %v, want %v", response, m.Score, want)
		}
	}
}

func TestOrdinaryWordsAreNoTypingMistakes(t *testing.T) {
	pairs := `filling/filing quality/equality altitude/attitude casual/causal diary/dairy martial/marital
		quiet/quite trial/trail angel/angle desert/dessert breach/beach`
	for _, pair := range strings.Fields(pairs) {
		keyword, typed, _ := strings.Cut(pair, "/")
		if got := outcomeOf(t, anyOf(keyword), "the "+typed); got != OutcomeMissed {
			t.Errorf("%s for %s: got %s, want missed", typed, keyword, got)
		}
	}
	// as spelled in Britain, and in America
	for _, typed := range []string{"flavour", "favour", "analyse", "analyze"} {
		if !englishLanguage().isOrdinary(&token{lexeme: englishLanguage().lexeme(typed)}) {
			t.Errorf("%s is not ordinary", typed)
		}
	}
}

func TestTheListOfOrdinaryWordsIsSorted(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(ordinaryEnglish, "\n"), "\n")
	if !slices.IsSorted(lines) {
		t.Fatal("ordinary_en.txt is not sorted")
	}
	for _, line := range lines {
		if normalise(line).text != line || !holdsLine(ordinaryEnglish, line) {
			t.Fatalf("%q is not found", line)
		}
		if before := line + "\x00"; holdsLine(ordinaryEnglish, before) {
			t.Fatalf("%q is found", before)
		}
	}
	for _, none := range []string{"", "a\nb", "zzzzzz", "AAA", "\n"} {
		if holdsLine(ordinaryEnglish, none) {
			t.Errorf("%q is found", none)
		}
	}
}
