package deck

import (
	"fmt"
	"strings"
)

// references checks the ids by which one place of a deck names another: same_as
// and [moved].
func (b *builder) references(docs []*document, first string) {
	r := &resolver{builder: b, items: make(map[string]builtItem, len(b.items)), parts: make(map[string]bool, 2*len(b.items))}
	for _, built := range b.items {
		r.items[built.item.ID] = built
		r.ids = append(r.ids, built.item.ID)
		for _, card := range built.item.Cards {
			r.parts[card.Question+"#"+card.Part] = true
		}
	}
	for _, built := range b.items {
		r.sameAs(built.node.get("same_as"), built.item.ID)
		for part := range built.item.Same {
			column := strings.TrimPrefix(part, "cell-")
			r.sameAs(built.node.get(column).get("same_as"), built.item.ID)
		}
	}
	for _, doc := range docs {
		if doc.name == first {
			r.moved(doc.root.get("moved"))
		}
	}
}

// resolver finds what ids name.
type resolver struct {
	*builder
	items map[string]builtItem // by question id
	parts map[string]bool      // question#part of every card
	ids   []string             // of all questions, to suggest one
}

// sameAs checks that what asks the same is there, and asks it.
func (r *resolver) sameAs(n *node, from string) {
	target, _ := n.value.(string)
	if target == "" || !isRef(target) {
		return
	}
	question, part, hasPart := strings.Cut(target, "#")
	item, found := r.items[question]
	switch {
	case !found && r.complete:
		r.add(n.problem(fmt.Sprintf("there is no question %s", quoted(question)), r.suggest(question)))
	case !found:
	case question == from && n.up.table != nil && n.up.isItem():
		r.add(n.problem("names itself", "name the question that asks the same, or take same_as out"))
	case item.item.SameAs != "":
		r.add(n.problem(fmt.Sprintf("%s is not asked either: it is the same as %s", question, item.item.SameAs), "name "+item.item.SameAs))
	case hasPart && !r.parts[target]:
		r.add(n.problem(fmt.Sprintf("%s has no part %s", question, quoted(part)), r.partsOf(question)))
	case len(item.item.Cards) == 0 && r.complete:
		r.add(n.problem(fmt.Sprintf("%s asks nothing", question), "name a question that does"))
	}
}

// suggest is a remedy for an id that is not there.
func (r *resolver) suggest(id string) string {
	if near := r.guess(id, r.ids); near != "" {
		return "did you mean " + near + "?"
	}
	return "write the id of a question of this deck"
}

func (r *resolver) partsOf(question string) string {
	var parts []string
	for _, card := range r.items[question].item.Cards {
		parts = append(parts, card.Part)
	}
	if len(parts) == 0 {
		return "it asks nothing"
	}
	return "its parts are " + strings.Join(parts, ", ")
}

// exists reports whether an id, or id#part, is asked.
func (r *resolver) exists(id string) bool {
	if strings.Contains(id, "#") {
		return r.parts[id]
	}
	item, found := r.items[id]
	return found && len(item.item.Cards) > 0
}

// moved checks the table that carries history over: from ids that are gone, to
// ids that are there, in one step.
func (r *resolver) moved(n *node) {
	moved, _ := n.value.(map[string]any)
	taken := make(map[string]string)
	for _, from := range keysOf(n) {
		at := n.get(from)
		to, _ := at.value.(string)
		_, toMoved := moved[to]
		_, hasPart := cutPart(from)
		_, toPart := cutPart(to)
		question, _ := cutPart(from)
		_, isQuestion := r.items[question]
		switch {
		case to == "":
		case !isRef(from):
			r.add(at.problem(quoted(from)+" is not a question id", `write "OLD" = "NEW", with question ids`))
		case !isRef(to):
			r.add(at.problem(quoted(to)+" is not a question id", `write "OLD" = "NEW", with question ids`))
		case from == to:
			r.add(at.problem("moves to itself", "take it out"))
		case toMoved:
			r.add(at.problem(fmt.Sprintf("moves to %s, which moves on", to), "write where it is now"))
		case hasPart != toPart:
			r.add(at.problem("moves a question to a part, or a part to a question", "write #PART on both sides, or on neither"))
		case hasPart && r.parts[from], !hasPart && isQuestion:
			r.add(at.problem(from+" is still in the deck", "take out the line, or rename the question"))
		case taken[to] != "":
			r.add(at.problem(fmt.Sprintf("%s moves to %s too", taken[to], to), "keep the one whose history should go on"))
		case r.complete && !r.exists(to):
			r.add(at.problem(fmt.Sprintf("there is no question %s", quoted(to)), r.suggest(to)))
		default:
			taken[to] = from
		}
	}
}

// cutPart splits QUESTION#PART.
func cutPart(id string) (question string, hasPart bool) {
	question, _, hasPart = strings.Cut(id, "#")
	return question, hasPart
}
