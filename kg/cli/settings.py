"""`kg settings`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def settings(config: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None) -> None:
    """Print the settings in effect as TOML, ready to be saved and edited.

    They come from a settings file (`--config`, else `kg.toml` here, else the user's) and from the environment
    (`KG_READ_TIMEOUT=10`); options of a command come on top.

    **Examples**

    `kg settings > kg.toml`

    `KG_BUILD_WORKERS=2 kg settings`
    """
    import json

    from kg.settings import iter_settings, load_settings

    section = ""
    for name, value in iter_settings(load_settings(config)):
        if name.split(".")[0] != section:
            typer.echo(("\n" if section else "") + f"[{name.split('.')[0]}]")
            section = name.split(".")[0]
        typer.echo(f"{name.split('.')[1]} = {json.dumps(list(value) if isinstance(value, tuple) else value)}")
