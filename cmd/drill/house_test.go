package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// imports says which of our packages each package may import, and why the
// walls stand where they do. Imports point downwards only.
var imports = map[string][]string{
	"drill/cmd/drill": {"drill/decks", "drill/internal/deck", "drill/internal/exchange", "drill/internal/grading", "drill/internal/printable",
		"drill/internal/report", "drill/internal/scheduler", "drill/internal/session", "drill/internal/simulation", "drill/internal/store", "drill/internal/term"},
	"drill/decks":              {},
	"drill/internal/term":      {"drill/internal/deck", "drill/internal/grading", "drill/internal/printable", "drill/internal/scheduler", "drill/internal/session"},
	"drill/internal/report":    {"drill/internal/grading", "drill/internal/printable", "drill/internal/scheduler", "drill/internal/session"},
	"drill/internal/store":     {"drill/internal/deck", "drill/internal/grading", "drill/internal/scheduler", "drill/internal/session"},
	"drill/internal/exchange":  {"drill/internal/deck", "drill/internal/grading", "drill/internal/printable"},
	"drill/internal/session":   {"drill/internal/deck", "drill/internal/grading", "drill/internal/scheduler"},
	"drill/internal/deck":      {"drill/internal/grading"},
	"drill/internal/grading":   {}, // marking is a function of rubric and response
	"drill/internal/scheduler": {}, // a schedule is a function of state, quality and day
	"drill/internal/printable": {},

	"drill/internal/simulation": {"drill/internal/deck", "drill/internal/scheduler", "drill/internal/session"},
}

// homes say which packages may import an outside library: one library, one
// home.
var homes = map[string][]string{
	"github.com/urfave/cli/v2":            {"drill/cmd/drill"},
	"github.com/BurntSushi/toml":          {"drill/internal/deck"},
	"github.com/mattn/go-sqlite3":         {"drill/internal/store"},
	"database/sql":                        {"drill/internal/store"},
	"golang.org/x/term":                   {"drill/internal/term"},
	"github.com/rivo/uniseg":              {"drill/internal/printable"},
	"github.com/blevesearch/snowballstem": {"drill/internal/grading"},
	"golang.org/x/text":                   {"drill/internal/grading", "drill/internal/deck", "drill/internal/store"},
	"golang.org/x/net/html":               {"drill/internal/exchange"},
	"github.com/klauspost/compress":       {"drill/internal/exchange"},
	"github.com/yuin/goldmark":            {"drill/internal/exchange"},
	"github.com/google/uuid":              {"drill/internal/session", "drill/internal/store"},
}

// noIO lists what packages that do no I/O of their own may not import.
var noIO = map[string][]string{
	"drill/internal/deck":      {"os", "net", "os/exec", "database/sql"},
	"drill/internal/grading":   {"os", "net", "os/exec", "database/sql", "time", "math/rand", "math/rand/v2"},
	"drill/internal/scheduler": {"os", "net", "os/exec", "database/sql", "math/rand", "math/rand/v2"},
	"drill/internal/session":   {"os", "net", "os/exec", "database/sql"},

	"drill/internal/simulation": {"os", "net", "os/exec", "database/sql", "time"},
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

// TestImportsPointDownwards keeps the house as it is drawn in docs/house.md.
func TestImportsPointDownwards(t *testing.T) {
	for _, pkg := range listPackages(t) {
		allowed, known := imports[pkg.ImportPath]
		if !known {
			t.Errorf("package %s has no place in the house: add it to this test and to docs/house.md", pkg.ImportPath)
		}
		for _, imported := range pkg.Imports {
			if strings.HasPrefix(imported, "drill/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s may not import %s", pkg.ImportPath, imported)
			}
			if slices.Contains(noIO[pkg.ImportPath], imported) {
				t.Errorf("%s does no I/O of its own, and imports %s", pkg.ImportPath, imported)
			}
			checkHome(t, pkg.ImportPath, imported)
		}
	}
}

func checkHome(t *testing.T, pkg, imported string) {
	t.Helper()
	for library, home := range homes {
		if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(home, pkg) {
			t.Errorf("%s imports %s, whose home is %s", pkg, imported, strings.Join(home, ", "))
		}
	}
}

// listPackages asks the go command for the packages of the module and what
// they import, tests left out.
func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "drill/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listedPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var pkg listedPackage
		if err := decoder.Decode(&pkg); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, pkg)
	}
	if len(packages) < len(imports) {
		t.Errorf("go list names %d packages, and this test knows %d", len(packages), len(imports))
	}
	return packages
}
