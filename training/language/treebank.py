"""Read Universal Dependencies treebanks: sentences with their layers, in documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """One sentence; a layer that a corpus lacks is None. `ner` holds the allowed labels of each word (see names.py)."""

    words: list[str]
    spaces: list[bool]
    starts_paragraph: bool = False
    document: str = ""
    tags: list[str] | None = None
    morph: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    ner: list[frozenset[str]] | None = None
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    splits: bool = True


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file. `heads` are indices into the sentence; a root is its own head."""
    document, paragraph = "", False
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows, ranges = [], {}
        for line in block.split("\n"):
            if line.startswith("#"):
                if line.startswith("# newdoc"):
                    document, paragraph = line.split("=")[-1].strip(), True
                elif line.startswith("# newpar"):
                    paragraph = True
            elif line:
                fields = line.split("\t")
                if "-" in fields[0]:
                    first, last = map(int, fields[0].split("-"))
                    ranges[last] = (first, fields[9])
                elif "." not in fields[0]:
                    rows.append(fields)
        if rows:
            yield _sentence(rows, ranges, document, paragraph)
            paragraph = False


def _sentence(rows: list[list[str]], ranges: dict[int, tuple[int, str]], document: str, paragraph: bool) -> Sentence:
    spaces = ["SpaceAfter=No" not in row[9] for row in rows]
    for last, (first, misc) in ranges.items():
        for number in range(first, last):
            spaces[number - 1] = False
        spaces[last - 1] = "SpaceAfter=No" not in misc
    return Sentence(
        words=[row[1] for row in rows],
        spaces=spaces,
        starts_paragraph=paragraph,
        document=document,
        tags=[row[4] for row in rows],
        morph=[f"{row[3]}|{row[5]}" if row[5] != "_" else row[3] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        deps=[row[7] if row[7] != "root" else "ROOT" for row in rows],
        misc=[row[9] for row in rows],
    )


def lemma_script(form: str, lemma: str) -> str:
    """Return the edit from form to lemma: keep, lower or title the case, cut so many characters, add these.

    `kg.annotate.lemmas.apply_edit` makes the lemma again.

    >>> lemma_script("Ministers", "minister"), lemma_script("CHINA", "China")
    ('l1', 't0')
    """
    if len(form) > 1 and form.isupper() and lemma[:1].isupper() and lemma[1:].islower():
        mode = "t"
    else:
        mode = "l" if lemma[:1] == lemma[:1].lower() else "k"
    base = recase(form, mode)
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    return f"{mode}{len(base) - common}{lemma[common:]}"


def recase(form: str, mode: str) -> str:
    """Return the form in lower case (l), title case (t) or as it is (k)."""
    return form.lower() if mode == "l" else form[:1] + form[1:].lower() if mode == "t" else form
