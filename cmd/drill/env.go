package main

import (
	"crypto/rand"
	"io"
	"os"
	"time"
)

// Env is everything of the outside world that run touches, besides files.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time // in the learner's time zone
	Random io.Reader
}

func systemEnv() Env {
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Random: rand.Reader,
	}
}
