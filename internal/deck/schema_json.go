package deck

import (
	"bytes"
	"encoding/json"
)

// members is a JSON object whose keys stay in the order written.
type members []member

type member struct {
	key   string
	value any
}

// with adds a key to what is already there.
func (m members) with(key string, value any) members {
	return append(m, member{key, value})
}

// MarshalJSON writes the keys in their order.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, entry := range m {
		key, err := plainJSON(entry.key)
		if err != nil {
			return nil, err
		}
		value, err := plainJSON(entry.value)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON is JSON that is read by people and editors, and stands in no page:
// < and > are written as they are.
func plainJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(b.Bytes()), err
}
