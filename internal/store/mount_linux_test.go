package store_test

import "syscall"

// mountSmall mounts a file system of a megabyte on a folder.
func mountSmall(dir string) error { return syscall.Mount("none", dir, "tmpfs", 0, "size=1m") }

func unmount(dir string) { syscall.Unmount(dir, syscall.MNT_DETACH) }
