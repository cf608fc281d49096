// Package protocol is the protocol of support/clients.ts.
package protocol

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// Client downloads a target file into a file.
type Client interface {
	Download(target, file string) error
}

// Place is where a client works.
type Place struct {
	// Site is the URL of the published repository; it ends with a slash.
	Site string
	// Root is the root that the client starts with.
	Root []byte
	// State is the folder for what the client keeps.
	State string
}

type outcome struct {
	Stopped *string   `json:"stopped"`
	Targets []*string `json:"targets"`
}

// Run updates a client and downloads what standard input asks for.
func Run(update func(Place) (Client, error)) {
	folder := os.Args[2]
	root, err := os.ReadFile(filepath.Join(folder, "root.json"))
	must(err)
	var targets []string
	must(json.NewDecoder(os.Stdin).Decode(&targets))

	told := outcome{Targets: []*string{}}
	client, err := update(Place{Site: os.Args[1], Root: root, State: filepath.Join(folder, "state")})
	told.Stopped = textOf(err)
	if err == nil {
		for i, target := range targets {
			file := filepath.Join(folder, "downloads", strconv.Itoa(i))
			told.Targets = append(told.Targets, textOf(client.Download(target, file)))
		}
	}
	must(json.NewEncoder(os.Stdout).Encode(told))
}

func textOf(err error) *string {
	if err == nil {
		return nil
	}
	text := err.Error()
	return &text
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
