"""Speakers and bodies spoken for, given the gold statements: what linking does when attribution is right.

    python -m benchmarks.speakers                          # the development set
    python -m benchmarks.speakers --set positions-train --limit 60 --misses 40

Cases are told apart by where the speaker's name stands: in the source, elsewhere in the sentence, or outside it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from benchmarks import corpora
from kg.annotate import annotate, load_pipeline
from kg.extract import find_clusters
from kg.extract.attribution.frames import Frame, head_of, to_attribution
from kg.extract.attribution.quotes import find_quotes
from kg.link import Linker
from kg.model import Attribution, Document
from kg.read import make_document

WHERE = ("in the source", "in the sentence", "outside the sentence")


def gold_attributions(doc: Doc, document: Document, statements: list[dict]) -> Iterator[tuple[dict, Attribution]]:
    """Yield gold statements as attributions of a parse."""
    quotes = find_quotes(doc)
    for one in statements:
        source, cue, content = (_tokens(doc, one[role]) for role in ("source", "cue", "content"))
        verb = head_of(doc, cue) or head_of(doc, content)
        if verb is None:
            continue
        made = to_attribution(doc, document, Frame(cue, source, content, verb, head_of(doc, source), 1.0), quotes)
        if made is not None:
            yield one, made


def _tokens(doc: Doc, spans: list[list[int]]) -> frozenset[int]:
    return frozenset(t.i for t in doc for a, b in spans if t.idx < b and t.idx + len(t) > a and not t.is_space)


def where(doc: Doc, gold: dict, one: dict) -> str:
    """Return where a gold statement's speaker is named."""
    actor = next((a for a in gold["actors"] if a["name"] == one["speaker"]), {"name": one["speaker"]})
    names = "|".join(re.escape(name) for name in [actor["name"], *actor.get("aliases", []), actor["name"].split()[-1]])
    inside = " ".join(gold["text"][a:b] for a, b in one["source"])
    if re.search(rf"\b({names})\b", inside):
        return WHERE[0]
    at = (one["cue"] or one["content"])[0][0]
    sentence = next((s.text for s in doc.sents if s.start_char <= at < s.end_char), "")
    return WHERE[1] if re.search(rf"\b({names})\b", sentence) else WHERE[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="positions")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    if not corpora.available():
        return
    same = corpora.scorer("score_documents").same
    rows = [json.loads(line) for line in corpora.gold_positions(args.set).read_text(encoding="utf-8").splitlines()]
    rows = rows[: args.limit]
    documents = [make_document(row["text"], input=row["doc"]) for row in rows]
    right, size, misses = Counter[str](), Counter[str](), []
    linker = Linker()
    for row, (doc, document) in zip(rows, annotate(documents, nlp=load_pipeline()), strict=True):
        if document.text != row["text"]:
            continue
        pairs = list(gold_attributions(doc, document, row["attributions"]))
        linked = linker.link(find_clusters(doc, document), [made for _, made in pairs], document=document)
        actors = {actor.id: {"name": actor.name, "aliases": actor.aliases} for actor in linked.actors}
        by_parts = {(s.source, s.cue, s.content): s for s in linked.statements}
        for one, made in pairs:
            statement = by_parts[made.source, made.cue, made.content]
            for key, case in (("speaker", where(doc, row, one) if one.get("speaker") else ""), ("on_behalf_of", "")):
                if not one.get(key):
                    continue
                actor = actors.get(getattr(statement, key) or "")
                hit = same(one[key], row["actors"], actor)
                for name in filter(None, (key, case)):
                    size[name] += 1
                    right[name] += hit
                if not hit:
                    source = " … ".join(row["text"][a:b] for a, b in one["source"])
                    misses.append(f"{row['doc']}: {key} {one[key]}, not {actor and actor['name']}: {source!r}")
    print("| given the gold statements | right |\n|---|---|")
    for name in ("speaker", *WHERE, "on_behalf_of"):
        print(f"| {name} | {right[name] / max(1, size[name]):.3f} ({right[name]} of {size[name]}) |")
    for line in misses[: args.misses]:
        print(line)


if __name__ == "__main__":
    main()
