package exchange

// moodleTyped reads answers that are typed.
func moodleTyped(q *moodleEntry) string {
	var options []option
	for _, n := range q.node.all("answer") {
		options = append(options, q.option(n, q.plain(n)))
	}
	if !q.typed(options, q.node.child("usecase").is()) {
		return "none of its answers earns full marks"
	}
	return ""
}
