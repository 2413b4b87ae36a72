package deck_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drill/internal/deck"
)

// shows is a deck of one question with a picture.
func shows(image string) string {
	return head + fmt.Sprintf("[[question]]\nid = \"q\"\ntype = \"short\"\nprompt = \"Which?\"\nanswer = \"cat\"\nimage = %q\n", image)
}

func TestPicturesStayInTheFolderOfTheDeck(t *testing.T) {
	files := fstest.MapFS{
		"d/img/a.png":  {Data: []byte("x")},
		"d/b.png":      {Data: []byte("x")},
		"d/link.png":   {Data: []byte("b.png"), Mode: fs.ModeSymlink},
		"d/out":        {Data: []byte("../other"), Mode: fs.ModeSymlink},
		"d/pipe.png":   {Mode: fs.ModeNamedPipe},
		"other/up.png": {Data: []byte("x")},
	}
	for image, want := range map[string][]string{
		"img/a.png":         nil,
		"b.png":             nil,
		"img/b.png":         {`there is no file "img/b.png": put it into the deck's folder, or mend the path`},
		"b.png/c":           {`there is no file "b.png/c": put it into the deck's folder, or mend the path`},
		"img":               {`"img" is not a plain file: name a picture`},
		"pipe.png":          {`"pipe.png" is not a plain file: name a picture`},
		"link.png":          {`"link.png" goes through a link: put the file itself into the deck's folder`},
		"out/up.png":        {`"out/up.png" goes through a link: put the file itself into the deck's folder`},
		"../other/up.png":   {`"../other/up.png" leads out of the deck's folder: put the picture into the deck's folder`},
		"img/../../a.png":   {`"img/../../a.png" leads out of the deck's folder: put the picture into the deck's folder`},
		"/d/b.png":          {`"/d/b.png" is an absolute path: write a path from the deck's folder, such as "img/cell.png"`},
		"C:/d/b.png":        {`"C:/d/b.png" is an absolute path: write a path from the deck's folder, such as "img/cell.png"`},
		`img\a.png`:         {`"img\\a.png" holds a backslash: write / between folders`},
		"./b.png":           {`"./b.png" is not a plain path: write a path from the deck's folder, such as "img/cell.png"`},
		".":                 {`"." is not a plain path: write a path from the deck's folder, such as "img/cell.png"`},
		"deck.toml":         {`"deck.toml" is no picture: name a picture`},
		"https://x.y/b.png": {`"https://x.y/b.png" is no file of the deck: put the picture into the deck's folder`},
	} {
		files["d/deck.toml"] = &fstest.MapFile{Data: []byte(shows(image))}
		var full []string
		for _, problem := range want {
			full = append(full, "d/deck.toml:9: q: image: "+problem)
		}
		if diff := cmp.Diff(full, problemsOf(t, files, "d")); diff != "" {
			t.Errorf("problems with %s (-want +got):\n%s", image, diff)
		}
	}
}

func TestALinkOnDiskLeadsToNoPicture(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"secret.png": "x", "d/good.png": "x", "d/deck.toml": shows("link.png"), "d/x.toml": ""} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.png", filepath.Join(dir, "d", "link.png")); err != nil {
		t.Skip(err)
	}
	want := `d/deck.toml:9: q: image: "link.png" goes through a link: put the file itself into the deck's folder`
	if _, err := deck.Load(os.DirFS(dir), "d"); err == nil || err.Error() != want {
		t.Errorf("Load: %v, want %s", err, want)
	}
}

func TestPicturesStandBesideTheFileOfADeck(t *testing.T) {
	files := fstest.MapFS{"sub/x.toml": {Data: []byte(shows("img/a.png"))}, "sub/img/a.png": {Data: []byte("x")}}
	d, err := deck.Load(files, "sub/x.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Cards[0].Image; got != "img/a.png" {
		t.Errorf("Image = %q", got)
	}
}
