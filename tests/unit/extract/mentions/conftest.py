"""Hand-built parses for the tests of mentions, and the words of what was found in them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.extract import find_clusters, standing
from kg.model import Cluster, Document

NO_SPACE_BEFORE = re.compile(r"^(['’]s|[,.;:?!)\-]|n['’]t)$")
VOCAB = spacy.blank("en").vocab
NO_SPACE_AFTER = re.compile(r"^[(\-]$")


def build(*sentences: str, ents: dict[str, str] | None = None, gap: str = " ") -> Doc:
    """Return a Doc from sentences of `word/POS/dep/head`, heads counted from 0 inside the sentence.

    `ents` maps names as printed to their labels; `gap` stands between sentences.
    """
    words, spaces, tags, deps, heads, starts = [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        tokens = [token.rsplit("/", 3) for token in sentence.split()]
        for number, (word, pos, dep, head) in enumerate(tokens):
            following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
            words.append(word)
            spaces.append(not (NO_SPACE_BEFORE.match(following) or NO_SPACE_AFTER.match(word)))
            tags.append(pos)
            deps.append(dep)
            heads.append(base + int(head))
            starts.append(number == 0)
        if gap != " ":
            words.append(gap)
            spaces[-1] = False
            spaces.append(False)
            tags.append("SPACE")
            deps.append("dep")
            heads.append(len(words) - 2)
            starts.append(False)
    doc = Doc(VOCAB, words=words, spaces=spaces, pos=tags, deps=deps, heads=heads, sent_starts=starts, lemmas=words)
    _lemmatise(doc)
    doc.ents = filter_spans(_spans(doc, ents or {}))
    return doc


def _lemmatise(doc: Doc) -> None:
    lemmas = {
        "said": "say",
        "told": "tell",
        "warned": "warn",
        "urged": "urge",
        "rejected": "reject",
        "met": "meet",
        "issued": "issue",
    }
    for token in doc:
        token.lemma_ = lemmas.get(token.text, token.text)


def _spans(doc: Doc, ents: dict[str, str]) -> list[Span]:
    found = []
    for name, label in ents.items():
        for match in re.finditer(re.escape(name), doc.text):
            span = doc.char_span(match.start(), match.end(), label=label)
            if span is not None:
                found.append(span)
    return found


@pytest.fixture(autouse=True)
def plain_weights(request, monkeypatch):
    """Keep every name but those that only say where, so that refitted weights change no other test."""
    if "shipped_weights" not in request.fixturenames:
        monkeypatch.setattr(standing, "load_weights", lambda: {"threshold": 0.5, "bias": 1.0, "share case=in": -4.0})


@pytest.fixture
def shipped_weights():
    """Ask for the weights that are shipped."""
    return standing.load_weights()


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Doc]:
    """Return the builder of hand-made parses."""
    return build


@pytest.fixture(scope="session")
def clusters_of() -> Callable[[Doc], dict[str, Cluster]]:
    """Return a function that gives the clusters of a Doc by name."""

    def find(doc: Doc) -> dict[str, Cluster]:
        document = Document(id="doc-test", input="test", sha256="", text=doc.text)
        return {cluster.name: cluster for cluster in find_clusters(doc, document)}

    return find


@pytest.fixture(scope="session")
def words_of() -> Callable[[Doc, Cluster], list[tuple[str, str]]]:
    """Return a function that gives the words and the form of each mention of a cluster."""

    def show(doc: Doc, cluster: Cluster) -> list[tuple[str, str]]:
        return [(mention.spans[0].of(doc.text), mention.form) for mention in cluster.mentions]

    return show
