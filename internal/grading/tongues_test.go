package grading

import (
	"strings"
	"testing"
)

type saying struct {
	keyword, response string
	want              Outcome
}

// checkSayings marks each response by its keyword in a language.
func checkSayings(t *testing.T, language string, sayings []saying) {
	t.Helper()
	x := NewLexicon(Options{Language: language})
	for _, s := range sayings {
		got := rubricOf(t, anyOf(s.keyword), x).Mark(s.response).Criteria[0].Outcome
		if got != s.want {
			t.Errorf("%s: %q in %q: got %s, want %s", language, s.keyword, s.response, got, s.want)
		}
	}
}

func TestGermanDenials(t *testing.T) {
	const (
		hit    = OutcomeHit
		denied = OutcomeNegated
	)
	checkSayings(t, "de", []saying{
		// behind the verb
		{"verdoppelt", "Die Spannung verdoppelt sich nicht", denied},
		{"verdoppelt", "Die Spannung verdoppelt sich nicht.", denied},
		{"verdoppelt", "verdoppelt sich nicht", denied},
		{"Spannung", "Die Spannung verdoppelt sich nicht", hit},
		{"Spannung", "Spannung verdoppelt sich nicht", hit},
		{"fällt", "Er fällt nicht", denied},
		{"fällt", "fällt nicht", denied},
		{"fällt", "Der Druck fällt nicht ab", denied},
		{"eingreifen", "Der Staat soll nicht eingreifen", denied},
		{"Markt", "Der Staat greift nicht in den Markt ein", denied},
		{"greift", "Der Staat greift nicht in den Markt ein", denied},
		{"steigt", "Die Temperatur steigt nicht mehr", denied},
		{"steigt", "Die Temperatur steigt nie", denied},
		{"Wärme", "Wärme gibt es keine", denied},
		{"Sauerstoff", "Es braucht Sauerstoff nicht", denied},
		{"steigt", "Die Temperatur steigt deshalb nicht", denied},
		{"verdoppelt", "Die Spannung hat sich nicht verdoppelt", denied},
		{"steigt", "weil die Temperatur nicht steigt", denied},
		{"verdoppelt", "Der Strom verdoppelt sich auf keinen Fall", denied},
		{"steigt", "Die Spannung ändert sich nicht und der Strom steigt", hit},
		{"ändert", "Die Spannung ändert sich nicht und der Strom steigt", denied},
		{"Strom", "Er misst nicht die Spannung und den Strom", denied},
		{"steigt", "Ohne Änderung der Spannung ändert sich der Strom: er steigt", hit},
		{"verdoppelt", "Ohne Änderung der Spannung verdoppelt sich der Strom", hit},
		{"steigt", "Ohne Zweifel steigt er", hit},
		{"Sauerstoff", "ohne Stickstoff oder den Sauerstoff", denied},
		// a clause that denies the one before it
		{"steigt", "Der Preis steigt, das stimmt nicht", denied},
		{"steigt", "Der Preis steigt. Das stimmt nicht.", denied},
		{"steigt", "Der Preis steigt, aber das stimmt nicht", denied},
		{"steigt", "Der Preis steigt, das ist falsch", denied},
		{"steigt", "Der Preis steigt, dies ist nicht richtig", denied},
		{"steigt", "Dass der Preis steigt, stimmt nicht", denied},
		{"steigt", "Dass der Preis steigt, ist falsch", denied},
		{"steigt", "Der Preis steigt nicht, das stimmt nicht", hit},
		{"steigt", "Der Preis steigt, das stimmt", hit},
		{"steigt", "Der Preis steigt, das ist nicht falsch", hit},
		{"steigt", "Der Preis steigt, das Ergebnis stimmt nicht", hit},
		{"steigt", "Der Preis steigt, das stimmt nicht mit dem Gesetz überein", hit},
		{"fällt", "Der Preis steigt, das stimmt nicht, er fällt", hit},
		// the "nicht" of a keyword
		{"nicht ... steigt", "dass er niemals steigt", hit},
		{"steigt nicht", "er steigt nie", hit},
		{"nicht ... steigt", "dass er nicht nur steigt", denied},
		// before what is denied
		{"linear", "Der Druck steigt nicht linear an", denied},
		{"Sauerstoff", "Dabei entsteht kein Sauerstoff", denied},
		{"Sauerstoff", "Es entsteht keinerlei Sauerstoff", denied},
		{"Sauerstoff", "Die Reaktion läuft ohne Sauerstoff ab", denied},
		{"Sauerstoff", "weder Stickstoff noch Sauerstoff entsteht", denied},
		{"Stickstoff", "weder Stickstoff noch Sauerstoff entsteht", denied},
		{"Regel", "niemand hat eine Regel geschrieben", denied},
		{"Energie", "es wird kaum Energie frei", denied},
		{"Fakten", "es lernt Stil statt Fakten", denied},
		// where the clause ends
		{"halbiert", "Die Spannung verdoppelt sich nicht, sondern halbiert sich", hit},
		{"verdoppelt", "Die Spannung verdoppelt sich nicht, sondern halbiert sich", denied},
		{"halbiert", "Die Spannung verdoppelt sich nicht, sie halbiert sich", hit},
		{"verdoppelt", "Sie fällt nicht, sie verdoppelt sich", hit},
		{"exponentiell", "nicht linear, sondern exponentiell", hit},
		{"exponentiell", "nicht linear sondern exponentiell", hit},
		{"steigt", "der Druck fällt nicht sondern steigt", hit},
		{"steigt", "Der Druck bleibt nicht gleich, weil die Temperatur steigt", hit},
		{"steigt", "kein Wunder, die Temperatur steigt", hit},
		// what is none, and two of them
		{"Druck", "Nicht nur der Druck steigt, sondern auch die Temperatur", hit},
		{"Temperatur", "Nicht nur der Druck steigt, sondern auch die Temperatur", hit},
		{"steigt", "Es steigt nicht nur der Druck", hit},
		{"Energie", "nicht mehr als die Hälfte der Energie", hit},
		{"Sauerstoff", "Das geht nicht ohne Sauerstoff", hit},
		{"steigt", "Nein, der Druck steigt", hit},
		// a denied verb of thinking
		{"steigt", "Ich glaube nicht, dass der Druck steigt", denied},
		{"steigt", "Es stimmt nicht, daß der Druck steigt", denied},
		{"steigt", "Es ist falsch, dass der Druck steigt", denied},
		{"steigt", "Er merkt nicht, dass der Druck steigt", hit},
		// a keyword that is a negation itself
		{"kein ... Sauerstoff", "dabei entsteht kein Sauerstoff", hit},
		{"verdoppelt ... nicht", "die Spannung verdoppelt sich nicht", hit},
	})
}

func TestGermanForms(t *testing.T) {
	const (
		hit    = OutcomeHit
		missed = OutcomeMissed
	)
	checkSayings(t, "de", []saying{
		{"Wärmeleitung", "waermeleitung", hit},
		{"Wärmeleitung", "warmeleitung", hit},
		{"Waermeleitung", "durch Wärmeleitung", hit},
		{"Größe", "Groesse", hit},
		{"Größe", "grösse", hit},
		{"Öl", "Oel", hit},
		{"neue Quelle", "neuen Quellen", hit},
		{"dass", "daß", hit},
		{"Photosynthese", "Fotosynthese", hit},
		{"Calcium", "Kalzium", hit},
		{"Potenzial", "Potential", hit},
		{"Vektorraum", "Vektor-Raum", hit},
		{"Vektorraum", "Vektor Raum", hit},
		{"Vektor-Raum", "Vektorräume", hit},
		{"steigen", "der Druck steigt", hit},
		{"fallen", "er fiel", hit},
		{"leiten", "Metall leitet Strom", hit},
		{"verdoppeln", "sie verdoppelt sich", hit},
		{"Verdopplung", "sie verdoppelte sich", hit},
		{"oxidieren", "Eisen oxidiert", hit},
		{"gibt es", "da gibt's Energie", hit},
		{"Rate der Antwort", "Rate Antworten", hit},
		{"Leitung", "der Leiter", missed},
		{"Leben", "die Leber", missed},
		{"messen", "das Messer", missed},
		{"Markt", "die Marke", missed},
		{"Organ", "organisch", missed},
		{"Nitrat", "Nitrit", missed},
		{"Sulfat", "Sulfid", missed},
		{"Propan", "Propen", missed},
		{"Hypotonie", "Hypertonie", missed},
		{"bekannt", "unbekannt", missed},
		{"Welle", "Quelle", missed},
		{"Photosynthese", "Fotosyntese", OutcomeFuzzy},
	})
}

func TestFrenchDenials(t *testing.T) {
	const (
		hit    = OutcomeHit
		denied = OutcomeNegated
	)
	checkSayings(t, "fr", []saying{
		{"double", "La tension ne change pas et le courant double", hit},
		{"courant", "Elle ne change pas la tension et le courant", denied},
		{"double", "La tension ne double pas", denied},
		{"tension", "La tension ne double pas", hit},
		{"double", "la tension double pas", denied},
		{"oxygène", "Il n'y a pas d'oxygène", denied},
		{"oxygène", "il n’est jamais question d’oxygène", denied},
		{"oxygène", "sans oxygène", denied},
		{"oxygène", "aucun oxygène", denied},
		{"azote", "ni oxygène ni azote", denied},
		{"augmente", "elle ne baisse pas, elle augmente", hit},
		{"augmente", "elle ne baisse pas mais augmente", hit},
		{"pression", "non seulement la pression augmente, mais aussi le volume", hit},
		{"pression", "pas seulement la pression", hit},
		{"oxygène", "pas sans oxygène", hit},
		{"température", "elle ne dépend que de la température", hit},
		{"augmente", "je ne pense pas que la pression augmente", denied},
		{"eau", "l'eau", hit},
		{"énergie", "production d'energie", hit},
		{"source d'énergie", "la source de l'énergie", hit},
		{"université", "univers", OutcomeMissed},
	})
}

func TestSpanishDenials(t *testing.T) {
	const (
		hit    = OutcomeHit
		denied = OutcomeNegated
	)
	checkSayings(t, "es", []saying{
		{"duplica", "La tensión no se duplica", denied},
		{"tensión", "La tensión no se duplica", hit},
		{"duplica", "la tensión nunca se duplica", denied},
		{"oxígeno", "no hay ningún oxígeno", denied},
		{"oxígeno", "sin oxígeno", denied},
		{"oxígeno", "no hay nunca oxígeno", denied},
		{"nitrógeno", "ni oxígeno ni nitrógeno", denied},
		{"sube", "tampoco sube", denied},
		{"baja", "no sube, baja", hit},
		{"baja", "no sube sino que baja", hit},
		{"presión", "no sólo sube la presión, sino también el volumen", hit},
		{"presión", "No, la presión sube", hit},
		{"oxígeno", "no sin oxígeno", hit},
		{"universidad", "universal", OutcomeMissed},
	})
}

func TestEnglishVerbsAreDeniedByWhatStandsBeforeThem(t *testing.T) {
	checkSayings(t, "en", []saying{
		{"doubles", "the voltage does not double", OutcomeNegated},
		{"doubles", "it doesn't fall, it doubles", OutcomeHit},
		{"falls", "it doesn't fall, it doubles", OutcomeNegated},
		{"doubles", "it doesnt fall it doubles", OutcomeHit},
		{"doubles", "it does not only fall but doubles", OutcomeHit},
	})
}

func TestALanguageOfWhichLittleIsKnownIsMarkedByItsWords(t *testing.T) {
	checkSayings(t, "it", []saying{{"acqua", "non acqua", OutcomeHit}})
	checkSayings(t, "pl", []saying{{"woda", "nie woda", OutcomeHit}})
}

func TestNegationsWithoutEndAreMarkedToTheEnd(t *testing.T) {
	for language, words := range map[string]string{
		"de": "kaum kaum nicht Druck ", "fr": "ne pas ne que pression ", "es": "no sin nunca presion ",
	} {
		r := rubricOf(t, anyOf("Druck", "pression", "presión"), NewLexicon(Options{Language: language}))
		for _, tail := range []string{"", ", ", "ein "} {
			if m := r.Mark(strings.Repeat(words+tail, 2_000)); m.Route != RouteAutomatic {
				t.Errorf("%s: %v", language, m.Reasons)
			}
		}
	}
}

func FuzzNegationInEveryLanguage(f *testing.F) {
	f.Add("Die Spannung fällt nicht ab, sondern steigt. Ne pas que, non seulement; no sin nunca d'eau n'")
	f.Add("nicht kein ohne, dass falsch nicht")
	f.Fuzz(func(t *testing.T, response string) {
		for _, language := range []string{"de", "fr", "es"} {
			r := rubricOf(t, anyOf("steigt", "eau", "nunca ... sin"), NewLexicon(Options{Language: language}))
			m := r.Mark(response)
			if m.Score < 0 || m.Score > 1 {
				t.Errorf("%s: score %v", language, m.Score)
			}
			checkEvidence(t, response, m)
		}
	})
}
