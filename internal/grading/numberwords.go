package grading

// wordsAt reads a number written in words.
func (d *reading) wordsAt(i int32) (quantity, int32) {
	numbers := d.rubric.lexicon.lang.numberWords
	if _, ok := numbers[d.tokens[i].text]; !ok {
		return quantity{}, i
	}
	total, part := 0.0, 0.0
	fraction := 0.0 // the worth of the next digit after "point"
	next, scaled, tens, ones := i, false, false, false
	for int(next) < len(d.tokens) && (next == i || d.tokens[next].before == pauseNone) {
		text := d.tokens[next].text
		n, ok := numbers[text]
		switch {
		case text == "and" && next > i && scaled && d.smallNumber(next+1):
		case text == "point" && next > i && fraction == 0 && d.smallNumber(next+1):
			fraction = 0.1
		case !ok:
			goto done
		case n >= 1000:
			if part == 0 {
				part = 1
			}
			total, part, fraction = total+part*n, 0, 0
			scaled, tens, ones = true, false, false
		case n == 100:
			part = max(part, 1) * 100
			scaled, tens, ones = true, false, false
		case fraction > 0:
			part += n * fraction
			fraction /= 10
		case n >= 20 && !tens && !ones:
			part, tens = part+n, true
		case n < 20 && !ones && (n < 10 || !tens):
			part, ones = part+n, true
		default:
			goto done // "two three" are two numbers
		}
		next++
	}
done:
	q := quantity{value: total + part, plain: total + part, scaled: scaled, first: i, last: next - 1}
	return q, d.unitAt(&q, &d.tokens[i], next)
}

func (d *reading) smallNumber(i int32) bool {
	if int(i) >= len(d.tokens) || d.tokens[i].before != pauseNone {
		return false
	}
	n, ok := d.rubric.lexicon.lang.numberWords[d.tokens[i].text]
	return ok && n < 100
}
