"""What is said about a graph that leaves the house: its name, its licence, who publishes it, when it was made."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from kg.errors import ExportError
from kg.version import __version__

SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
DESCRIPTION = (
    "Who takes which position on what in foreign policy, with the words that prove it; read from texts by machine."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What packages, nanopublications and annotations say about the graph that they come from.

    Args:
        title: The graph's name.
        description: One sentence.
        licence: The IRI of the terms under which others may use it; an SPDX name such as `CC-BY-4.0` is made one. Empty
            where nobody has said: only the maker of a graph can choose.
        publisher: Who publishes it: a name or an IRI. Empty where nobody has said.
        made: When the graph was built, in UTC.
        run: What `run.json` says about the build; empty where there is none.

    Raises:
        ExportError: If the licence is neither an IRI nor an SPDX name.
    """

    title: str = "Foreign policy positions"
    description: str = DESCRIPTION
    licence: str = ""
    publisher: str = ""
    made: dt.datetime = field(default_factory=lambda: midnight(dt.datetime.now(dt.UTC)))
    run: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.licence and not IRI.fullmatch(self.licence):
            if not SPDX.fullmatch(self.licence):
                raise ExportError(
                    f"{self.licence!r} is no licence. Give its IRI, or its SPDX name such as CC-BY-4.0.",
                    licence=self.licence,
                )
            object.__setattr__(self, "licence", f"https://spdx.org/licenses/{self.licence}")

    def of_folder(self, folder: Path) -> Self:
        """Return the same, made when the `run.json` in the folder of a build says; unchanged where there is none."""
        path = folder / "run.json"
        try:
            run = json.loads(path.read_text(encoding="utf-8"))
            return replace(self, made=dt.datetime.fromisoformat(run["ended"]).astimezone(dt.UTC), run=run)
        except FileNotFoundError:
            return self
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise ExportError(f"{path}: cannot be read ({exc}). Build again to write it anew.", path=path) from exc

    @property
    def timestamp(self) -> str:
        """When the graph was made, as ISO 8601 in UTC."""
        return self.made.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def licence_name(self) -> str:
        """The last part of the licence's IRI that names it."""
        return self.licence.rstrip("/").rpartition("/")[2] if "spdx.org" in self.licence else self.licence


def software_iri(version: str = __version__) -> str:
    """Return the IRI of kg as a program."""
    return f"https://w3id.org/fpp/kg/{version}"


def midnight(now: dt.datetime) -> dt.datetime:
    """Return the start of the day, so that what is made twice on a day is the same."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
