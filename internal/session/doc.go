// Package session decides what to ask next and what a response does. It holds
// the types of the log, the replay that makes card states of it, the queue of a
// study day and the course of a study session. It does no I/O: cards, states,
// the day and the clock's readings are given, and what is to be stored is
// handed out as values.
package session
