"""What speaks for and against a word being the head of a target, as named features with a weight each in `weights.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.position import syntax
from kg.position.evaluation import Evaluation
from kg.position.frames import frames_of
from kg.position.lexicon import Lexicon
from kg.position.perspectives import Perspective, View

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST = frozenset({"we", "us", "our", "ours"})
_CANDIDATES = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
REACH = 8
"""Words before a phrase, or of it, that count."""
_NOT_HEADS = frozenset({"compound", "flat", "amod", "aux", "aux:pass", "cop", "fixed", "compound:prt", "goeswith"})


def is_candidate(token: Token) -> bool:
    """Tell whether the word can be the head of a target: a noun, name, verb or predicate adjective."""
    return token.pos_ in _CANDIDATES and token.dep_ not in _NOT_HEADS and not token.is_space


def features(
    token: Token,
    phrase: tuple[int, int],
    seen: Perspective,
    view: View,
    found: Evaluation,
    lexicon: Lexicon,
    *,
    way: str = "",
) -> list[str]:
    """Return the names of the features that hold for the word, each once; `phrase` is its first and last word.

    What others hold has features of its own (`way`): what speaks for a target of the words around it does not for them.
    """
    if way:
        return [
            f"way={way}",
            f"way+sign={way}:{found.sign}",
            f"way+rule={way}:{found.rule}",
            f"way+kind={way}:{seen.kind}",
        ]
    out = ["bias", f"kind={seen.kind}"]
    _own(token, phrase, view, lexicon, out)
    _rule(token, found, seen, out)
    _words(token, phrase, seen, view, lexicon, out)
    _context(token, seen, view, lexicon, out)
    _statement(token, seen, lexicon, out)
    return list(dict.fromkeys(out))


def _own(token: Token, phrase: tuple[int, int], view: View, lexicon: Lexicon, out: list[str]) -> None:
    lemma = syntax.lemma(token)
    polar = lexicon.polar.get(lemma, "")
    start, end = phrase
    size = min(6, (end - start + 1 + 1) // 2)
    out += [f"lemma={lemma}", f"pos={token.pos_}", f"dep={token.dep_}", f"polar={polar}", f"size={size}"]
    out += [f"pos+dep={token.pos_}:{token.dep_}", f"tag={token.tag_}"]
    if polar:
        out.append(f"polar+dep={polar}:{token.dep_}")
    for frame in frames_of(token, lexicon):
        out.append(f"frame={frame.name}")
        if "self" in frame.slots:
            out.append(f"misdeed:{token.dep_}")
    if view.actor[token.i]:
        out += [f"actor={view.form[token.i]}", f"actor+dep={token.dep_}"]
    if token.ent_type_:
        out.append(f"ent={token.ent_type_}")
    for child in token.children:
        if child.dep_ in ("amod", "det", "nmod:poss", "advmod", "aux", "mark", "case", "cop", "nummod"):
            out.append(f"{child.dep_}={child.lemma_.lower()}")
            if child.dep_ == "amod":
                for frame in frames_of(child, lexicon):
                    out.append(f"amod:{frame.name}")
        else:
            out.append(f"has={child.dep_}")
            if child.dep_ == "acl":
                out.append(f"acl+{syntax.preposition(child)}")
            if child.dep_ == "nmod":
                out.append(f"nmod+{syntax.preposition(child)}")
    if token.text.isupper() and len(token) > 3:
        out.append("upper")


def _words(
    token: Token, phrase: tuple[int, int], seen: Perspective, view: View, lexicon: Lexicon, out: list[str]
) -> None:
    """Add the words of the phrase, the actors in it, and the words that lead up to it."""
    start, end = phrase
    signs = ""
    for word in token.doc[start : min(end + 1, start + REACH)]:
        if word.pos_ not in _CONTENT:
            continue
        lemma = str(word.lemma_).lower()
        out.append(f"in={lemma}")
        signs += lexicon.polar.get(lemma, "")
        for frame in frames_of(word, lexicon):
            if frame.name in ("bad", "good", "misdeed"):
                signs += "-" if frame.name != "good" else "+"
        if actor := view.actor[word.i]:
            out.append("names=" + ("holder" if actor in seen.holders or actor == seen.speaker else "other"))
    out.append("signs=" + ("-" if "-" in signs else "") + ("+" if "+" in signs else ""))
    first = token.sent.start
    leading = token.doc[max(first, start - REACH) : start]
    out += [
        f"before={word.lemma_.lower()}" for word in leading if word.pos_ in _CONTENT or word.lower_ in syntax.NEGATIONS
    ]


def _rule(token: Token, found: Evaluation, seen: Perspective, out: list[str]) -> None:
    out.append(f"sign={found.sign}")
    if not found.rule:
        return
    near = min(found.distance, 3)
    turned = "turned" if found.sign != found.plain else "plain"
    out += [
        f"rule={found.rule}", f"rule+turned={found.rule}:{turned}", f"sign+near={found.sign}:{near}",
        f"sign+kind={found.sign}:{seen.kind}", f"rule+near={found.rule}:{near}", f"sign+pos={found.sign}:{token.pos_}",
        f"sign+lemma={found.sign}:{syntax.lemma(token)}",
    ]  # fmt: skip
    if found.cue in seen.cues:
        out += ["rule=cue", f"rule=cue:{found.sign}:{near}"]


def _context(token: Token, seen: Perspective, view: View, lexicon: Lexicon, out: list[str]) -> None:
    if token.dep_ == "conj":
        out.append("conj")
    current, path = token, ""
    for step in (1, 2, 3):
        place = syntax.argument(current)
        if place is None:
            out.append(f"root{step}")
            break
        governor = place.governor
        name = syntax.lemma(governor)
        path += f"<{place.slot}"
        out += [f"path{step}={path}", f"gov{step}={name}:{place.slot}", f"govpos{step}={governor.pos_}:{place.slot}"]
        if step < 3:
            out.append(f"govlemma{step}={name}")
        for frame in frames_of(governor, lexicon):
            out.append(f"govframe{step}={frame.name}:{place.slot}")
        if syntax.is_negated(governor):
            out.append(f"neg{step}")
        if step == 2:
            out.append(f"gov12={path}:{name}")
        modal = syntax.modal(governor)
        if modal:
            out += [f"modal{step}={modal}", f"modal{step}={modal}:{place.slot}"]
        if governor.i in seen.cues:
            out += [f"cue{step}={path}", f"cuelemma{step}={name}:{path}"]
            break
        if polar := lexicon.polar.get(name):
            out.append(f"govpolar{step}={polar}:{place.slot}")
        current = governor
    predicate = token if token.pos_ in ("VERB", "AUX") else None
    if syntax.is_negated(token):
        out.append(f"neg0:{token.pos_}")
    own_modal = syntax.modal(token)
    if own_modal:
        out.append(f"modal0={own_modal}:{token.pos_}")
    for name, word in (("own", predicate), ("gov", token.head if token.head.i != token.i else None)):
        if word is None:
            continue
        agent = syntax.subject(word)
        who = _who(agent, seen, view)
        out += [f"{name}subj={who}", f"{name}subj+dep={who}:{token.dep_}", f"{name}subj+kind={who}:{seen.kind}"]
        if name == "own" and own_modal:
            out.append(f"subj+modal={who}:{own_modal}")
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children) or any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.head.children
    ):
        out.append("if")


def _who(agent: Token | None, seen: Perspective, view: View) -> str:
    if agent is None:
        return "none"
    if agent.lower_ in _FIRST:
        return "we"
    if agent.lower_ in ("i", "my"):
        return "i"
    if actor := view.actor[agent.i]:
        return "holder" if actor in seen.holders or actor == seen.speaker else "other"
    return f"{agent.pos_}"


def _statement(token: Token, seen: Perspective, lexicon: Lexicon, out: list[str]) -> None:
    statement = seen.statement
    if statement is None:
        return
    cue = " ".join(token.doc[i].lemma_.lower() for i in seen.cues)
    out += [f"cue={cue}", f"quotation={statement.quotation}"]
    for i in seen.cues:
        for frame in frames_of(token.doc[i], lexicon):
            out.append(f"cueframe={frame.name}")
    inside = syntax.argument(token)
    span = next((s for s in seen.spans if s.start <= token.idx < s.end), None)
    if span is not None:
        outside = inside is None or not any(s.start <= inside.governor.idx < s.end for s in seen.spans)
        if outside:
            out += [
                "top",
                f"top={token.pos_}:{token.dep_}",
                f"top+cue={token.pos_}:{cue}",
                f"top+quotation={token.pos_}:{statement.quotation}",
            ]
        out.append("first" if token.i - seen.first <= 3 else "later")
        out.append(f"length={min(6, (span.end - span.start) // 40)}")
