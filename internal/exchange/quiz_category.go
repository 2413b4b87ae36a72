package exchange

import (
	"slices"
	"strings"

	"drill/internal/deck"
)

// Moodle files questions in categories, whose names are paths as those of folders:
// $course$/top/Soil/Basics. What the paths of all questions begin with names the
// deck; each further part is a tag.

// maxCategoryLevels is how many parts a path is divided into; any more stay
// together. A real one has four or five.
const maxCategoryLevels = 20

// categoryLevels are the parts of a category's path, where // is a slash. What
// Moodle itself puts in front is none.
func categoryLevels(path string) []string {
	const slash = "\x00"
	parts := strings.SplitN(strings.ReplaceAll(path, "//", slash), "/", maxCategoryLevels)
	for i, part := range parts {
		parts[i] = oneLine(cleanText(strings.ReplaceAll(part, slash, "/")))
	}
	if context := parts[0]; len(context) > 1 && strings.HasPrefix(context, "$") && strings.HasSuffix(context, "$") {
		parts = parts[1:]
	}
	if len(parts) > 0 && parts[0] == "top" {
		parts = parts[1:]
	}
	return slices.DeleteFunc(parts, func(part string) bool { return part == "" })
}

// commonLevels are the levels that two paths begin with.
func commonLevels(one, other []string) []string {
	same := 0
	for same < min(len(one), len(other)) && one[same] == other[same] {
		same++
	}
	return one[:same]
}

// nameBy names the deck by what all categories begin with, unless it has a title
// already, and then tags it so. What else a category says is tags of its questions.
func (q *quiz) nameBy(draft *deck.Draft) {
	if len(q.categories) == 0 {
		return
	}
	common := q.categories[0]
	for _, levels := range q.categories {
		common = commonLevels(common, levels)
	}
	for i, levels := range q.categories {
		if further := levels[len(common):]; len(further) > 0 {
			tags := &q.questions[i].Tags
			*tags = distinctTags(slices.Concat(further, *tags))
		}
	}
	switch {
	case len(common) == 0:
	case draft.Title == "":
		draft.Title = titleOf(common, "")
	case draft.Title != titleOf(common, ""):
		draft.Tags = distinctTags(common)
	}
}
