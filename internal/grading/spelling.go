package grading

import "strings"

// americanSpelling gives an English word in normal form one spelling:
// organise and organize, colour and color, modelling and modeling, anaemia and
// anemia become the same. What comes out need not be a word; it is only ever
// compared with words that went through the same.
func americanSpelling(word string) string {
	if len(word) < 5 {
		return word
	}
	if strings.Contains(word, "our") {
		word = foldOur(word)
	}
	if len(word) >= 6 && strings.Contains(word, "ae") {
		word = strings.ReplaceAll(word, "ae", "e")
	}
	switch word[len(word)-1] {
	case 'e', 'd', 's', 'g', 'r', 'n':
		word = foldEl(foldIs(word))
	}
	return word
}

var ourTails = []string{"", "s", "ed", "ing", "er", "ers", "able", "al", "ally", "ful", "less", "ite", "ites", "ist", "ists", "hood"}

func foldOur(word string) string {
	at := strings.LastIndex(word, "our")
	if at < 3 { // hour, four, course, journey
		return word
	}
	for _, tail := range ourTails {
		if word[at+3:] == tail {
			return word[:at] + "or" + tail
		}
	}
	return word
}

var isTails = []string{"e", "ed", "es", "ing", "er", "ers", "ation", "ations", "able"}

// isRoots are the beginnings of words that are spelled -ise everywhere.
var isRoots = func() map[string]bool {
	roots := make(map[string]bool)
	for _, root := range strings.Fields(`advert adv appr ar chast circumc compr comprom conc
		dem desp dev disgu enterpr exc exerc expert franch improv inc merchand parad prec imprec
		prem prom r rev superv unsuperv surm surpr telev treat`) {
		roots[root] = true
	}
	return roots
}()

func foldIs(word string) string {
	for _, tail := range isTails {
		root, ok := strings.CutSuffix(word, tail)
		if !ok || len(root) < 4 || root[len(root)-1] != 's' {
			continue
		}
		root = root[:len(root)-1]
		switch last := root[len(root)-1]; {
		case last == 'y' && len(root) >= 4: // analyse
			return root + "z" + tail
		case last != 'i' || isRoots[root[:len(root)-1]]:
		case strings.IndexByte("aeouw", root[len(root)-2]) >= 0: // noise, praise, clockwise
		default:
			return root + "z" + tail
		}
	}
	return word
}

// doubleEl are the words that keep both letters everywhere.
var doubleEl = []string{"misspell", "foretell", "retell", "resell", "upsell"}

func foldEl(word string) string {
	for _, tail := range [...]string{"ed", "ing", "er", "ers"} {
		root, ok := strings.CutSuffix(word, tail)
		if !ok || len(root) < 6 || !strings.HasSuffix(root, "ell") {
			continue
		}
		for _, kept := range doubleEl {
			if root == kept {
				return word
			}
		}
		return root[:len(root)-1] + tail
	}
	return word
}
