package main

import "testing"

// TestTerminalUndoOnTheSummary takes responses back after the last card, one by one,
// and goes on with the session.
func TestTerminalUndoOnTheSummary(t *testing.T) {
	s := openScreen(t, "study", "sky.toml")
	for _, step := range [][2]string{{"planets circle?", "sun"}, {"is a planet?", "Mars"}, {"What circles", "moon"}} {
		s.waitFor(step[0])
		s.waitFor("> ")
		s.typeIn(step[1] + "\n")
		s.waitFor("Saved.")
		s.waitFor("u, q or ? > ")
		s.typeIn("\n")
	}
	s.waitFor("Done for today.")
	s.waitFor("Saved: 3 responses to 3 cards, 3 of them new.")
	s.waitFor("set the last quality > ")
	s.typeIn("moon\n")
	s.waitFor("Nothing is left to ask, so that was not recorded.")
	s.typeIn("u\n")
	s.waitFor("Took back your response to sky/moon#ask: “moon”.")
	s.waitFor("What circles a planet?")
	s.waitFor("> ")
	s.typeIn(":u\n")
	s.waitFor("Took back your response to sky/planet#ask: “Mars”.")
	s.waitFor("Which one is a planet?")
	s.typeIn("Mars\n")
	s.waitFor("u, q or ? > ")
	s.typeIn("\n")
	s.waitFor("What circles a planet?")
	s.typeIn("a moon\n")
	s.waitFor("u, q or ? > ")
	s.typeIn("\n")
	s.waitFor("Saved: 3 responses to 3 cards")
	s.waitFor("set the last quality > ")
	s.typeIn("2\n") // and so it is asked again
	s.waitFor("Quality is now 2 (nearly)")
	s.waitFor("[again; left: 1 to repeat]")
	s.typeIn("moon\n")
	s.waitFor("u, q or ? > ")
	s.typeIn("\n")
	s.waitFor("Saved: 4 responses to 3 cards")
	s.waitFor("set the last quality > ")
	s.typeIn("\n")
	if code := s.exit(); code != "0" {
		t.Errorf("exit code %s, want 0", code)
	}
}

// TestTerminalPlainUndoOnTheSummary does so in plain lines, and leaves by the end of
// input.
func TestTerminalPlainUndoOnTheSummary(t *testing.T) {
	s := openScreen(t, "study", "--plain", "--new", "1", "sky.toml")
	s.waitFor("circle?")
	s.typeIn("sun\n")
	s.waitFor("Done for today.")
	s.waitFor(":u takes your last response back, :0 to :5 set its quality; Enter leaves.")
	s.typeIn(":u\n")
	s.waitFor("Took back your response to sky/sun#ask")
	s.waitFor("circle?")
	s.typeIn("the sun\n")
	s.waitFor("Done for today.")
	s.waitFor("Enter leaves.")
	s.typeIn("\x04")
	if code := s.exit(); code != "0" {
		t.Errorf("exit code %s, want 0", code)
	}
}
