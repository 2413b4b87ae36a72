package exchange

import (
	"math"
	"strconv"
)

// What Moodle takes as the share of an answer, in XML and in GIFT alike.

// moodleFractions are the parts of a score, in percent, that Moodle knows for an
// answer. A file with another is refused, or the nearest is taken.
var moodleFractions = []float64{100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}

// fractionSlack is how far a percentage may be from one of Moodle's.
const fractionSlack = 0.005

// nearestFraction is the percentage of Moodle's that is nearest to a share.
func nearestFraction(share float64) float64 {
	percent := math.Abs(share) * 100
	best := moodleFractions[0]
	for _, known := range moodleFractions {
		if math.Abs(known-percent) < math.Abs(best-percent) {
			best = known
		}
	}
	if share < 0 && best > 0 {
		return -best
	}
	return best
}

// fraction is a share as Moodle knows it.
func (s *shortfall) fraction(f *flat, share float64, text string) string {
	nearest := nearestFraction(share)
	if math.Abs(nearest-share*100) > fractionSlack {
		s.lose(f.card, "%q earns %.5g%%; Moodle knows %.7g%% as the nearest", clip(text), share*100, nearest)
	}
	return strconv.FormatFloat(nearest, 'f', -1, 64)
}

// sameShares reports whether the right options are to earn the same, since Moodle
// does not know what they earn: all together must come to the whole score.
func (s *shortfall) sameShares(f *flat, right []string) bool {
	for _, option := range right {
		if share, has := f.Credit[option]; has && math.Abs(nearestFraction(share)-share*100) > fractionSlack {
			s.lose(f.card, "%q earns %.5g%%, which Moodle does not know; its right options earn the same there", clip(option), share*100)
			return true
		}
	}
	return false
}
