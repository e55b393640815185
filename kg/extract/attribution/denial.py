"""Whether words were not said: "did not say", "declined to comment", "if the minister says …".

Not negated is what is still to come ("is expected to say", "will tell", "may ask"), since the text tells what is to be
said; nor is "denied that …", a statement by itself. Under "denied saying that …" the saying is negated.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.attribution.lexicon import keyed, listed

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def is_unsaid(verb: Token, source: Token | None) -> bool:
    """Tell whether the text says that the words were not said, or sets them under a condition.

    Args:
        verb: The head of the cue.
        source: The head of the source.
    """
    above = list(governors(verb))
    denials = [
        *(is_denied(token) for token in (verb, *above)),
        *(_refuses(token) for token in above),
        bool(silenced(verb)),
        _is_nobody(source),
    ]
    return sum(denials) % 2 == 1 or any(_is_condition(token) for token in (verb, *above))


def governors(verb: Token) -> Iterator[Token]:
    """Yield the words of which a cue is the infinitive, gerund or object: "declined" to say, "made" no promise.

    "Urged him to say" is left out: who urges is not who says.
    """
    seen = {verb.i}
    while _is_governed(verb) and verb.head.i not in seen:
        verb = verb.head
        seen.add(verb.i)
        yield verb


def silenced(verb: Token) -> list[Token]:
    """Return the verbs of speaking that a refusal keeps from happening: "comment" of "declined to comment".

    There are none in "refused to leave" and "denied that …": these are statements.
    """
    speaking = listed("negation", "saying") if _refuses(verb) else frozenset()
    return [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.lemma_.lower() in speaking]


def is_denied(token: Token) -> bool:
    """Tell whether the word itself is denied: "did not say", "without saying", "at no point said", "no longer says"."""
    before = (t for t in token.doc[max(0, token.i - 1) : token.i] if t.dep_ == "advmod")
    return any(_denies(t) for t in (*token.children, *before))


def _is_governed(token: Token) -> bool:
    above = token.head.lemma_.lower()
    if token.pos_ == "NOUN":
        return token.dep_ in ("obj", "nsubj:pass") and above in listed("negation", "light")
    if above in listed("addressees", "telling") - listed("date", "future_governors"):
        return False
    marked = any(c.dep_ in ("mark", "case") and c.lower_ in ("to", "of", "from") for c in token.children)
    return token.dep_ == "xcomp" or (token.dep_ in ("advcl", "acl", "obl", "ccomp") and marked)


def _denies(child: Token) -> bool:
    if child.lower_ in listed("negation", "words") and child.dep_ not in SUBJECTS:
        return child.nbor().lower_ != "only" if child.i + 1 < len(child.doc) else True
    if child.lower_ == "without":
        return child.dep_ in ("mark", "case")
    never = child.lower_ == "longer" or (child.dep_ == "obl" and child.lemma_.lower() in listed("negation", "never"))
    return never and any(c.lower_ == "no" for c in child.children)


def _refuses(token: Token) -> bool:
    """Tell whether what depends on the word did not happen: "declined to", "stopped short of", "too early to"."""
    lemma, words = token.lemma_.lower(), {c.lower_ for c in token.children}
    too = token.pos_ in ("ADJ", "ADV") and "too" in words
    return too or lemma in listed("negation", "refusing") or bool(words & keyed("negation", "lacking", lemma))


def _is_nobody(source: Token | None) -> bool:
    """Tell whether the source is none: "nobody", "no official", "neither minister"."""
    if source is None:
        return False
    nobody = listed("negation", "nobody")
    return source.lower_ in nobody or any(c.dep_ == "det" and c.lower_ in {"no", *nobody} for c in source.children)


def _is_condition(token: Token) -> bool:
    """Tell whether a verb stands under a condition: "if he says", "had he said", "would say if asked"."""
    marks = [c for c in token.children if c.dep_ == "mark"]
    if any(c.lower_ in listed("negation", "conditions") for c in marks):
        return True
    if _is_inverted(token):
        return True
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "’d", "'d") for c in token.children)
    return would and any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ == "if" for m in c.children) for c in token.children
    )


def _is_inverted(token: Token) -> bool:
    """Tell whether "had" or "should" begins the clause: "had the king said"."""
    first = token.left_edge
    return first.head == token and first.dep_ == "aux" and first.lower_ in ("had", "should")
