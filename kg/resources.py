"""Where the ontology and the shapes lie: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource_folder(name: str) -> Path:
    """Return the folder `ontology` or `shapes`.

    Raises:
        FileNotFoundError: If kg is installed without it.
    """
    for folder in (PACKAGE / "_data" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"kg is installed without its folder {name}: install it again")
