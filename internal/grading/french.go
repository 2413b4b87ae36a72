package grading

import "strings"

// frenchWords says what is known of single words.
var frenchWords = []wordSet{
	{flagArticle | flagDeterminer | flagStop | flagNoJoin, "le la les un une des du de"},
	{flagHalf | flagStop, "ne"},
	{flagHalf | flagThat | flagStop, "que"},
	{flagNot | flagNor | flagStop, "pas"},
	{flagNor | flagStop, "jamais rien aucun aucune guère nullement ni nul nulle"},
	{flagNegator | flagStop, "sans"},
	{flagNon | flagStop, "non"},
	{flagStarter | flagStop, `mais car parce puisque quoique lorsque quand tandis alors donc cependant
		pourtant toutefois sinon si seulement`},
	{flagBut, "mais"},
	{flagAside, "alors donc cependant pourtant toutefois ainsi"},
	{flagPronoun | flagStop, "il elle ils elles on nous vous je tu ce cela ça"},
	{flagDeterminer, "ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs chaque"},
	{flagAux | flagStop, `est sont était étaient être été a ont avait avaient avoir eu peut peuvent
		pouvait doit doivent devait va vont fait font sera seront serait`},
	{flagThink, `pense penser crois croit croire dis dit dire signifie veut vrai sûr que`},
	{flagFalse, "faux fausse inexact"},
	{flagAlone, "seulement uniquement simplement"},
	{flagConjunction | flagStop, "et ou"},
	{flagNoJoin, "en au aux à y par sur si ou et on il je tu ce se me te"},
	{flagStop, `à au aux en dans par pour sur sous avec chez entre vers depuis pendant avant après
		contre selon comme se me te lui y où qui dont quoi quel quelle quels quelles plus moins très
		trop aussi même tout tous toute toutes autre autres autant encore toujours souvent cet cette
		ces son sa ses leur leurs notre votre mon ma mes peu beaucoup bien ici là déjà lors ainsi
		faire point afin`},
	{flagCommon, `année jour temps homme femme enfant monde maison ville pays chemin main partie fin
		début raison cas façon forme nombre valeur point ligne surface espace lieu image mot phrase
		question réponse exemple problème solution but cause effet règle loi droit ordre groupe classe
		école livre texte nom langue travail vie mort corps tête cœur sang eau air feu terre lumière
		nuit soleil lune arbre feuille fleur animal oiseau poisson poison boisson chien chat cheval
		pain lait argent prix marché force masse place glace trace grand petit haut bas long court
		large lourd léger fort faible rapide lent chaud froid clair sombre nouveau vieux jeune bon
		mauvais meilleur beau plein vide dur mou libre égal simple difficile important possible deux
		trois quatre cinq six sept huit neuf dix cent mille voir entendre parler lire écrire penser
		savoir connaître apprendre vivre mourir manger boire dormir courir aller venir tomber monter
		descendre rester porter tirer pousser prendre donner trouver chercher perdre gagner acheter
		payer ouvrir fermer commencer finir changer montrer appeler aider`},
}

// frenchForms are irregular words, each line a base and its other forms.
const frenchForms = `
être est sont était étaient été sera seront soit
avoir ont avait avaient aura
faire fait font faisait
aller va vont allait
pouvoir peut peuvent pouvait pu
devoir doit doivent devait
prendre prend prennent pris prise
venir vient viennent venu
tenir tient tiennent tenu
contenir contient contiennent contenu
voir voit voient vu vue
savoir sait savent su
croire croit croient
œil yeux
animal animaux
cheval chevaux
signal signaux
canal canaux
`

const frenchApart = `
université universités universitaire
universel universelle universels universelles
organe organes
organique organiques
organisme organismes
pois
poisson poissons
`

// frenchElisions are the words that lose their vowel before another.
var frenchElisions = map[string]string{
	"l": "", "d": "de", "qu": "que", "n": "ne", "s": "se", "c": "ce", "j": "je", "m": "me", "t": "te",
	"lorsqu": "lorsque", "puisqu": "puisque", "jusqu": "jusque", "quoiqu": "quoique",
}

func newFrench() *language {
	l := newLanguage("fr")
	l.contracted = func(base, tail string) ([2]string, bool) {
		whole, ok := frenchElisions[base]
		return [2]string{whole, tail}, ok && !strings.Contains(tail, "'")
	}
	l.afterVerb = true
	l.negations = negations{"pas": {"jamais", "guere"}}
	l.denials = []string{"pas", "ne", "jamais", "sans", "aucun", "aucune", "ni", "rien"}
	l.learn(frenchWords, frenchForms, frenchApart, "")
	return l
}
