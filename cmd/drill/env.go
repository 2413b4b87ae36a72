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

// checkedOutput remembers the first error of writing, so that none is lost where a
// command prints many lines and looks at none.
type checkedOutput struct {
	to  io.Writer
	err error
}

func (o *checkedOutput) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

func systemEnv() Env {
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Random: rand.Reader,
	}
}
