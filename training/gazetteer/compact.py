"""Compact the gazetteers of `../shared/data/gazetteer` into the files that `kg.link` ships.

    python training/gazetteer/compact.py [--source FOLDER] [--target FOLDER]

What linking does not read is left out: role codes, regions, sources. One leader is one row with all spells in office,
spells that ended before `SINCE` are dropped, and people known only as "government" without a portfolio keep the country
alone. The notices that must be kept are in `NOTICE` beside the data.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2] / "shared/data/gazetteer"
TARGET = HERE.parents[1] / "kg/link/data"
SINCE = "1945"

# Bearers of a shared name so much better known that the name alone means them.
BEST_KNOWN = {
    "Congo": "COD", "Congolese": "COD", "Dominican": "DOM", "Dominicans": "DOM", "Kingston": "JAM", "Congress": "us-congress",
    "Republican Party": "us-republicans", "The Times": "times-uk",
}  # fmt: skip

# Parts of a state act for themselves in the news, and places are no parties.
NOT_THE_STATE = {
    "England", "Scotland", "Wales", "Northern Ireland", "British Isles", "English", "Scottish", "Welsh",
    "Northern Irish", "Englishman", "Englishmen", "Englishwoman", "Englishwomen", "Scot", "Scots", "Scotsman",
    "Scotsmen", "Welshman", "Welshmen", "West Bank", "Gaza Strip", "Gaza", "Palestinian Territories",
    "Palestinian Territory", "Occupied Palestinian Territory", "Occupied Palestinian Territories",
}  # fmt: skip


def read(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one gazetteer file."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def write(folder: Path, name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows under a header, with plain line ends so that differences read well."""
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def joined(*cells: str, without: Set[str] = frozenset()) -> str:
    """Join `;` lists into one without repetition or parts that stand for themselves or others."""
    parts = [part for cell in cells for part in cell.split(";") if part and part not in NOT_THE_STATE | without]
    return ";".join(dict.fromkeys(parts))


def countries(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield iso3, Wikidata id, name, other names, adjectives, demonyms, seats, official name.

    States that ended keep only what no living one goes by: Belgrade is Serbia's.
    """
    rows = list(read(folder, "countries.csv"))
    shared = ("adjectives", "demonyms", "capital", "capital_aliases")
    living = [row for row in rows if row["status"] != "historical"]
    taken = {name for row in living for column in shared for name in row[column].split(";")}
    for row in rows:
        names = joined(row["official_name"], row["aliases"])
        gone = taken if row["status"] == "historical" else set[str]()
        yield (
            row["iso3"], row["wikidata"], row["name"], names,
            joined(row["adjectives"], without=gone), joined(row["demonyms"], without=gone),
            joined(row["capital"], row["capital_aliases"], without=gone), row["sovereign"],
        )  # fmt: skip


def organizations(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield id, name, acronym, aliases, type, subtype, country, Wikidata id, parent."""
    for row in read(folder, "organizations.csv"):
        yield tuple(
            row[k] for k in ("id", "name", "acronym", "aliases", "type", "subtype", "country", "wikidata", "parent")
        )


def armed_groups(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield name, aliases and country of groups that `organizations.csv` does not have."""
    for row in read(folder, "armed_groups_phoenix.csv"):
        if not row["organization_id"] and len(row["name"].split()) > 1:
            aliases = [a for a in row["aliases"].split(";") if len(a.split()) > 1]
            yield row["name"], ";".join(aliases), row["country"]


def roles(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield pattern, kind, speaks_for, country."""
    for row in read(folder, "roles.csv"):
        yield row["pattern"], row["kind"], row["speaks_for"], row["country"]


def ambiguous(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield surface, candidates, and the one that the name alone means, if any."""
    for row in read(folder, "ambiguous.csv"):
        best = BEST_KNOWN.get(row["surface"], row["in_main_file"])
        yield row["surface"], row["candidates"], best if ";" not in best else ""


def leaders(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield name, aliases, and spells `country|organization|post|from|to`, one row a person and country."""
    people: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for row in read(folder, "leaders.csv"):
        end = row["to"] or row["open_as_of"]
        if end and end < SINCE:
            continue
        post = row["post"] if row["source"] == "general-knowledge" else ""
        name, _, _ = row["name"].partition(" (")
        aliases, spells = people.setdefault((name, row["country"] or row["organization"]), (set(), set()))
        aliases.update(a for a in row["aliases"].split(";") if a)
        # What a dictionary last saw open is open: the end is not known.
        spells.add("|".join((row["country"], row["organization"], post, row["from"][:10], row["to"][:10])))
    for (name, _), (aliases, spells) in sorted(people.items()):
        yield name, ";".join(sorted(aliases)), ";".join(sorted(spells))


def main() -> None:
    """Write every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    source, target = args.source, args.target
    header = ("iso3", "wikidata", "name", "names", "adjectives", "demonyms", "seats", "sovereign")
    write(target, "countries.csv", header, countries(source))
    header = ("id", "name", "acronym", "aliases", "type", "subtype", "country", "wikidata", "parent")
    write(target, "organizations.csv", header, organizations(source))
    write(target, "armed_groups.csv", ("name", "aliases", "country"), armed_groups(source))
    write(target, "roles.csv", ("pattern", "kind", "speaks_for", "country"), roles(source))
    write(target, "ambiguous.csv", ("surface", "candidates", "best"), ambiguous(source))
    write(target, "leaders.csv", ("name", "aliases", "spells"), leaders(source))


if __name__ == "__main__":
    main()
