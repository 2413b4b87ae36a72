package exchange

import (
	"encoding/xml"
	"strings"
)

// moodleNode is an element of a question.
type moodleNode struct {
	name     string
	line     int
	attrs    []xml.Attr
	chars    []byte
	children []*moodleNode
}

// child is the first element of a name; nil, on which all methods work, for
// none.
func (n *moodleNode) child(name string) *moodleNode {
	if n != nil {
		for _, child := range n.children {
			if child.name == name {
				return child
			}
		}
	}
	return nil
}

// all are the elements of a name.
func (n *moodleNode) all(name string) []*moodleNode {
	var found []*moodleNode
	if n != nil {
		for _, child := range n.children {
			if child.name == name {
				found = append(found, child)
			}
		}
	}
	return found
}

func (n *moodleNode) attr(name string) string {
	if n != nil {
		for _, attr := range n.attrs {
			if attr.Name.Local == name {
				return strings.TrimSpace(attr.Value)
			}
		}
	}
	return ""
}

// value is the text of an element: that of its <text>, where it has one.
func (n *moodleNode) value() string {
	if n == nil {
		return ""
	}
	if text := n.child("text"); text != nil {
		n = text
	}
	return strings.TrimSpace(string(n.chars))
}

// is reports whether an element says yes.
func (n *moodleNode) is() bool {
	switch strings.ToLower(n.value()) {
	case "", "0", "false":
		return false
	}
	return true
}
