package deck

import (
	"crypto/sha256"
	"encoding/hex"
)

// ContentHash names what the card asks: the SHA-256, in hexadecimal, of its
// prompt and its answer. How it is asked and marked is not in it, so that a
// better rubric is no other question.
func (c *Card) ContentHash() string {
	sum := sha256.Sum256([]byte(c.Prompt + "\x00" + c.Answer))
	return hex.EncodeToString(sum[:])
}
