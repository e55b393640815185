"""What holds of the clusters of any text."""

from __future__ import annotations

import hashlib

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract import find_clusters
from kg.model import Cluster, Document

WORDS = st.sampled_from(
    ["China", "Chinese", "the", "minister", "Wang", "Yi", "said", "he", "it", "UN", "(", ")", ",", ".", "of", "Ministry",
     "Foreign", "Affairs", "-", "led", "“", "”", "president", "\n\n", "officials", "'s", "in", "Geneva", "West", "😀", "é"]
)  # fmt: skip
NLP = spacy.blank("en")


def clusters(words: list[str]) -> tuple[Doc, tuple[Cluster, ...]]:
    """Return the clusters of words that hang on the first one."""
    doc = Doc(
        NLP.vocab,
        words=words,
        pos=["PROPN" if word[0].isupper() else "NOUN" for word in words],
        deps=["ROOT"] + ["nsubj"] * (len(words) - 1),
        heads=[0] * len(words),
    )
    digest = hashlib.sha256(doc.text.encode()).hexdigest()
    return doc, find_clusters(doc, Document(id="doc-x", input="x", sha256=digest, text=doc.text))


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_names_slice_back_to_the_text(words):
    """Every name mention of a cluster reads as one of the cluster's names."""
    doc, found = clusters(words)
    for cluster in found:
        names = {cluster.name, *cluster.aliases}
        for mention in cluster.mentions:
            printed = " ".join(mention.spans[0].of(doc.text).split())
            assert mention.form not in ("name", "acronym") or printed in names


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_same_text_gives_same_clusters(words):
    """The result depends on the text alone."""
    assert clusters(words)[1] == clusters(words)[1]


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_every_cluster_is_mentioned(words):
    """Each cluster has a mention, and its mentions carry its key in reading order."""
    for cluster in clusters(words)[1]:
        spans = [mention.spans for mention in cluster.mentions]
        assert spans
        assert spans == sorted(spans)
        assert {mention.actor for mention in cluster.mentions} == {cluster.key}
