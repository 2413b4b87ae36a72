package session

import (
	"slices"

	"github.com/google/uuid"
)

// Joined gives, for each learner whom the events join to another, the one that
// stands for both. It looks at nothing but joins that no undo among the events
// voids, and does not depend on the order in which they come.
//
// Joins are taken in the order of the log. One of two learners that are the same
// person already changes nothing, so that two databases that were joined in
// opposite directions agree once they are merged: on the earlier one.
func Joined(events []Event) map[ID]ID {
	joined := make(map[ID]ID)
	for _, event := range joins(events) {
		other, err := uuid.Parse(event.To)
		if err != nil {
			continue // what no version of drill writes
		}
		from, to := standsFor(joined, event.Learner), standsFor(joined, other)
		if from == to {
			continue
		}
		joined[from] = to
		for learner, one := range joined {
			if one == from {
				joined[learner] = to
			}
		}
	}
	return joined
}

// joins are the joins among the events that hold, in the order of the log.
func joins(events []Event) []Event {
	var found []Event
	for _, event := range events {
		if event.Kind == EventJoin {
			found = append(found, event)
		}
	}
	if len(found) == 0 {
		return nil // as in most logs
	}
	voided := voidedBy(events)
	found = slices.DeleteFunc(found, func(join Event) bool { return voided[join.ID] })
	return inOrder(found)
}

func standsFor(joined map[ID]ID, learner ID) ID {
	if one, ok := joined[learner]; ok {
		return one
	}
	return learner
}
