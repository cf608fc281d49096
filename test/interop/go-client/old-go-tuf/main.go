// go-tuf before version 2, with the protocol of support/clients.ts.
package main

import (
	"os"

	tuf "github.com/theupdateframework/go-tuf/client"
	store "github.com/theupdateframework/go-tuf/client/filejsonstore"

	"tuf-on-ci/interop/protocol"
)

type client struct{ *tuf.Client }

func main() { protocol.Run(update) }

func update(place protocol.Place) (protocol.Client, error) {
	local, err := store.NewFileJSONStore(place.State)
	if err != nil {
		return nil, err
	}
	kept, err := local.GetMeta()
	if err != nil {
		return nil, err
	}
	remote, err := tuf.HTTPRemoteStore(place.Site, &tuf.HTTPRemoteOptions{MetadataPath: "metadata", TargetsPath: "targets"}, nil)
	if err != nil {
		return nil, err
	}
	updating := tuf.NewClient(local, remote)
	// Later it trusts what it has kept.
	if _, isKept := kept["root.json"]; !isKept {
		if err := updating.Init(place.Root); err != nil {
			return nil, err
		}
	}
	_, err = updating.Update()
	return client{updating}, err
}

type destination struct{ *os.File }

func (d destination) Delete() error { return os.Remove(d.Name()) }

func (c client) Download(target, file string) error {
	opened, err := os.Create(file)
	if err != nil {
		return err
	}
	defer opened.Close()
	return c.Client.Download(target, destination{opened})
}
