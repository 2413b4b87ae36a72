// Package decks holds the decks that come with drill, embedded into the
// program.
package decks

import "embed"

// FS holds each deck as a file or a folder at its top.
//
//go:embed ai-training
var FS embed.FS
