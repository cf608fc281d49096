// go-tuf, with the protocol of support/clients.ts.
package main

import (
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"

	"tuf-on-ci/interop/protocol"
)

type client struct{ updater *updater.Updater }

func main() { protocol.Run(update) }

func update(place protocol.Place) (protocol.Client, error) {
	settings, err := config.New(place.Site+"metadata/", place.Root)
	if err != nil {
		return nil, err
	}
	settings.RemoteTargetsURL = place.Site + "targets/"
	settings.LocalMetadataDir = place.State
	settings.LocalTargetsDir = place.State
	updating, err := updater.New(settings)
	if err != nil {
		return nil, err
	}
	return client{updating}, updating.Refresh()
}

func (c client) Download(target, file string) error {
	info, err := c.updater.GetTargetInfo(target)
	if err != nil {
		return err
	}
	_, _, err = c.updater.DownloadTarget(info, file, "")
	return err
}
