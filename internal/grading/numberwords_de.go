package grading

import "strings"

// German number words. Numbers below a million are one word (einundzwanzig,
// dreitausendfünfhundert); they are folded as all words are, without accents.

var germanNumerals = numerals{
	cardinals: map[string]float64{
		"null": 0, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "funf": 5, "fuenf": 5, "sechs": 6,
		"sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "zwoelf": 12,
		"hundert": 100, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9,
		"milliarden": 1e9, "billion": 1e12, "billionen": 1e12, "anderthalb": 1.5, "dutzend": 12,
	},
	compound: germanCompound,
	fractions: map[string]float64{
		"halb": 0.5, "halbe": 0.5, "halber": 0.5, "halbes": 0.5, "halben": 0.5, "halfte": 0.5,
		"drittel": 1.0 / 3, "viertel": 0.25, "funftel": 0.2, "sechstel": 1.0 / 6, "achtel": 0.125, "zehntel": 0.1,
	},
	scales: map[string]float64{
		"hundert": 100, "tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6,
		"milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "dutzend": 12,
	},
	minus: map[string]bool{"minus": true},
	one:   map[string]bool{"ein": true, "eine": true, "einer": true, "einem": true, "einen": true, "eines": true},
	and:   "und", point: "komma", of: "von", dozen: "dutzend",
}

// germanOnes are what stands before und, hundert and tausend, and germanTens
// behind und.
var (
	germanOnes = map[string]float64{
		"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
	}
	germanTens = map[string]float64{
		"zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50, "fuenfzig": 50, "sechzig": 60,
		"siebzig": 70, "achtzig": 80, "neunzig": 90,
	}
	germanTeens = map[string]float64{
		"eins": 1, "zehn": 10, "elf": 11, "zwolf": 12, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15,
		"fuenfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
	}
)

// germanCompound reads a number of one word, other than the shortest.
func germanCompound(word string) (float64, bool) {
	const shortest = 6 // elfmal is none, einund... is longer
	if len(word) < shortest {
		return 0, false
	}
	if whole, ok := strings.CutSuffix(word, "einhalb"); ok {
		n, ok := germanOnes[whole]
		return n + 0.5, ok
	}
	if head, tail, ok := strings.Cut(word, "tausend"); ok {
		thousands, known := germanBelow(head, 1)
		rest, also := germanBelow(tail, 0)
		return thousands*1000 + rest, known && also
	}
	return germanBelow(word, 0)
}

// germanBelow reads a number below a thousand; an empty text is worth none.
func germanBelow(word string, none float64) (float64, bool) {
	word = strings.TrimPrefix(word, "und") // hundertundeins
	if word == "" {
		return none, true
	}
	if head, tail, ok := strings.Cut(word, "hundert"); ok {
		hundreds, known := germanOnes[head]
		if head == "" {
			hundreds, known = 1, true
		}
		rest, also := germanBelow(tail, 0)
		return hundreds*100 + rest, known && also
	}
	for _, words := range []map[string]float64{germanTens, germanTeens, germanOnes} {
		if n, ok := words[word]; ok {
			return n, true
		}
	}
	ones, tens, _ := strings.Cut(word, "und")
	one, known := germanOnes[ones]
	ten, also := germanTens[tens]
	return one + ten, known && also
}
