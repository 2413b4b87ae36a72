package grading

import "strings"

// germanWords says what is known of single words.
var germanWords = []wordSet{
	{flagArticle | flagDeterminer | flagStop | flagNoJoin, "der die das den dem des ein eine einen einem einer eines"},
	{flagNegator | flagNor, "nie niemals nicht"},
	{flagNot, "nicht"},
	{flagNegator, "ohne kaum selten statt anstatt anstelle"},
	{flagNor, `kein keine keinen keinem keiner keines keinerlei nichts niemand niemanden niemandem
		nirgends nirgendwo weder noch keineswegs keinesfalls mitnichten`},
	{flagStop, `nicht nie niemals ohne kaum selten statt anstatt anstelle kein keine keinen keinem
		keiner keines keinerlei nichts niemand niemanden niemandem nirgends nirgendwo weder noch
		keineswegs keinesfalls mitnichten`},
	{flagStarter | flagStop, `aber sondern doch jedoch denn weil obwohl obgleich während wenn falls
		bevor nachdem sobald solange damit sodass indem dass als ob sowie stattdessen sonst nur bloß
		lediglich`},
	{flagBut, "aber sondern doch jedoch"},
	{flagThat | flagThink, "dass"},
	{flagAside | flagStop, "deshalb deswegen daher darum also somit folglich trotzdem dennoch allerdings hingegen dagegen zwar dann"},
	{flagPronoun | flagStop, "er sie es wir ich ihr du man dies diese dieser dieses jene jener jenes"},
	{flagDeterminer, `dies diese dieser dieses diesen diesem jene jener jenes jede jeder jedes alle
		mein meine dein deine sein seine seiner ihre ihrer unser unsere`},
	{flagAux | flagStop, `ist sind war waren bin bist sei wäre wird werden wurde wurden worden würde
		hat haben hatte hatten hast kann können konnte könnte soll sollen sollte muss müssen musste
		darf dürfen durfte will wollen wollte mag mögen möchte lässt lassen gewesen geworden`},
	{flagThink, `glaube glaubt glauben denke denkt denken meine meint meinen sage sagt sagen
		behaupte behauptet behaupten stimmt stimmen heißt bedeutet bedeuten wahr richtig zutrifft
		weiß wissen`},
	{flagFalse, "falsch unwahr unrichtig"},
	{flagAlone, "nur bloß allein lediglich ausschließlich"},
	{flagConjunction | flagStop, "und oder bzw"},
	{flagNoJoin, "in im an am auf zu so da ob um es er ist war du wir ich ja wo bei aus mit von vor nach"},
	{flagPrefix | flagStop, `ab an auf aus bei ein fest her hin los mit nach vor weg zu zurück
		zusammen um über unter wieder`},
	{flagStop, `von vom zum zur in im ins am ans beim durch für gegen bis seit wegen trotz zwischen
		innerhalb außerhalb sich mich dich uns euch ihn ihm ihnen mir dir auch sehr mehr weniger
		viel viele vielen so wie was wer wo wann warum weshalb welche welcher welches hier da dort
		dadurch dafür daran darauf daraus darin davon dazu dabei darüber schon nun jetzt immer oft
		etwas einige manche andere anderen anderer anderes selbst sogar eben wohl mal einmal gar
		überhaupt etwa ungefähr meist meistens zb usw dh bzw ca deren dessen denen welchen nämlich
		machen macht gemacht geben gibt gehen geht kommen kommt tun tut je desto umso ganz eher`},
	{flagAbbreviation, "zb dh bzw usw ca etc vgl evtl inkl bspw sog ggf nr abb"},
	{flagCommon, `Jahr Tag Zeit Mensch Leute Mann Frau Kind Welt Haus Stadt Land Weg Seite Hand Teil
		Ende Anfang Grund Fall Art Weise Form Zahl Menge Wert Punkt Linie Fläche Raum Ort Platz
		Stelle Bild Wort Satz Frage Antwort Beispiel Problem Lösung Ziel Folge Ursache Wirkung
		Regel Gesetz Recht Ordnung Gruppe Klasse Schule Lehrer Schüler Buch Text Name Sprache Arbeit
		Leben Tod Körper Kopf Auge Herz Blut Wasser Luft Feuer Erde Licht Nacht Sonne Mond Stern
		Himmel Wind Regen Schnee Baum Blatt Blume Tier Vogel Fisch Hund Katze Pferd Essen Brot Milch
		Geld Preis Markt Marke Kraft Macht Masse Maß Messer Messe Last Lust Luft Kunst Dienst Dunst Bein
		Bank Band Wand Hand Sand Rand Rind Wind Kern Korn Horn Dorf Torf Kanne Tanne Wanne Pfanne
		Leiter Leber Feder Leder Reihe Reise Rest Nest Test Fest Rose Hose Dose Kasse Klasse Gasse
		Tasse Rasse Gras Glas Grab Grad Rad Bad Pfad Boden Bogen Wagen Magen Regen Segen Seil Keil
		Zeile Meile Welle Quelle Stelle Kelle Zelle Halle Falle Galle Qualle groß klein hoch tief
		lang kurz breit schmal dick dünn schwer leicht stark schwach schnell langsam warm kalt heiß
		hell dunkel neu alt jung gut schlecht besser schön voll leer rein fein hart weich fest flüssig
		offen frei gleich ähnlich anders verschieden einfach schwierig wichtig möglich nötig rund
		ganz halb ein zwei drei vier fünf sechs sieben acht neun zehn hundert tausend oben unten
		links rechts vorne hinten innen außen nah weit früh spät heute gestern morgen sehen hören
		sprechen lesen schreiben rechnen denken wissen kennen lernen lehren leben sterben wachsen
		essen trinken schlafen laufen gehen fahren fliegen fallen steigen sinken stehen sitzen liegen
		legen stellen setzen halten tragen ziehen drücken werfen fangen nehmen bringen holen suchen
		finden verlieren gewinnen kaufen zahlen brauchen nutzen bauen brechen schneiden öffnen
		schließen beginnen enden bleiben ändern zeigen nennen rufen fragen bitten helfen arbeiten
		spielen bilden leiten teilen messen wiegen zählen binden lösen mischen trennen führen folgen
		treffen treiben treten bieten biegen lieben leiden meiden kleiden weiden reden baden laden`},
}

// germanForms are irregular words, each line a base and its other forms.
const germanForms = `
sein ist sind war waren gewesen
fallen fällt fiel fielen gefallen
steigen stieg stiegen gestiegen
sinken sank sanken gesunken
geben gibt gab gaben gegeben
nehmen nimmt nahm nahmen genommen
sehen sieht sah sahen gesehen
gehen ging gingen gegangen
stehen stand standen gestanden
entstehen entstand entstanden
bestehen bestand bestanden
kommen kam kamen
bringen brachte brachten gebracht
denken dachte dachten gedacht
wissen weiß wusste wussten gewusst
finden fand fanden gefunden
binden band banden gebunden
verbinden verband verbanden verbunden
werden wird wurde wurden geworden
wachsen wächst wuchs wuchsen gewachsen
laufen läuft lief liefen gelaufen
fahren fährt fuhr fuhren gefahren
halten hält hielt hielten gehalten
enthalten enthält enthielt enthielten
erhalten erhält erhielt erhielten
lassen lässt ließ ließen gelassen
tragen trägt trug trugen getragen
schlagen schlägt schlug schlugen geschlagen
messen misst maß maßen gemessen
brechen bricht brach brachen gebrochen
sprechen spricht sprach sprachen gesprochen
treffen trifft traf trafen getroffen
werfen wirft warf warfen geworfen
helfen hilft half halfen geholfen
sterben stirbt starb starben gestorben
ziehen zieht zog zogen gezogen
fließen floss flossen geflossen
schließen schloss schlossen geschlossen
fliegen flog flogen geflogen
verlieren verlor verloren
bleiben blieb blieben geblieben
schreiben schrieb schrieben geschrieben
treiben trieb trieben getrieben
schneiden schnitt schnitten geschnitten
greifen griff griffen gegriffen
beginnen begann begannen begonnen
gewinnen gewann gewannen gewonnen
schwimmen schwamm schwammen geschwommen
sitzen saß saßen gesessen
liegen lag lagen gelegen
essen isst aßen gegessen
fressen frisst fraß fraßen gefressen
lesen liest las gelesen
wirken gewirkt
senken gesenkt
leiten geleitet
bilden gebildet
teilen geteilt
Atom Atome Atomen Atoms
Thema Themen
Virus Viren
Bakterium Bakterien
Kriterium Kriterien
Medium Medien
Basis Basen
`

// germanApart are words that the stem alone would join, each line the forms of
// one.
const germanApart = `
Leiter Leitern Leiters
Messer Messern Messers
Messe Messen
Leber Lebern
Polen Polens
Laster Lastern Lasters
Kiefern
elektronisch elektronische elektronischen elektronischer elektronisches
organisch organische organischen organischer organisches anorganisch
Gewissen Gewissens
rechts
Markt Märkte Märkten Markts Marktes
Macht Mächte Mächten
Planet Planeten
Maß Maßes Maße Maßen
Masse Massen
Mutter Mütter Müttern
`

func newGerman() *language {
	l := newLanguage("de")
	snowball := l.algorithm
	l.algorithm = func(word string) string { return germanEnding(snowball(germanVerb(word))) }
	l.spelling = germanSpelling
	l.numerals = germanNumerals
	l.contracted = germanContraction
	l.afterVerb = true
	l.negations = negations{"nicht": {"nie", "niemals", "kaum", "keineswegs", "keinesfalls"}}
	l.denials = []string{"nicht", "kein", "keine", "keinen", "nie", "niemals", "ohne", "weder", "kaum", "nichts"}
	l.learn(germanWords, germanForms, germanApart, "")
	return l
}

// germanSpelling gives a word in normal form one spelling: ae, oe and ue are
// ä, ö and ü, which the normal form writes as a, o and u; and what two spellings
// are in use for (Photo and Foto, Calcium and Kalzium, potentiell and
// potenziell) has one.
func germanSpelling(word string) string {
	if !isASCII(word) {
		return word
	}
	if strings.Contains(word, "e") {
		word = foldUmlauts(word)
	}
	if strings.Contains(word, "ph") {
		word = strings.ReplaceAll(word, "ph", "f")
	}
	if strings.Contains(word, "ti") {
		word = strings.ReplaceAll(strings.ReplaceAll(word, "tiell", "ziell"), "tial", "zial")
	}
	if strings.Contains(word, "c") {
		word = foldC(word)
	}
	return word
}

// foldUmlauts leaves the u of neue, Bauer and Quelle alone: it stands behind
// another vowel or a q.
func foldUmlauts(word string) string {
	if !strings.Contains(word, "ae") && !strings.Contains(word, "oe") && !strings.Contains(word, "ue") {
		return word
	}
	out := make([]byte, 0, len(word))
	for i := range len(word) {
		if word[i] == 'e' && i > 0 && strings.IndexByte("aou", word[i-1]) >= 0 &&
			(i < 2 || strings.IndexByte("aeiouq", word[i-2]) < 0) {
			continue
		}
		out = append(out, word[i])
	}
	return string(out)
}

// foldC writes a c as it is spoken, k or z, except in ch, ck and sch.
func foldC(word string) string {
	out := []byte(word)
	for i := range out {
		if out[i] != 'c' || i+1 == len(out) {
			continue
		}
		switch out[i+1] {
		case 'h', 'k':
		case 'e', 'i', 'y':
			out[i] = 'z'
		default:
			out[i] = 'k'
		}
	}
	return string(out)
}

// germanVerb brings the forms of verbs in -eln and -ieren together, and the nouns
// made of them, which the stemmer leaves apart: verdoppelt and Verdopplung,
// oxidiert and Oxidierung.
func germanVerb(word string) string {
	if len(word) < 7 {
		return word
	}
	for _, ending := range [...]string{"ieren", "ierte", "ierten", "ierter", "iertes", "ierend", "ierung", "ierungen", "iert"} {
		if root, ok := strings.CutSuffix(word, ending); ok {
			return root + "ier"
		}
	}
	for _, ending := range [...]string{"elt", "eln", "elte", "elten", "elnd", "elung", "elungen", "lung", "lungen"} {
		root, ok := strings.CutSuffix(word, ending)
		if !ok || len(root) < 4 || strings.HasSuffix(word, "welt") {
			continue
		}
		// Sammlung, Verdopplung: two consonants before the l that was "el".
		if ending[0] == 'l' && (!isConsonant(root[len(root)-1]) || !isConsonant(root[len(root)-2]) || root[len(root)-1] == 'l') {
			continue
		}
		return root + "el"
	}
	return word
}

// germanEnding takes off the -t or -et of a verb, which the stemmer leaves:
// steigt and steigen, leitet and leiten.
func germanEnding(stem string) string {
	if len(stem) < 5 || stem[len(stem)-1] != 't' {
		return stem
	}
	root := stem[:len(stem)-1]
	if last := root[len(root)-1]; last != 'e' {
		if strings.IndexByte("bfghklmnprsz", last) >= 0 && !strings.HasSuffix(stem, "schaft") {
			return root
		}
		return stem
	}
	root = root[:len(root)-1]
	for _, tail := range [...]string{"d", "t", "chn", "ffn", "tm"} {
		if strings.HasSuffix(root, tail) {
			return root
		}
	}
	return stem
}

func isConsonant(c byte) bool { return c >= 'a' && c <= 'z' && strings.IndexByte("aeiouy", c) < 0 }

// germanContraction reads gibt's and geht's.
func germanContraction(base, tail string) ([2]string, bool) {
	if tail == "s" {
		return [2]string{base, "es"}, true
	}
	return [2]string{}, false
}
