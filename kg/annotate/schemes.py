"""Other pipelines' labels as ours: names by one table, dependencies of spaCy's English models as Universal Dependencies."""

from __future__ import annotations

from spacy.tokens import Doc

NAMES = {
    "PER": "PERSON",
    "ORGANIZATION": "ORG",
    "FAC": "LOC",
    "LOCATION": "LOC",
    "WORK_OF_ART": "WORK",
    "LAW": "WORK",
    "TIME": "DATE",
    "NATIONALITY": "NORP",
}
KEPT = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "WORK", "DATE"})

DEPENDENCIES = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "possessive": "case",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "npmod": "obl:unmarked",
    "nn": "compound",
    "num": "nummod",
    "prt": "compound:prt",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "meta": "dep",
    "quantmod": "advmod",
    "agent": "prep",
}
CLEAR_MARKS = frozenset({"dobj", "nsubjpass", "prep", "pobj"})


def name_label(label: str) -> str | None:
    """Return our label of a name, or None for kinds that we do not use (money, products, …)."""
    mapped = NAMES.get(label, label)
    return mapped if mapped in KEPT else None


def to_universal(doc: Doc) -> Doc:
    """Return the Doc with ClearNLP-style dependencies turned into Universal Dependencies; others are left alone.

    Labels are mapped by one table; a preposition's object takes its place in the tree ("in Geneva": `in` becomes the
    `case` of `Geneva`), which is the one difference of structure that the later stages read.
    """
    if not {token.dep_ for token in doc} & CLEAR_MARKS:
        return doc
    heads = [token.head.i for token in doc]
    deps = [DEPENDENCIES.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in ("pobj", "pcomp") and token.head.dep_ in ("prep", "agent"):
            preposition = token.head
            heads[token.i], heads[preposition.i] = preposition.head.i, token.i
            deps[token.i] = _object_label(preposition.dep_, preposition.head.pos_, token.dep_)
            deps[preposition.i] = "case" if token.dep_ == "pobj" else "mark"
    for i, token in enumerate(doc):
        if token.head.dep_ in ("prep", "agent") and token.dep_ in ("conj", "cc") and deps[token.head.i] == "case":
            heads[i] = heads[token.head.i]
    return _rebuilt(doc, heads, ["dep" if dep == "prep" else dep for dep in deps])


def _object_label(preposition: str, head_pos: str, dep: str) -> str:
    if dep == "pcomp":
        return "advcl" if head_pos in ("VERB", "AUX") else "acl"
    if preposition == "agent":
        return "obl:agent"
    return "obl" if head_pos in ("VERB", "AUX", "ADJ", "ADV") else "nmod"


def _rebuilt(doc: Doc, heads: list[int], deps: list[str]) -> Doc:
    made = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=heads,
        deps=deps,
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
    made.user_data = doc.user_data
    return made
