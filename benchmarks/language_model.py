"""Score the shipped language model from raw text: grammar on EWT + GUM dev, names on held-back re3d and wikigold, speed.

    python -m benchmarks.language_model                 # prints a table in Markdown, writes nothing
    python -m benchmarks.language_model --model NAME    # the same for another spaCy pipeline

Grammar is scored by spaCy's Scorer on the pipeline's own words and sentences. Names: a predicted name counts when its words
and its type are those of the gold name, after leading articles and titles are cut on both sides; gold mentions that are no
names ("the city", "he") are neither asked for nor held against the pipeline. GPE and LOC count as one type.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from benchmarks import corpora
from kg.annotate import load_pipeline
from kg.annotate.schemes import name_label, to_universal
from training.language.named import NAMED, held_back, named_core, places, read_named
from training.language.treebank import Sentence, read_conllu

FIELDS = {
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "tag_acc": "TAG",
    "pos_acc": "POS",
    "morph_acc": "morphology",
    "lemma_acc": "lemma",
    "sents_f": "sentence F",
}
Names = set[tuple[int, int, str]]


def treebank_docs(path: Path, nlp: Language) -> list[Doc]:
    """Return the gold documents of a CoNLL-U file, paragraphs apart by a line end."""
    documents: dict[str, list[Sentence]] = {}
    for sentence in read_conllu(path):
        documents.setdefault(sentence.document, []).append(sentence)
    return [_gold_doc(sentences, nlp) for sentences in documents.values()]


def _gold_doc(sentences: list[Sentence], nlp: Language) -> Doc:
    rows: list[tuple[str, bool, str, str, str, str, int, str]] = []
    for sentence in sentences:
        if sentence.starts_paragraph and rows:
            rows.append(("\n", False, "", "", "", "", len(rows) - 1, "punct"))  # not in the treebank: not scored
        at = len(rows)
        for i, word in enumerate(sentence.words):
            pos, _, morph = sentence.morph[i].partition("|")
            lemma, head = sentence.lemmas[i], at + sentence.heads[i]
            rows.append((word, sentence.spaces[i], sentence.tags[i], pos, morph, lemma, head, sentence.deps[i]))
    words, spaces, tags, pos, morphs, lemmas, heads, deps = map(list, zip(*rows, strict=True))
    return Doc(
        nlp.vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps
    )


def score_grammar(gold: list[Doc], nlp: Language) -> dict[str, float]:
    """Return spaCy's figures, in per cent, on the pipeline's own words."""
    examples = [Example(to_universal(nlp(doc.text)), doc) for doc in gold]
    layers = ("senter", "tagger", "morphologizer", "parser", "trainable_lemmatizer")
    found = Scorer(default_lang="en", default_pipeline=layers).score(examples)
    figures = {name: 100 * float(found[field]) for field, name in FIELDS.items()}
    figures["LAS, subtypes dropped"] = 100 * _basic_las(examples)
    return figures


def _basic_las(examples: list[Example]) -> float:
    def label(token: object, attribute: str) -> str:
        return str(getattr(token, attribute)).split(":")[0].lower()

    def getter(token: object, attribute: str) -> object:
        return label(token, "dep_") if attribute == "dep" else getattr(token, attribute)

    return float(Scorer.score_deps(examples, "dep", getter=getter, ignore_labels=("p", "punct"))["dep_las"] or 0)


def score_names(corpus: str, data: Path, nlp: Language) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F1 by type on the held-back fifth of a corpus, each sentence a text."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for sentence in held_back(read_named(corpus, data))[1]:
        doc = nlp("".join(w + " " * s for w, s in zip(sentence.words, sentence.spaces, strict=True)))
        starts, at = [], 0
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            starts.append(at)
            at += len(word) + space
        gold, masked = _gold_names(sentence, starts)
        found = {name for name in _found_names(doc) if not any(s < name[1] and name[0] < e for s, e in masked)}
        for counter, names in ((right, gold & found), (asked, gold), (given, found)):
            counter.update(kind for _, _, kind in names)
    return {kind: _prf(right, given, asked, [kind]) for kind in NAMED} | {"together": _prf(right, given, asked, NAMED)}


def _gold_names(sentence: Sentence, starts: list[int]) -> tuple[Names, list[tuple[int, int]]]:
    names: Names = set()
    masked: list[tuple[int, int]] = []
    for first, last, kind in sentence.mentions:
        where = (starts[first], starts[last - 1] + len(sentence.words[last - 1]))
        core = named_core(sentence.words, first, last, person=kind == "PERSON") if kind in NAMED else None
        if core is None:
            masked.append(where)
        else:
            names.add((starts[core[0]], starts[core[1] - 1] + len(sentence.words[core[1] - 1]), kind))
    return names, masked


def _found_names(doc: Doc) -> Names:
    found: Names = set()
    for ent in doc.ents:
        kind = "GPE" if name_label(ent.label_) == "LOC" else name_label(ent.label_)
        core = named_core([t.text for t in doc], ent.start, ent.end, person=kind == "PERSON")
        if kind in NAMED and core:
            last = doc[core[1] - 1]
            found.add((doc[core[0]].idx, last.idx + len(last), kind))
    return found


def _prf(
    right: Counter[str], given: Counter[str], asked: Counter[str], kinds: tuple[str, ...] | list[str]
) -> tuple[float, float, float]:
    hits, found, gold = (sum(c[k] for k in kinds) for c in (right, given, asked))
    precision, recall = hits / max(1, found), hits / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def find_actor_names(data: Path, nlp: Language) -> tuple[Counter[str], Counter[str]]:
    """Return (found, asked) by type: printings of the annotated actors' names in `positions/`, and those that are names.

    A printing is found when a name covers exactly its words and has its type. This is recall alone: the documents do
    not mark the names of those who are no actors.
    """
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for path in sorted((data / "positions").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["file"]).read_text(encoding="utf-8")
        names = {(s, e): kind for s, e, kind in _found_names(nlp(text))}
        for (start, end), kind in _printings(text, gold["actors"], data).items():
            asked[kind] += 1
            found[kind] += names.get((start, end)) == kind
    return found, asked


def _printings(text: str, actors: list[dict], data: Path) -> dict[tuple[int, int], str]:
    countries, adjectives = places(data / "gazetteer")
    found: dict[tuple[int, int], str] = {}
    for actor in actors:
        kind = {"Person": "PERSON", "Country": "GPE"}.get(actor["type"], "ORG")
        for name in [actor["name"], *actor.get("aliases", [])]:
            words = name.split()
            core = named_core(words, 0, len(words), person=kind == "PERSON")
            if core and name not in adjectives and actor["type"] != "Group":
                shown = " ".join(words[core[0] : core[1]])
                for match in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text):
                    found[match.span()] = "GPE" if shown in countries else kind
    return {
        span: kind
        for span, kind in found.items()
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found)
    }


def words_a_second(texts: list[str], nlp: Language) -> float:
    """Return the speed over texts, after a first one has loaded the model."""
    nlp(texts[0])
    began = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model")
    parser.add_argument("--data", type=Path, default=corpora.SHARED / "data")
    args = parser.parse_args()
    if not args.data.is_dir() and not corpora.available():
        return
    nlp = load_pipeline(args.model)
    nlp.max_length = 10_000_000
    gold = {part: treebank_docs(args.data / f"treebank/{part}-dev.conllu", nlp) for part in ("ewt", "gum")}
    figures = {part.upper(): score_grammar(docs, nlp) for part, docs in gold.items()}
    figures["together"] = score_grammar(gold["ewt"] + gold["gum"], nlp)
    print("| dev, from raw text | EWT | GUM | together |\n|---|---|---|---|")
    for name in figures["together"]:
        print(f"| {name} | " + " | ".join(f"{figures[part][name]:.1f}" for part in ("EWT", "GUM", "together")) + " |")
    print("\n| names, held-back fifth | PERSON | ORG | GPE + LOC | together (P, R) |\n|---|---|---|---|---|")
    for corpus in ("re3d", "wikigold"):
        found = score_names(corpus, args.data, nlp)
        cells = [f"{found[kind][2]:.3f}" for kind in NAMED]
        precision, recall, f1 = found["together"]
        print(f"| {corpus} F1 | {' | '.join(cells)} | {f1:.3f} ({precision:.3f}, {recall:.3f}) |")
    found_names, asked = find_actor_names(args.data, nlp)
    cells = [f"{found_names[kind] / max(1, asked[kind]):.3f} of {asked[kind]}" for kind in NAMED]
    every = f"{found_names.total() / max(1, asked.total()):.3f} of {asked.total()}"
    print(f"| annotated actors in positions/, recall | {' | '.join(cells)} | {every} |")
    print(f"\nSpeed: {words_a_second([doc.text for doc in gold['gum']], nlp):,.0f} words a second, one process.")


if __name__ == "__main__":
    main()
