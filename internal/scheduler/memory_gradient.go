package scheduler

import "math"

// trace follows the memory of a card together with its derivatives by the
// weights, forwards: each step carries them on by the chain rule. Difficulty
// depends on w4 to w7 alone. Where a value is cut to its range, its derivatives
// are 0.
type trace struct {
	memory      Memory
	dStability  [NumWeights]float64
	dDifficulty [4]float64 // by w4 to w7
}

const firstOfDifficulty = 4

// recall gives the recall on a later study day and its derivatives.
func (t *trace) recall(m *Model, day Day) (recall float64, by [NumWeights]float64) {
	s, decay := t.memory.Stability, m.w[20]
	share := float64(day-t.memory.Last) / s
	base := 1 + m.factor*share
	log := math.Log(base)
	recall = math.Exp(-decay * log)
	byStability := recall * decay * m.factor * share / (base * s)
	for i, d := range t.dStability {
		by[i] = byStability * d
	}
	factorByDecay := (m.factor + 1) * math.Log(stableRecall) / (decay * decay)
	by[20] -= recall * (log + decay*share*factorByDecay/base)
	return recall, by
}

// next carries the trace over a response. The recall on its day and the
// derivatives of that are given where they are known already, and are not used
// on the day of the response before.
func (t *trace) next(m *Model, rating Rating, day Day, recall float64, by *[NumWeights]float64) {
	if t.memory.New() {
		t.first(m, rating, day)
		return
	}
	before := *t
	t.memory = m.Next(before.memory, rating, day)
	switch {
	case day <= before.memory.Last:
		t.sameDay(m, before, rating)
	case rating == RatingAgain:
		t.forgotten(m, before, recall, by)
	default:
		t.recalled(m, before, rating, recall, by)
	}
	if t.memory.Stability <= minStability || t.memory.Stability >= maxStability {
		t.dStability = [NumWeights]float64{}
	}
	t.difficulty(m, before, rating)
}

func (t *trace) first(m *Model, rating Rating, day Day) {
	*t = trace{memory: m.Next(Memory{}, rating, day)}
	t.dStability[rating-1] = 1
	if inside(t.memory.Difficulty) {
		steps := float64(rating - 1)
		t.dDifficulty[0] = 1
		t.dDifficulty[1] = -steps * math.Exp(m.w[5]*steps)
	}
}

func inside(difficulty float64) bool { return difficulty > minDifficulty && difficulty < maxDifficulty }

// difficulty: D' = w7·D0 + (1−w7)·X, X = D − w6·(g−3)·(10−D)/9.
func (t *trace) difficulty(m *Model, before trace, rating Rating) {
	t.dDifficulty = [4]float64{}
	if !inside(t.memory.Difficulty) {
		return
	}
	d, steps := before.memory.Difficulty, float64(rating-RatingGood)/9
	moved := d - m.w[6]*steps*(10-d)
	keep := 1 - m.w[7]
	for i, by := range before.dDifficulty {
		t.dDifficulty[i] = keep * (1 + m.w[6]*steps) * by
	}
	t.dDifficulty[0] += m.w[7]
	t.dDifficulty[1] -= m.w[7] * 3 * math.Exp(3*m.w[5])
	t.dDifficulty[2] -= keep * steps * (10 - d)
	t.dDifficulty[3] += m.easiest - moved
}

// recalled: S' = S·(1 + G·h), G = e^w8·(11−D)·S^(−w9)·(e^(w10·(1−R)) − 1).
func (t *trace) recalled(m *Model, before trace, rating Rating, recall float64, by *[NumWeights]float64) {
	w, s, d, bonus := &m.w, before.memory.Stability, before.memory.Difficulty, m.bonus(rating)
	scale := m.gain * (11 - d) * math.Exp(-w[9]*math.Log(s))
	growth := scale * math.Expm1(w[10]*(1-recall))
	steep := s * bonus * scale * math.Exp(w[10]*(1-recall)) // of S' by w10·(1−R)
	byStability := 1 + growth*bonus*(1-w[9])
	for i := range t.dStability {
		t.dStability[i] = byStability*before.dStability[i] - steep*w[10]*by[i]
	}
	for i, part := range before.dDifficulty {
		t.dStability[firstOfDifficulty+i] -= s * bonus * growth / (11 - d) * part
	}
	t.dStability[8] += s * bonus * growth
	t.dStability[9] -= s * bonus * growth * math.Log(s)
	t.dStability[10] += steep * (1 - recall)
	switch rating {
	case RatingHard:
		t.dStability[15] += s * growth
	case RatingEasy:
		t.dStability[16] += s * growth
	}
}

// forgotten: S' is the lesser of A = w11·D^(−w12)·((S+1)^w13 − 1)·e^(w14·(1−R))
// and S·e^(−w17·w18).
func (t *trace) forgotten(m *Model, before trace, recall float64, by *[NumWeights]float64) {
	w, s, d := &m.w, before.memory.Stability, before.memory.Difficulty
	scale := w[11] * math.Exp(w[14]*(1-recall)-w[12]*math.Log(d))
	left := scale * math.Expm1(w[13]*math.Log1p(s))
	if s*m.lapse <= left {
		for i, part := range before.dStability {
			t.dStability[i] = m.lapse * part
		}
		t.dStability[17] -= s * m.lapse * w[18]
		t.dStability[18] -= s * m.lapse * w[17]
		return
	}
	power := scale * math.Exp(w[13]*math.Log1p(s))
	for i := range t.dStability {
		t.dStability[i] = power*w[13]/(s+1)*before.dStability[i] - left*w[14]*by[i]
	}
	for i, part := range before.dDifficulty {
		t.dStability[firstOfDifficulty+i] -= left * w[12] / d * part
	}
	t.dStability[11] += left / w[11]
	t.dStability[12] -= left * math.Log(d)
	t.dStability[13] += power * math.Log1p(s)
	t.dStability[14] += left * (1 - recall)
}

// sameDay: S' = S·f, f = S^(−w19)·e^(w17·(g−3+w18)), at least 1 where recalled.
func (t *trace) sameDay(m *Model, before trace, rating Rating) {
	w, s := &m.w, before.memory.Stability
	f := math.Exp(-w[19]*math.Log(s)) * m.sameDay[rating-1]
	if rating.Recalled() && f <= 1 {
		t.dStability = before.dStability
		return
	}
	for i, by := range before.dStability {
		t.dStability[i] = f * (1 - w[19]) * by
	}
	t.dStability[17] += s * f * (float64(rating-RatingGood) + w[18])
	t.dStability[18] += s * f * w[17]
	t.dStability[19] -= s * f * math.Log(s)
}
