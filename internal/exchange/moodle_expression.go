package exchange

import "strings"

// Pattern Match expressions, taken apart as far as it takes to put several into
// one, to add synonyms, and to find a response that meets one. What is written
// in them is for grading to check.

// expressionParts divides an expression into its name, such as match_any, and
// what stands in its brackets.
func expressionParts(expression string) (name, body string, ok bool) {
	expression = strings.TrimSpace(expression)
	open := strings.IndexByte(expression, '(')
	if open < 0 || !strings.HasSuffix(expression, ")") || expressionEnd(expression) != len(expression) {
		return "", "", false
	}
	return strings.TrimSpace(expression[:open]), strings.TrimSpace(expression[open+1 : len(expression)-1]), true
}

// expressionEnd is where the brackets of the first expression of a text close;
// -1 where they do not. A sign behind a backslash is none.
func expressionEnd(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth <= 0 {
				return i + 1
			}
		}
	}
	return -1
}

// expressionItems divides the body of match_any, match_all or not.
func expressionItems(body string) []string {
	var items []string
	for {
		body = strings.TrimLeft(body, " ,;:")
		end := expressionEnd(body)
		if end < 0 {
			return items
		}
		items = append(items, body[:end])
		body = body[end:]
	}
}

// alternatives are the expressions of which any is enough.
func alternatives(expression string) []string {
	if name, body, ok := expressionParts(expression); ok && name == "match_any" {
		return expressionItems(body)
	}
	return []string{expression}
}

// joined is what items are under a name; one alone needs none.
func joined(name string, items []string) string {
	if len(items) == 1 {
		return items[0]
	}
	return name + "(" + strings.Join(items, " ") + ")"
}

// denied is met by what does not meet an expression.
func denied(expression string) string {
	if name, body, ok := expressionParts(expression); ok && name == "not" {
		return body
	}
	return "not(" + expression + ")"
}

const expressionSigns = "()|[]_ ,;:"

// withSynonyms adds to each word of an expression the words that mean the same.
func withSynonyms(expression string, synonyms map[string]string) string {
	name, body, ok := expressionParts(expression)
	if !ok || len(synonyms) == 0 {
		return expression
	}
	if isGroup(name) {
		items := expressionItems(body)
		for i, item := range items {
			items[i] = withSynonyms(item, synonyms)
		}
		return name + "(" + strings.Join(items, " ") + ")"
	}
	var out strings.Builder
	for len(body) > 0 {
		word := firstWord(body)
		out.WriteString(word)
		if more := synonyms[strings.ToLower(word)]; word != "" && more != "" {
			out.WriteString("|" + more)
		}
		if body = body[len(word):]; body != "" {
			out.WriteByte(body[0])
			body = body[1:]
		}
	}
	return name + "(" + out.String() + ")"
}

// isGroup reports whether expressions stand in the brackets of a name, and not
// words.
func isGroup(name string) bool { return name == "match_any" || name == "match_all" || name == "not" }

// longestMatch gives the size of the largest match of an expression, that is of
// what stands between brackets and holds none: its bytes, and its words.
func longestMatch(expression string) (size, words int) {
	sizeNow, wordsNow := 0, 0
	for expression != "" {
		word := firstWord(expression)
		if sizeNow += len(word) + 1; word != "" {
			wordsNow++
		}
		size, words = max(size, sizeNow), max(words, wordsNow)
		expression = expression[len(word):]
		if expression == "" {
			break
		}
		if expression[0] == '(' || expression[0] == ')' {
			sizeNow, wordsNow = 0, 0
		}
		expression = expression[1:]
	}
	return size, words
}

// firstWord is what of a text comes before the first sign.
func firstWord(text string) string {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.IndexByte(expressionSigns, text[i]) >= 0:
			return text[:i]
		}
	}
	return text
}

// sampleOf is a response that might meet an expression: the first way to say
// each of its words.
func sampleOf(expression string) string {
	name, body, ok := expressionParts(expression)
	switch {
	case !ok || name == "not":
		return ""
	case name == "match_any":
		for _, item := range expressionItems(body) {
			if sample := sampleOf(item); sample != "" {
				return sample
			}
		}
		return ""
	case name == "match_all":
		var samples []string
		for _, item := range expressionItems(body) {
			samples = append(samples, sampleOf(item))
		}
		return oneLine(strings.Join(samples, " "))
	}
	return sampleOfWords(body)
}

func sampleOfWords(body string) string {
	var out strings.Builder
	other := false // what is read is another way to say what was said
	for body != "" {
		word := firstWord(body)
		if body = body[len(word):]; !other {
			out.WriteString(sampleOfWord(word))
		}
		if body == "" {
			break
		}
		sign := body[0]
		body = body[1:]
		switch {
		case sign == '|' && strings.HasPrefix(body, "["):
			_, body, _ = strings.Cut(body, "]")
		case sign == '|':
			other = true
		default:
			other = false
			out.WriteByte(' ')
		}
	}
	return oneLine(out.String())
}

// sampleOfWord is a word that a word of an expression takes.
func sampleOfWord(word string) string {
	var out strings.Builder
	for i := 0; i < len(word); i++ {
		switch {
		case word[i] == '\\' && i+1 < len(word):
			i++
			out.WriteByte(word[i])
		case word[i] == '?':
			out.WriteByte('x')
		case word[i] != '*':
			out.WriteByte(word[i])
		}
	}
	return out.String()
}
