"""What goes wrong on the development documents, by category, as a page to read: `python -m benchmarks.errors`.

Prints a table of counts and writes `benchmarks/work/errors.html`: each miss with its sentence, gold and found parts marked.
Uses what `python -m benchmarks.build` or `benchmarks.quality` left in `benchmarks/work`; builds it when it is missing.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpora

CATEGORIES = {
    "missed cue": "a statement in the gold; nothing is found at its cue",
    "content boundary": "the cue is found, the content shares less than half of its words with the gold",
    "no statement": "found where the gold has none",
    "wrong source": "the statement is found, its source shares less than half of its words",
    "wrong speaker": "the statement is found, its speaker is another actor than in the gold",
    "no speaker": "the statement is found, its speaker is not",
    "wrong body": "the statement is found, the state or body spoken for is another or none",
    "missed actor": "an actor of the gold that is not among the document's",
    "no actor": "an actor that the gold does not have",
}
AROUND = 160
"""Characters shown before and after."""
SETS = ("polnear-dev", "positions")
PAGE = Path(__file__).with_name("errors.template.html")


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing wrong: where, and what was wanted and found, as spans by role or as names."""

    category: str
    document: str
    text: str
    wanted: dict[str, list[list[int]]]
    found: dict[str, list[list[int]]]
    note: str = ""


def misses(gold: dict, found: dict) -> Iterator[Miss]:
    """Yield what is wrong in one document; `found` is its line of documents.jsonl."""
    scorer = corpora.scorer("score_attributions")
    text = gold["text"]
    wanted = [one for one in gold["attributions"] if one.get("content")]
    pairs = scorer.pair(text, wanted, found["statements"])
    for want, have in pairs:
        agree = scorer.jaccard(scorer.words(text, want["source"]), scorer.words(text, have.get("source")))
        if want["source"] and agree < 0.5:
            yield Miss("wrong source", gold["doc"], text, parts(want), parts(have))
    yield from _unpaired(gold, wanted, found["statements"], pairs)
    if "actors" in gold:
        yield from _actors(gold, found)
        yield from _speakers(gold, found, pairs)


def _unpaired(gold: dict, wanted: Sequence[dict], have: Sequence[dict], pairs: Sequence[tuple]) -> Iterator[Miss]:
    paired = {id(one) for pair in pairs for one in pair}
    free = [one for one in have if id(one) not in paired]
    met = set()
    for want in wanted:
        if id(want) in paired:
            continue
        near = next((one for one in have if touches(one["cue"], want["cue"])), None)
        met.add(id(near))
        category = "missed cue" if near is None else "content boundary"
        yield Miss(category, gold["doc"], gold["text"], parts(want), parts(near or {}))
    for one in free:
        if id(one) not in met:
            yield Miss("no statement", gold["doc"], gold["text"], {}, parts(one), f"score {one['score']:.2f}")


def _speakers(gold: dict, found: dict, pairs: Sequence[tuple]) -> Iterator[Miss]:
    scorer = corpora.scorer("score_documents")
    actors = {one["id"]: one for one in found["actors"]}
    for want, have in pairs:
        for key in ("speaker", "on_behalf_of"):
            actor = actors.get(have.get(key))
            if want.get(key) and not scorer.same(want[key], gold["actors"], actor):
                name = actor["name"] if actor else "none"
                category = "wrong body" if key == "on_behalf_of" else "wrong speaker" if actor else "no speaker"
                yield Miss(category, gold["doc"], gold["text"], parts(want), parts(have), f"{want[key]}, not {name}")


def _actors(gold: dict, found: dict) -> Iterator[Miss]:
    scorer = corpora.scorer("score_documents")
    places: dict[str, list[list[int]]] = {}
    for mention in found["mentions"]:
        if mention["form"] in ("name", "acronym"):
            places.setdefault(mention["actor"], []).extend(mention["spans"])
    free = [one for one in found["actors"] if one["id"] in places]
    for want in gold["actors"]:
        same = next((one for one in free if scorer.names(want) & scorer.names(one)), None)
        if same:
            free.remove(same)
            continue
        at = re.search(re.escape(want["name"]), gold["text"])
        yield Miss(
            "missed actor", gold["doc"], gold["text"], {"name": [list(at.span())]} if at else {}, {}, want["name"]
        )
    for one in free:
        yield Miss("no actor", gold["doc"], gold["text"], {}, {"name": places[one["id"]][:1]}, one["name"])


def touches(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> bool:
    """Tell whether spans of one list overlap spans of the other."""
    return any(s < f and t < e for s, e in a for t, f in b)


def parts(statement: dict) -> dict[str, list[list[int]]]:
    """Return the spans of a statement's three roles."""
    return {role: statement[role] for role in ("source", "cue", "content") if statement.get(role)}


def excerpt(miss: Miss, marked: dict[str, list[list[int]]]) -> str:
    """Return the text around a miss as HTML, with the spans of `marked` in elements named after their role."""
    spans = [span for roles in (miss.wanted, miss.found) for some in roles.values() for span in some]
    if not spans:
        return ""
    start = max(0, min(s for s, _ in spans) - AROUND)
    end = min(len(miss.text), max(e for _, e in spans) + AROUND)
    role_at = ["" for _ in range(start, end)]
    for role, some in marked.items():
        for a, b in some:
            role_at[a - start : b - start] = [role] * (b - a)
    made, at = [], start
    while at < end:
        role, to = role_at[at - start], at
        while to < end and role_at[to - start] == role:
            to += 1
        piece = html.escape(miss.text[at:to])
        made.append(f'<mark class="{role}">{piece}</mark>' if role else piece)
        at = to
    return "".join(made)


def page(found: Sequence[Miss]) -> str:
    """Return the page."""
    sections = []
    for category, meaning in CATEGORIES.items():
        rows = [miss for miss in found if miss.category == category]
        sections.append(f'<h2 id="{category.replace(" ", "-")}">{category} ({len(rows)})</h2><p>{meaning}</p>')
        for miss in rows:
            shown = [("gold", miss.wanted), ("found", miss.found)]
            texts = "".join(f"<dt>{name}</dt><dd>{excerpt(miss, roles)}</dd>" for name, roles in shown if roles)
            note = f"<p>{html.escape(miss.note)}</p>" if miss.note else ""
            sections.append(f"<article><h3>{html.escape(miss.document)}</h3>{note}<dl>{texts}</dl></article>")
    links = " · ".join(f'<a href="#{name.replace(" ", "-")}">{name}</a>' for name in CATEGORIES)
    return PAGE.read_text(encoding="utf-8").replace("{{links}}", links).replace("{{sections}}", "\n".join(sections))


def predicted(name: str) -> list[dict]:
    """Return the records of a development set from the last build or quick look."""
    paths = [corpora.WORK / f"graph-{name.split('-')[0]}" / "documents.jsonl", corpora.WORK / f"predicted-{name}.jsonl"]
    there = [path for path in paths if path.exists()]
    if not there:
        sys.exit(f"nothing found yet for {name}: run `python -m benchmarks.quality --set {name}` first")
    newest = max(there, key=lambda path: path.stat().st_mtime)
    return [json.loads(line) for line in newest.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    if not corpora.available():
        return
    every: dict[str, list[Miss]] = {}
    for name in SETS:
        gold = corpora.gold_polnear("dev") if name.startswith("polnear") else corpora.gold_positions(name)
        by_text = {record["text"]: record for record in predicted(name)}
        with gold.open(encoding="utf-8") as lines:
            every[name] = [
                m for one in map(json.loads, lines) if one["text"] in by_text for m in misses(one, by_text[one["text"]])
            ]
    out = corpora.WORK / "errors.html"
    out.write_text(page([miss for some in every.values() for miss in some]), encoding="utf-8")
    print("| what goes wrong | " + " | ".join(SETS) + " |\n|---|" + "---|" * len(SETS))
    counts = {name: Counter(miss.category for miss in some) for name, some in every.items()}
    for category, meaning in CATEGORIES.items():
        print(f"| {category}: {meaning} | " + " | ".join(str(counts[name][category]) for name in SETS) + " |")
    print(f"\nThe page with each case: `{out.relative_to(corpora.ROOT)}` (`make errors`).")


if __name__ == "__main__":
    main()
