package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"drill/internal/grading"
	"drill/internal/printable"
)

// release is the version of the next release; a build from a tagged commit
// carries its own.
const release = "0.1.0-dev"

// version names this build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return release
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Usage:     "print the version",
		UsageText: "drill version [--json]\n\nExample: drill version",
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			if c.Bool("json") {
				return p.printJSON(map[string]string{"version": version(), "marking": grading.Engine, "go": runtime.Version()})
			}
			_, err := fmt.Fprintf(p.env.Stdout, "drill %s (marking rules %s, %s)\n", version(), grading.Engine, runtime.Version())
			return err
		},
	}
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Usage: "print one JSON document and nothing else", DisableDefaultText: true}
}

// printJSON writes one document to stdout.
func (p *program) printJSON(document any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := p.env.Stdout.Write(printable.JSON(text.Bytes()))
	return err
}
