//go:build !linux && !darwin

package main

import "errors"

// swap would exchange two files or folders in one step.
func swap(_, _ string) error { return errors.ErrUnsupported }
