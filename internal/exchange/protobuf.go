package exchange

import (
	"encoding/binary"
)

// protoFields reads the fields of a message in the protocol buffers encoding: a
// number and a kind, and then a value. It gives integers, and texts or messages
// as bytes, and passes over the rest. False is for what is no message.
func protoFields(message []byte, integer func(field, value uint64), bytes func(field uint64, value []byte)) bool {
	for len(message) > 0 {
		key, n := binary.Uvarint(message)
		if n <= 0 {
			return false
		}
		message = message[n:]
		size := uint64(0)
		switch kind := key & 7; kind {
		case 0:
			value, n := binary.Uvarint(message)
			if n <= 0 {
				return false
			}
			integer(key>>3, value)
			size = uint64(n)
		case 1:
			size = 8
		case 5:
			size = 4
		case 2:
			length, n := binary.Uvarint(message)
			if n <= 0 || length > uint64(len(message)-n) {
				return false
			}
			message = message[n:]
			bytes(key>>3, message[:length])
			size = length
		default:
			return false
		}
		if size > uint64(len(message)) {
			return false
		}
		message = message[size:]
	}
	return true
}

func noInteger(uint64, uint64) {}

func noBytes(uint64, []byte) {}
