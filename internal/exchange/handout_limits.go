package exchange

import (
	"fmt"
	"strings"
)

// A table costs by its cells and not by its bytes: a row of one cell is filled up
// to as many as the table has columns. What it may hold is therefore counted
// before it is taken apart.
const (
	maxTableColumns = 50      // that are kept, as many as a deck's table may have
	maxTableCells   = 500_000 // of all tables of a page; a deck has 100,000 cards at most
)

// cut takes away the columns, and then the rows, that no deck could hold.
func (h *handout) cut(g *grid) {
	if len(g.header) > maxTableColumns {
		h.lose(g.line, "", "only the first %d of %d columns are kept", maxTableColumns, len(g.header))
		g.header = g.header[:maxTableColumns]
	}
	if most := maxTableCells / max(len(g.header), 1); len(g.rows) > most {
		h.lose(g.line, "", "only the first %d of %d rows are kept", most, len(g.rows))
		g.rows = g.rows[:most]
	}
}

// largeTable finds the first line of a table of Markdown that is too large to be
// read, and says why; 0 where there is none. It goes by the line below the names
// of the columns, such as |---|---|, and counts rather too much than too little.
func largeTable(source string) (line int, cause string) {
	number, columns, begin, cells := 0, 0, 0, 0
	for text := range strings.SplitSeq(source, "\n") {
		number++
		text = strings.TrimLeft(text, "> \t")
		switch {
		case text == "":
			columns = 0
		case isTableRule(text):
			if columns = max(columns, strings.Count(text, "|")+1); columns > maxCells+2 { // a | may stand at either end
				return max(number-1, 1), fmt.Sprintf("the table has over %d columns", maxCells)
			}
			begin = max(number-1, 1)
		}
		if cells += columns; cells > maxTableCells {
			return begin, fmt.Sprintf("the tables up to this one have over %d cells", maxTableCells)
		}
	}
	return 0, ""
}

// isTableRule reports whether a line can be the one below the names of columns.
func isTableRule(text string) bool {
	return strings.Contains(text, "|") && strings.Contains(text, "-") && strings.Trim(text, "|-: \t\f\v") == ""
}
