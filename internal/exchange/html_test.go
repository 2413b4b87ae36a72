package exchange

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlainText(t *testing.T) {
	for _, c := range []struct {
		html, want string
		media      []string
	}{
		{"plain", "plain", nil},
		{"a <b>bold</b>&nbsp;word &lt;here&gt;", "a bold word <here>", nil},
		{"<p>one</p><p>two</p>", "one\n\ntwo", nil},
		{"one<br>two<br/>three", "one\ntwo\nthree", nil},
		{"<ul><li>a</li><li>b</li></ul>", "- a\n- b", nil},
		{"H<sub>2</sub>O and 10<sup>3</sup>", "H2O and 10^3", nil},
		{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\n\nc", nil},
		{`see <img src="cell.png" alt="a cell">`, "see a cell", []string{"cell.png"}},
		{"<script>alert(1)</script>x<style>p{}</style>", "x", nil},
		{"<p>not closed <b>at all", "not closed at all", nil},
		{"a\n  b", "a b", nil},
		{"", "", nil},
	} {
		text, media := plainText(c.html)
		if diff := cmp.Diff(c.want, text); diff != "" {
			t.Errorf("plainText(%q) (-want +got):\n%s", c.html, diff)
		}
		if diff := cmp.Diff(c.media, media); diff != "" {
			t.Errorf("plainText(%q) media (-want +got):\n%s", c.html, diff)
		}
	}
}
