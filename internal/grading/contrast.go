package grading

import (
	"strings"
	"sync"
)

// Words apart.
//
// Two words may be an edit apart and be two things (neuron, neutron), or have one
// stem and be two things (university, universe). What is here is never taken for
// each other; prefixes and endings that tell words apart are in typo.go.

// confusable are words that look like each other's mistyped form, each line a
// set. Those that an ordinary word stands for need no line: it is none's mistake.
const confusable = `
neuron neutron neutrino
proton photon
cation anion
meiosis mitosis
meiotic mitotic
ureter urethra
ilium ileum
peroneal perineal peritoneal
thymine thiamine thymidine
cytosine cytidine cysteine cystine
adenine adenosine
guanine guanidine guanosine
tyrosine thyroxine
lysine leucine
creatine creatinine
glucagon glycogen glucan
chromatin chromatid
dysphagia dysphasia dysplasia
aphagia aphasia
hemostasis homeostasis
isotopic isotropic
isotope isotone isotrope
ribosome lysosome liposome
stalactite stalagmite
trachea trochlea
cerebrum cerebellum
mucus mucous
discrete discreet
stationary stationery
principal principle
complement compliment
causal casual
phenol phenyl
cerium cesium
thallium thulium
rubidium ruthenium
niobium nobelium
holmium hafnium
zircon zirconium
yttrium ytterbium
efferent afferent
ethan ethen ethin
methan methen methin
propan propen propin
butan buten butin
alkan alken alkin
`

var confusableSets = sync.OnceValue(func() map[string]string {
	sets := make(map[string]string)
	for line := range strings.Lines(confusable) {
		for _, word := range strings.Fields(line) {
			sets[word] = line
		}
	}
	return sets
})

// contrastingWords reports whether two different words, without an s at their
// ends, are in one set.
func contrastingWords(a, b string) bool {
	sets := confusableSets()
	set, ok := sets[strings.TrimSuffix(a, "s")]
	return ok && a != b && set == sets[strings.TrimSuffix(b, "s")]
}

// englishApart are words that the stemmer (Porter2) joins with another one of
// its stem. Each line is the forms of one, which are forms of each other only.
const englishApart = `
university universities
universal universally universality universals
organic organically
organism organisms organismic
organization organize organizer organizers organizing organized organizes organizations organizational
experiment experiments experimental experimentally experimentation experimented experimenting
international internationally internationalism
policy policies
animate animated animates animating animation
opera operas
relativity relativistic
numerical numerically numeric
numerous
author authors authored
authority authorities
authorize authorized authorizes authorizing authorization
emergency emergencies
important importance importantly
secretion secretions secrete secretes secreted secreting secretory
capitalism capitalist capitalists
positivism positivist
executive executives
objective objectives objectivity objectively
subjective subjectivity subjectively
objection objections
procession processions
meaning meanings meaningful
several
severe severely severity
rational rationally rationality rationalize
rationale rationales
critical critically
economical economically
humane humanely
effective effectively effectiveness
conductor conductors
conductance conductances
conductivity conductivities
resistor resistors
resistivity resistivities
capacitor capacitors
inductor inductors
inductance inductances
electronic electronics electronically
physical physically
mineral minerals mineralization
moral morals morally morality
morale
marinate marinated
integrity
intensive intensively
conversation conversations conversational
diversion diversions
passive passively passivity
transition transitions transitional
protestant protestants protestantism
hospitality hospitable
custom customs customary
customer customers
convention conventions conventional
design designs designed designing designer designers
designate designated designates designating designation
ignorance ignorant
alternative alternatives alternatively
carbonate carbonates carbonated carbonation
carbonic
hydrogenate hydrogenated hydrogenates hydrogenation
oxygenate oxygenated oxygenates oxygenation
chlorinate chlorinated chlorinates chlorination
ethanoic
ethanal
methanal
propanal
butanal
silicone silicones
propanoic
methanoic
ethanal
methanal
propanal
butanal
silicone silicones
activation activate activated activates activating activator activators
imaginary
lateral laterally
later
literature literatures
literary
terminology terminologies
fundamentalism fundamentalist
nominal nominally
generic generically
`

// englishJoined are verbs with the noun of what they do, where the stemmer has
// two stems for them and neither has a second meaning in some field (as fusion
// and resolution have).
const englishJoined = `
agree agreement
disagree disagreement
absorb absorption
adsorb adsorption
argue argument
assume assumption
compare comparison
conclude conclusion
consume consumption
convert conversion
corrode corrosion
decide decision
destroy destruction
describe description
dissolve dissolution
divide division
emit emission
erode erosion
evolve evolution
expand expansion
explain explanation
explode explosion
extend extension
invert inversion
judge judgment
maintain maintenance
move movement
multiply multiplication
amplify amplification
classify classification
purify purification
pay payment
permit permission
persuade persuasion
produce production
react reaction
reduce reduction
transcribe transcription
transmit transmission
treat treatment
vary variation
`
