"""The spaCy component `kg_language`: tags, morphology, lemmas, sentences, dependencies and names in one pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.datelines import after_datelines
from kg.annotate.names import decode_names, mend_names, trim_names
from kg.annotate.network import Network, Scores
from kg.annotate.trees import best_tree
from kg.encoder import word_pieces
from kg.encoder.pieces import paragraph_starts

MODEL = Path(__file__).parent / "model"


class LanguageComponent:
    """Annotates a Doc window by window.

    A window holds as many words as the encoder takes. Its complete sentences are kept, and the next window starts at the
    one that was cut, so that every sentence is seen whole unless it is longer than a window.

    Args:
        network: The trained network.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc and return it."""
        words = [token.i for token in doc if not token.is_space]
        layers = _Layers(doc, self.network)
        texts = [layers.texts[i] for i in words]
        starts = paragraph_starts(layers.texts, words)
        reports = after_datelines(doc.text)
        at = 0
        while at < len(words):
            window = word_pieces().window(texts, starts, at)
            end = at + len(window.first)
            scores = self.network.scores(window)
            opened = [doc[i].idx in reports for i in words[at:end]]
            begins = [first or after for first, after in zip(starts[at:end], opened, strict=True)]
            sentences = self._sentences(scores, begins, is_last=end == len(words))
            for first, last in sentences:
                layers.add(scores, words[at:end], first, last)
            at += sentences[-1][1]
        return layers.finish()

    @staticmethod
    def _sentences(scores: Scores, starts: list[bool], *, is_last: bool) -> list[tuple[int, int]]:
        """Return the complete sentences of a window as word ranges; the whole window where it holds no end."""
        begins = [i for i in range(len(starts)) if i == 0 or starts[i] or scores.start[i] > 0]
        ranges = list(zip(begins, [*begins[1:], len(starts)], strict=True))
        return ranges if is_last or len(ranges) == 1 else ranges[:-1]


class _Layers:
    """Collects a Doc's annotation and writes it at once."""

    def __init__(self, doc: Doc, network: Network) -> None:
        self.doc = doc
        self.network = network
        self.labels = network.labels
        size = len(doc)
        self.heads = list(range(size))
        self.deps = ["dep"] * size
        self.tags, self.pos = ["_SP"] * size, ["SPACE"] * size
        self.texts = [token.text for token in doc]
        self.morphs, self.lemmas = [""] * size, list(self.texts)
        self.names = ["O"] * size

    def add(self, scores: Scores, words: list[int], first: int, last: int) -> None:
        """Write the sentence that covers words `[first, last)` of a window."""
        inside = slice(first, last)
        heads = best_tree(scores.arc[inside, inside], scores.arc[inside, -1])
        vectors = scores.head[inside]
        chosen = np.where((heads == np.arange(last - first))[:, None], scores.head[-1], vectors[heads])
        deps = self.network.dependencies(scores.child[inside], chosen)
        texts = [self.texts[i] for i in words[inside]]
        names = trim_names(decode_names(scores.name[inside], self.labels["name"]), texts)
        best = {key: getattr(scores, key)[inside].argmax(axis=1) for key in ("tag", "morph")}
        for k, i in enumerate(words[inside]):
            self.heads[i] = words[first + int(heads[k])]
            label = self.labels["dep"][int(deps[k])]
            self.deps[i] = "ROOT" if heads[k] == k else ("dep" if label == "ROOT" else label)
            self.tags[i] = self.labels["tag"][int(best["tag"][k])]
            self.pos[i], _, self.morphs[i] = self.labels["morph"][int(best["morph"][k])].partition("|")
            self.lemmas[i] = self.network.lemmas(self.texts[i], self.pos[i], scores.lemma[first + k])
            self.names[i] = names[k]

    def finish(self) -> Doc:
        """Write the layers into the Doc; white space hangs on the word before it."""
        first = next((token.i for token in self.doc if not token.is_space), 0)
        for token in self.doc:
            if token.is_space:
                self.heads[token.i] = token.i - 1 if token.i > first else first
                self.deps[token.i] = "ROOT" if self.heads[token.i] == token.i else "dep"
        spaces = [bool(token.whitespace_) for token in self.doc]
        made = Doc(
            self.doc.vocab,
            words=self.texts,
            spaces=spaces,
            tags=self.tags,
            pos=self.pos,
            morphs=self.morphs,
            lemmas=self.lemmas,
            heads=self.heads,
            deps=self.deps,
            ents=mend_names(self.names),
        )
        made.user_data = self.doc.user_data
        made._context = self.doc._context  # what nlp.pipe(as_tuples=True) hands back
        return made


@Language.factory("kg_language", assigns=["token.tag", "token.dep", "token.lemma", "doc.sents", "doc.ents"])
def create_language(
    nlp: Language,  # noqa: ARG001 - spaCy's signature
    name: str,  # noqa: ARG001
    threads: int = 1,
    path: str | None = None,
) -> LanguageComponent:
    """Make the component for a pipeline; its network is loaded when the first Doc comes.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        threads: Threads that the network may use; the result is the same with any number.
        path: A folder with another network of this kind; None for the one shipped.
    """
    return LanguageComponent(Network(MODEL if path is None else Path(path), threads=threads))
