package main

import (
	"errors"
	"path/filepath"
)

// dataDir is drill's folder below $XDG_DATA_HOME, or below ~/.local/share where
// that is not set (XDG Base Directory Specification 0.8: relative paths count
// as not set).
func (e Env) dataDir() (string, error) {
	if dir := e.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "drill"), nil
	}
	if home := e.Getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "share", "drill"), nil
	}
	return "", withHint(errors.New("there is no home folder to keep responses in"),
		"set HOME or XDG_DATA_HOME, or name the files with --db FILE and --decks DIR")
}

// databasePath is where responses are kept: --db, DRILL_DB, or the data folder.
func (p *program) databasePath() (string, error) {
	return p.pathOf(p.settings.db, "DRILL_DB", "drill.db")
}

// decksPath is where added decks are: --decks, DRILL_DECKS, or the data folder.
func (p *program) decksPath() (string, error) {
	return p.pathOf(p.settings.decks, "DRILL_DECKS", "decks")
}

func (p *program) pathOf(flag, variable, name string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	if path := p.env.Getenv(variable); path != "" {
		return path, nil
	}
	dir, err := p.env.dataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, name), nil
}

// learnerName is --learner or DRILL_LEARNER; empty means the default learner.
func (p *program) learnerName() string {
	if p.settings.learner != "" {
		return p.settings.learner
	}
	return p.env.Getenv("DRILL_LEARNER")
}
