"""python-tuf, with the protocol of support/clients.ts."""

import json
import sys
from pathlib import Path

from tuf.ngclient import Updater


def main() -> None:
    site, folder = sys.argv[1], Path(sys.argv[2])
    targets = json.load(sys.stdin)
    state, downloads = folder / "state", folder / "downloads"
    is_new = not (state / "root.json").exists()
    state.mkdir(exist_ok=True)
    try:
        updater = Updater(
            metadata_dir=str(state),
            metadata_base_url=site + "metadata/",
            target_base_url=site + "targets/",
            # Later it trusts what it has kept.
            bootstrap=(folder / "root.json").read_bytes() if is_new else None,
        )
        updater.refresh()
    except Exception as error:
        return tell({"stopped": text_of(error), "targets": []})
    tell({"stopped": None, "targets": [download(updater, path, downloads / str(i)) for i, path in enumerate(targets)]})


def download(updater: Updater, path: str, file: Path) -> str | None:
    try:
        info = updater.get_targetinfo(path)
        if info is None:
            return "no role lists it"
        updater.download_target(info, str(file))
        return None
    except Exception as error:
        return text_of(error)


def text_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def tell(outcome: dict) -> None:
    print(json.dumps(outcome))


main()
