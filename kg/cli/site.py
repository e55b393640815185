"""`kg site`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def site(
    context: typer.Context,
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the site: new, or of an earlier site.")],
    base_url: Annotated[
        str, typer.Option("--base-url", help="Where it will be served; without it, the base of the graph's IRIs.")
    ] = "",
    title: Annotated[str, typer.Option(help="The name of the site and of the dataset.")] = "Foreign policy positions",
    licence: Annotated[str, typer.Option("--licence", "--license", help="IRI of the data's licence.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes it.")] = "",
    dumps: Annotated[bool, typer.Option("--dumps/--no-dumps", help="Whether the whole graph lies in dumps/.")] = True,
) -> None:
    """Write a static site: one page an actor, issue, document, position, statement and relation.

    Each page lies there as HTML, Turtle and JSON-LD, with links between them; a description of the dataset (VoID and
    DCAT), a sitemap and dumps beside them. Any file server can serve it, and it opens from disk.

    An earlier site in the folder is replaced whole when the new one is finished. A folder that holds anything else is
    left alone.

    **Examples**

    `kg site graph --out site`

    `kg site graph --out public --base-url https://example.org/positions/ --licence https://creativecommons.org/licenses/by/4.0/`

    `python -m http.server --directory site`
    """
    from kg.builder import open_built
    from kg.cli.progress import progress_bar
    from kg.errors import SettingsError
    from kg.site import SiteOptions, build_site
    from kg.store import GraphStore

    for name, value in (("--base-url", base_url), ("--licence", licence)):
        if value and not _is_address(value):
            raise SettingsError(f"{name} {value}: no web address. Write one such as https://example.org/positions/.")
    quiet = bool(context.obj and context.obj.get("quiet"))
    directory = open_built(graph)
    options = SiteOptions(url=base_url, title=title, licence=licence, publisher=publisher, dumps=dumps)
    with GraphStore.open(directory.store, read_only=True) as store, progress_bar(quiet=quiet) as bar:
        made = build_site(store, out, documents=directory.file("documents.jsonl"), options=options, progress=bar)
    if not quiet:
        typer.echo(f"{out}: {made.pages:,} pages on {made.resources:,} resources, for {made.url}", err=True)
        if not licence:
            typer.echo("No licence is given; catalogues ask for one: --licence https://…", err=True)


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit

    parts = urlsplit(text)
    plain = not any(character.isspace() or character in '<>"{}|\\^`' for character in text)
    return plain and parts.scheme in ("http", "https") and bool(parts.netloc) and not (parts.query or parts.fragment)
