// Package store keeps the log and the card states in one SQLite file. The log
// (responses, marks, events) is append-only; card states are a cache of what
// session.Replay makes of it. No SQL and no type of the driver leaves the
// package.
//
// Everything that happens to a learner's cards goes through Learner.Record,
// Learner.Append and Learner.Undo. Each is one transaction that is on disk when
// it returns, and each refuses to write over a card that has changed since it
// was looked at.
package store
