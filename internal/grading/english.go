package grading

import (
	_ "embed"
	"strings"
)

// commonEnglish are common words, whose forms count as theirs: what a learner
// meant to type, even where a keyword differs from it by one letter, and what
// weighs little in a derived rubric.
//
//go:embed words_en.txt
var commonEnglish string

// englishWords says what is known of single words, one set to a line.
var englishWords = []wordSet{
	{flagArticle | flagDeterminer | flagStop | flagNoJoin, "a an the"},
	{flagNegator, `not never without no none nobody nothing nowhere hardly barely scarcely rarely
		seldom lack lacks lacked lacking`},
	{flagNot, "not"},
	{flagNor, "nor neither"},
	{flagNon, "non"},
	{flagStop, "not never without no none nor neither non"},
	{flagNoJoin, "no not in on at as is so to of be by do if it i we or am us up"},
	{flagStarter, `but however although though because since while whereas yet if unless when
		whenever where until after before otherwise then thus therefore hence so instead rather
		only just cause cuz bc`},
	{flagStop, `but however although though because since while whereas yet if unless when
		whenever where until after before otherwise then thus therefore hence so instead rather
		only just cause than also too very quite really actually simply merely even still`},
	{flagAside, "however therefore thus hence though indeed instead of course fact in actually then"},
	{flagPronoun | flagStop, "it they he she we you i this that these those"},
	{flagSubject, "they he she we i"},
	{flagAux | flagStop, `is are was were be been being am do does did has have had will would can
		could should may might must shall done having`},
	{flagThink, `that mean means meant think thinks thought believe believes believed say says said know
		knows because if whether sure true how why what when suppose imply implies show shows claim
		claims assume assumes assumed as`},
	{flagGive, `give gives gave giving given make makes made making let lets letting tell tells told
		telling teach teaches taught teaching show shows showed feed feeds fed feeding help helps
		helped cause causes`},
	{flagAlone, "only just merely simply solely alone"},
	{flagTruth, "case true correct right so accurate"},
	{flagFalse, "false wrong untrue incorrect myth misconception fallacy mistaken"},
	{flagClaim, "claim idea notion belief view assumption myth opinion"},
	{flagDeterminer, "it they he she we you i this that these those there my your his her our their because its"},
	{flagConjunction | flagStop, "and or"},
	{flagStop, `of in on at by for with from to into onto as about over under between through during
		above below up down out off again further once here there all any both each few more most
		other others some such own same can which who whom whose what why how its his her their our
		my your them him me us itself themselves himself one ones thing things something anything
		everything someone anyone everyone way ways lot lots much many get gets got use uses used
		using make makes made making like likely per via within toward towards upon across along
		among around against while every either else ever always often usually sometimes mostly
		mainly generally typically etc eg ie kind sort type types mean means would could might
		become becomes go goes going went come comes let lets put puts need needs needed want wants
		able good well just first second because due rather than instead`},
	{flagLight, `same more most less few many much other another all any both each between above
		below under over up down off out before after while during first second until only again
		further once through within along across always often usually sometimes either else per
		well use used uses using make makes made making become becomes need needs needed`},
	{flagAbbreviation, "vs etc eg ie cf approx dr mr mrs ms prof fig st al ca resp inc"},
}

// englishForms are irregular words, each line a base and its other forms, and
// spellings that no rule folds.
const englishForms = `
add adding added
become became
bluff bluffing bluffed
boycott boycotting boycotted
err erring erred
puff puffing puffed
rebuff rebuffing rebuffed
sniff sniffing sniffed
staff staffing staffed
stuff stuffing stuffed
begin began begun
bend bent
bind bound
bite bit bitten
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
come came
deal dealt
draw drew drawn
die dying dies died
dream dreamt
drive drove driven
eat ate eaten
fall fell fallen
feed fed
fight fought
find found
flow flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
lean leant
learn learnt
lend lent
lie lying lies lied
lose lost
make made
mean meant
meet met
mistake mistook mistaken
pay paid
prove proven
ride rode ridden
ring rang rung
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sleep slept
speak spoke spoken
spell spelt
spend spent
spoil spoilt
stand stood
steal stole stolen
stick stuck
strike struck
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
tie tying ties tied
sky skies
think thought
throw threw thrown
understand understood
wake woke woken
wear wore worn
win won
withdraw withdrew withdrawn
write wrote written
rewrite rewrote rewritten
overcome overcame
child children
man men
woman women
person people persons
mouse mice
foot feet
tooth teeth
criterion criteria
phenomenon phenomena
index indices
matrix matrices
vertex vertices
hypothesis hypotheses
basis bases
thesis theses
crisis crises
analyze analysis analyzes
axis axes
bacterium bacteria
nucleus nuclei
fungus fungi
stimulus stimuli
medium media
half halves
knife knives
life lives
leaf leaves
loaf loaves
wolf wolves
shelf shelves
center centre centres centred centring
meter metre metres
liter litre litres
fiber fibre fibres
theater theatre theatres
caliber calibre
gray grey greys
defense defence defences
offense offence offences
license licence licences
practice practise practised practises practising
dialog dialogue dialogues
catalog catalogue catalogues
analog analogue analogues
program programme programmes
artifact artefact artefacts
judgment judgement judgements
skeptic sceptic sceptics
skeptical sceptical
fulfill fulfil fulfils
enroll enrol enrols
aluminum aluminium
estrogen oestrogen
fetus foetus
esophagus oesophagus
edema oedema
diarrhea diarrhoea
check cheque
tire tyre tyres
aging ageing
acknowledgment acknowledgement
maneuver manoeuvre
sulfur sulphur
sulfate sulphate
sulfide sulphide
`

// withoutApostrophe are contractions as hurried people type them. "wont",
// "cant" are words of their own, but nobody means those.
const withoutApostrophe = `cannot:can arent:are couldnt:could didnt:did doesnt:does dont:do
	hadnt:had hasnt:has havent:have isnt:is mustnt:must neednt:need shouldnt:should wasnt:was
	werent:were wont:will wouldnt:would cant:can aint:is`

func newEnglish() *language {
	l := newLanguage("en")
	l.spelling = americanSpelling
	l.words = make(map[string]wordInfo, 4096)
	l.joinedPairs = make(map[string][2]string)
	l.contracted = englishContraction
	l.numerals = englishNumerals
	l.ordinary, l.related = ordinaryEnglish, relatedEnglish
	l.endings = []string{"s", "ed", "ing"}
	l.denials = []string{"not", "no", "never", "without", "nor", "neither", "none", "nothing", "hardly", "cannot", "rather than", "instead of"}
	l.negations = negations{"not": {"never", "hardly", "barely", "scarcely", "no longer"}, "no": {"not any"}}
	l.learn(append(englishWords, wordSet{flagCommon, commonEnglish}), englishForms, englishApart, englishJoined)
	for _, pair := range strings.Fields(withoutApostrophe) {
		joined, verb, _ := strings.Cut(pair, ":")
		l.joinedPairs[joined] = [2]string{verb, "not"}
	}
	return l
}

// englishContraction reads base'tail: the words that it stands for, of which
// the second may be empty.
func englishContraction(base, tail string) ([2]string, bool) {
	switch tail {
	case "t":
		verb, ok := strings.CutSuffix(base, "n")
		if !ok {
			return [2]string{}, false
		}
		switch verb {
		case "ca":
			verb = "can"
		case "wo":
			verb = "will"
		case "sha":
			verb = "shall"
		case "ai":
			verb = "is"
		}
		return [2]string{verb, "not"}, true
	case "re":
		return [2]string{base, "are"}, true
	case "ve":
		return [2]string{base, "have"}, true
	case "ll":
		return [2]string{base, "will"}, true
	case "d":
		return [2]string{base, "would"}, true
	case "m":
		return [2]string{base, "am"}, true
	case "s":
		switch base {
		case "it", "that", "there", "what", "he", "she", "here", "who", "where", "how", "this":
			return [2]string{base, "is"}, true
		}
		return [2]string{base, ""}, true
	}
	return [2]string{}, false
}
