"""Coreference of persons and organisations on GUM's development part, beside a baseline that only matches names.

    python -m benchmarks.coreference

CoNLL F1 is the mean of the F1 of MUC, B-cubed and CEAF (phi 4) (Pradhan et al. 2014). A mention counts as found where its
head word is the same; chains of one mention are left out on both sides. Gold chains are those of type person and
organization. kg keeps only parties: who acts, speaks or is spoken about; recall is bounded by that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
from spacy.tokens import Doc

from benchmarks import corpora
from kg.annotate import annotate, load_pipeline
from kg.extract import find_clusters
from kg.model import Document
from kg.read import make_document

TYPES = ("person", "organization")
LABELS = ("PERSON", "ORG", "GROUP", "NORP")
OPEN = re.compile(r"\((\d+)(?:\[[^\]]*\])?-([a-z]+)-[^-()]*-[^-()]*-[^-()]*-([\d,]+)-[^()]*")
Chains = list[frozenset[int]]


@dataclass
class Gold:
    """A text, where its words begin, and the chains as sets of words' numbers."""

    name: str
    words: list[tuple[str, bool]] = field(default_factory=list)
    chains: dict[str, set[int]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words with the blanks between them."""
        return "".join(word + " " * space for word, space in self.words)

    def places(self) -> dict[int, int]:
        """Return the number of the word at each character."""
        found, at = {}, 0
        for number, (word, space) in enumerate(self.words):
            found.update(dict.fromkeys(range(at, at + len(word)), number))
            at += len(word) + space
        return found


def read_gum(path: Path) -> Iterator[Gold]:
    """Yield the documents of a CoNLL-U file with GUM's `Entity=` annotation; the minimal span's first word is the head."""
    document: Gold | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            if document is not None:
                yield document
            document = Gold(line.removeprefix("# newdoc id = "))
        cells = line.split("\t")
        if document is None or len(cells) != 10 or not cells[0].isdigit():
            continue
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        number = len(document.words)
        document.words.append((cells[1], misc.get("SpaceAfter") != "No"))
        for key, kind, least in OPEN.findall(misc.get("Entity", "")):
            document.chains.setdefault(key, set()).add(number + int(least.split(",")[0]) - 1)
            document.types.setdefault(key, kind)
    if document is not None:
        yield document


def found_chains(doc: Doc, document: Document, at: dict[int, int]) -> Chains:
    """Return kg's clusters of persons and bodies as sets of head words."""
    chains = []
    for cluster in find_clusters(doc, document):
        if cluster.label in LABELS:
            spans = [doc.char_span(*mention.spans[0]) for mention in cluster.mentions]
            chains.append(frozenset(at[span.root.idx] for span in spans if span is not None and span.root.idx in at))
    return chains


def by_name(doc: Doc, at: dict[int, int]) -> Chains:
    """Return chains of names that end in the same word, of one label: the baseline."""
    chains: dict[tuple[str, str], set[int]] = {}
    for ent in doc.ents:
        if ent.label_ in ("PERSON", "ORG") and ent.root.idx in at:
            chains.setdefault((ent.label_, ent[-1].lower_), set()).add(at[ent.root.idx])
    return [frozenset(chain) for chain in chains.values()]


def muc(key: Chains, response: Chains) -> tuple[float, float]:
    """Return links that are right, and links of the key."""
    of = {mention: number for number, chain in enumerate(response) for mention in chain}
    right = sum(len(c) - len({of.get(m, -1 - m) for m in c}) for c in key)
    return right, sum(len(c) - 1 for c in key)


def b_cubed(key: Chains, response: Chains) -> tuple[float, float]:
    """Return the summed share of each mention's chain that is right, and the mentions of the key."""
    of = {mention: chain for chain in response for mention in chain}
    right = sum(len(c & of.get(m, frozenset())) / len(c) for c in key for m in c)
    return right, sum(map(len, key))


def ceaf(key: Chains, response: Chains) -> tuple[float, float]:
    """Return the similarity (phi 4) of the best pairing of chains, and the chains of the key."""
    graph = nx.Graph()
    for i, a in enumerate(key):
        for k, b in enumerate(response):
            if a & b:
                graph.add_edge(("key", i), ("response", k), weight=2 * len(a & b) / (len(a) + len(b)))
    return sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph)), len(key)


MEASURES = {"MUC": muc, "B³": b_cubed, "CEAF": ceaf}


def conll(pairs: Sequence[tuple[Chains, Chains]]) -> dict[str, float]:
    """Return F1 by measure over (gold, found) documents, and their mean as `CoNLL`."""
    out = {}
    for name, measure in MEASURES.items():
        total = Counter[str]()
        for gold, found in pairs:
            for side, value in zip(("hit", "gold"), measure(gold, found), strict=True):
                total[f"recall {side}"] += value
            for side, value in zip(("hit", "gold"), measure(found, gold), strict=True):
                total[f"precision {side}"] += value
        r, p = (total[f"{side} hit"] / max(1, total[f"{side} gold"]) for side in ("recall", "precision"))
        out[name] = 2 * p * r / (p + r) if p + r else 0.0
    return out | {"CoNLL": sum(out.values()) / len(out)}


def chains_only(chains: Sequence[frozenset[int]]) -> Chains:
    """Return the chains of two mentions and more; a word in several stays in the largest."""
    taken: set[int] = set()
    kept = []
    for chain in sorted(chains, key=lambda c: (-len(c), sorted(c))):
        free = chain - taken
        taken |= free
        if len(free) > 1:
            kept.append(free)
    return kept


def main() -> None:
    if not corpora.available():
        return
    gold = list(read_gum(corpora.SHARED / "data/treebank/gum-dev.conllu"))
    documents = [make_document(one.text, input=one.name) for one in gold]
    kinds = {"kg": [], "names alone": []}
    for one, (doc, document) in zip(gold, annotate(documents, nlp=load_pipeline()), strict=True):
        at = one.places()
        wanted = chains_only([frozenset(c) for key, c in one.chains.items() if one.types[key] in TYPES])
        kinds["kg"].append((wanted, chains_only(found_chains(doc, document, at))))
        kinds["names alone"].append((wanted, chains_only(by_name(doc, at))))
    print("| GUM dev, persons and organisations | " + " | ".join([*MEASURES, "CoNLL F1"]) + " |\n|---|---|---|---|---|")
    for name, pairs in kinds.items():
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in conll(pairs).values()) + " |")
    chains = sum(len(wanted) for wanted, _ in kinds["kg"])
    print(f"\n{len(gold)} documents, {chains} gold chains of two mentions and more.")


if __name__ == "__main__":
    main()
