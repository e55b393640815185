"""What speaks for and against a name being a party of the document, as features of a small linear model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Span

from kg.extract.layout import starts_line
from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name
from kg.extract.parties import Party
from kg.extract.roles import describe

Features = Mapping[str, float]


def gather_evidence(doc: Doc, parties: Sequence[Party]) -> list[dict[str, float]]:
    """Describe each party by how the document speaks of it.

    The names of one state count together: "Chinese officials said" is evidence for China.

    Returns:
        One mapping of feature to value a party, in the order of the parties. Shares are in [0, 1].
    """
    pooled: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        pooled[_pool(party)].append(party)
    seen = {ent.start: ent for ent in doc.ents}
    return [_features(doc, party, pooled[_pool(party)], seen) for party in parties]


def _pool(party: Party) -> str:
    entry = next((name.entry for name in party.names if name.entry), None)
    return entry.removesuffix("-people") if entry else f"#{id(party)}"


def _features(doc: Doc, party: Party, pool: Sequence[Party], seen: Mapping[int, Span]) -> dict[str, float]:
    kind = _kind(party)
    names = [name for member in pool for name in member.names]
    features: dict[str, float] = {"bias": 1.0}
    features.update(_mention_features(doc, names))
    features.update(dict.fromkeys(_name_features(doc, party, seen), 1.0))
    references = sum(len(member.spots) - len(member.names) for member in pool)
    features.update(dict.fromkeys(_count_features(len(names), references), 1.0))
    features.update({f"{kind}:{feature}": value for feature, value in list(features.items())})
    return features


def _kind(party: Party) -> str:
    if party.label in COUNTRY_LABELS | {"LOC"}:
        entry = next((name.entry for name in party.names if name.entry), None)
        return "place" if entry is None else "seat" if entry.endswith("-seat") else "state"
    return party.label.lower()


def _mention_features(doc: Doc, names: Sequence[Name]) -> Iterable[tuple[str, float]]:
    """Yield, for each thing a mention can do, whether one does it and the share of mentions that do."""
    counts: Counter[str] = Counter()
    title_end = next((token.i for token in doc if "\n" in token.text_with_ws), 0)
    for name in names:
        counts.update(set(describe(doc, name.start, name.end)))
        counts["inside"] += name.inside
        counts["title-line"] += name.start <= title_end
        counts["opens"] += starts_line(doc, name.start)
    for feature, count in counts.items():
        if count:
            yield f"any {feature}", 1.0
            yield f"share {feature}", count / len(names)


def _name_features(doc: Doc, party: Party, seen: Mapping[int, Span]) -> Iterable[str]:
    """Yield what the names themselves tell: their words, their form, and as what the model saw them.

    Args:
        doc: The document.
        party: Whose names.
        seen: The model's entities by their first token.
    """
    longest = max(party.names, key=lambda name: (name.end - name.start, -name.start))
    tokens = doc[longest.start : longest.end]
    yield f"size={min(4, len(tokens))}"
    yield f"form={longest.form}"
    if tokens[-1].lower_ in _common_heads():
        yield f"last={tokens[-1].lower_}"
    yield f"known={any(name.entry for name in party.names)}"
    if all(token.is_upper for token in tokens):
        yield "upper"
    if tokens[-1].is_lower:
        yield "lower"
    if tokens[-1].lower_ in words("bodies", "heads"):
        yield "body-head"
    if any(n.start and doc[n.start - 1].lower_ in words("titles", "honorifics") for n in party.names):
        yield "honorific"
    if party.posts:
        yield "has-post"
    inside = (
        ent for name in party.names for i in range(name.start, name.end) if (ent := seen.get(i)) and ent.end <= name.end
    )
    yield from (f"ent={label}" for label in ({ent.label_ for ent in inside} or {"none"}))


@cache
def _common_heads() -> frozenset[str]:
    return words("bodies", "heads", "not_actors", "products", "small") | words("groups", "heads", "named")


def _count_features(names: int, references: int) -> Iterable[str]:
    yield from (f"names>={n}" for n in (2, 3, 5, 8) if names >= n)
    yield from (f"references>={n}" for n in (1, 2, 4) if references >= n)
