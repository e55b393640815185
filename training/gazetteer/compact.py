"""Compact the gazetteers of `../shared/data/gazetteer` into the files that `kg.link` ships.

    python training/gazetteer/compact.py [--source FOLDER] [--target FOLDER]

What linking does not read is left out: role codes, regions, sources. One leader is one row with all spells in office,
spells that ended before `SINCE` are dropped, and people known only as "government" without a portfolio keep the country
alone. Offices of `officials.csv`, which we wrote down from general knowledge, come in. The notices that must be kept are
in `NOTICE` beside the data.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

HERE = Path(__file__).resolve().parent
OFFICIALS = HERE / "officials.csv"
SOURCE = HERE.parents[2] / "shared/data/gazetteer"
TARGET = HERE.parents[1] / "kg/link/data"
SINCE = "1945"

People = dict[tuple[str, str], tuple[set[str], set[str]]]

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
    people: People = {}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for row in read(folder, "leaders.csv"):
        end = row["to"] or row["open_as_of"]
        if end and end < SINCE:
            continue
        post = row["post"] if row["source"] == "general-knowledge" else ""
        name, _, _ = row["name"].partition(" (")
        home = row["country"] or row["organization"]
        # What a dictionary last saw open is open: the end is not known.
        spell = "|".join((row["country"], row["organization"], post, row["from"][:10], row["to"][:10]))
        _add(people, (name, home), row["aliases"].split(";"), spell)
        for alias in filter(None, (name, *row["aliases"].split(";"))):
            known.setdefault((alias, home), (name, home))
    for row in read(OFFICIALS.parent, OFFICIALS.name):
        names, home = (row["name"], *filter(None, row["aliases"].split(";"))), row["country"] or row["organization"]
        key = next((known[name, home] for name in names if (name, home) in known), (row["name"], home))
        spell = "|".join((row["country"], row["organization"], row["post"], row["from"], row["to"]))
        _add(people, key, (name for name in names if name != key[0]), spell)
        known.setdefault((row["name"], home), key)
    for (name, _), (aliases, spells) in sorted(people.items()):
        yield name, ";".join(sorted(aliases)), ";".join(sorted(_ended(spells)))


def _add(people: People, key: tuple[str, str], aliases: Iterable[str], spell: str) -> None:
    names, spells = people.setdefault(key, (set(), set()))
    names.update(alias for alias in aliases if alias)
    spells.add(spell)


def _ended(spells: Set[str]) -> Iterator[str]:
    """Yield the spells but those without an end or a post that began in one whose end is known: it is the same."""
    told = [cells for cells in (spell.split("|") for spell in spells) if cells[2] and cells[4]]
    for spell in spells:
        _, _, post, start, end = spell.split("|")
        if post or end or not any(first <= start <= last for _, _, _, first, last in told):
            yield spell


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
