"""Templates -> HTML, escaped everywhere; one file a page, and beside it the same as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from kg.rdf.namespaces import clean
from kg.site.facts import Facts
from kg.site.resources import Writer, describe
from kg.site.sitemap import Sitemap

TEMPLATES = Path(__file__).parent / "templates"
VERBS: Mapping[str, str] = MappingProxyType(
    {"support": "supports", "oppose": "opposes", "ambivalent": "is for and against"}
)
LONGEST = 300
"""Characters of a name that a page shows; the whole stands in the page's data."""
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every page tells of the site: its title, address (with `/` at the end), licence, publisher and program."""

    title: str
    url: str
    description: str
    licence: str
    publisher: str
    program: str


class Pages:
    """Writes the files of a site into a folder, and each page into its sitemap.

    Args:
        folder: Where the files go; the folders of the kinds are there.
        site: What every page tells.
        facts: Reads the graph.
        sitemap: Hears of every page.
    """

    def __init__(self, folder: Path, site: SiteFacts, facts: Facts, sitemap: Sitemap) -> None:
        self.folder = folder
        self.site = site
        self.written = 0
        self._facts = facts
        self._sitemap = sitemap
        self._writer = Writer(facts.base)
        self._environment = _environment()

    def resource(self, template: str, path: str, iri: str, **told: Any) -> None:  # noqa: ANN401 - what templates take
        """Write the page of a resource, its Turtle and its JSON-LD, at `path` and their suffixes."""
        nodes = describe(self._facts.about, iri)
        target = self.folder / path
        target.with_name(target.name + ".ttl").write_bytes(self._writer.turtle(nodes))
        target.with_name(target.name + ".jsonld").write_bytes(self._writer.jsonld(nodes))
        self.page(template, path, iri=iri, **told)

    def page(self, template: str, path: str, *, iri: str = "", section: str = "", **told: Any) -> None:  # noqa: ANN401
        """Write a page alone."""
        root = "../" * path.count("/")
        html = self._environment.get_template(template).render(
            site=self.site, root=root, path=path, iri=iri, section=section, **told
        )
        target = self.folder / path
        target.with_name(target.name + ".html").write_bytes(html.encode())
        self._sitemap.add(f"{path}.html")
        self.written += 1


def short(text: object, length: int = LONGEST) -> str:
    """Return a text on one line, without what HTML cannot hold, cut at `length` characters.

    >>> short("one two", 4)
    'one…'
    """
    line = " ".join(clean(str(text)).split()) if not isinstance(text, Markup) else text
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def words(name: str) -> str:
    """Return a class's name as words.

    >>> words("NonStateArmedGroup")
    'Non state armed group'
    """
    return HUMP.sub(" ", name).capitalize()


def link(address: str) -> Markup:
    """Return a link to a web address; one of another kind, such as `javascript:`, stays text."""
    shown = escape(short(address))
    if address.startswith(("https://", "http://")):
        return Markup('<a rel="external nofollow" href="{}">{}</a>').format(clean(address), shown)
    return Markup("<bdi>{}</bdi>").format(shown)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"short": short, "words": words, "link": link}
    environment.globals |= {"verbs": _Verbs(VERBS)}
    return environment


class _Verbs(dict[str, str]):
    """Verbs of stances; none for others."""

    def __missing__(self, stance: str) -> str:
        return ""
