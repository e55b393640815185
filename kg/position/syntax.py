"""Reading a dependency tree: arguments, negation, modality, and the words of a phrase.

Every function looks at one word and its direct neighbours, or climbs a bounded number of steps, so that the work stays
linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Token

T = TypeVar("T")

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "cannot", "nobody", "none"})
MODALS = {
    "must": "must", "should": "must", "shall": "must", "ought": "must", "will": "will", "would": "would", "'ll": "will",
    "’ll": "will", "can": "can", "could": "can", "may": "can", "might": "can",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
_PASSIVE = frozenset({"nsubj:pass", "csubj:pass"})
_ANY_SUBJECT = _SUBJECTS | _PASSIVE
_SUBJECT_OR_OBJECT = _ANY_SUBJECT | {"obj"}
_CLAUSES = frozenset({"xcomp", "ccomp"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_ONLY = frozenset({"only", "just", "merely", "simply"})
_IN_OFFICE = frozenset({"elect", "reelect", "re-elect"})
"""What candidates for an office promise they mean: "if elected, I will"."""
_PHRASES = frozenset({"possible", "necessary", "needed", "required", "appropriate", "any", "only", "need"})
"""What follows an "if" that is no condition: "if possible", "if any", "if only because"."""
_CONDITIONS = frozenset({"if", "unless", "once"})
_PROVIDED = frozenset({"provided", "providing", "assuming"})
_TERMS = frozenset({"condition", "exchange", "return", "event", "case"})
_LATER_CONJUNCT_KEEPS = 12
_LONGEST = 60
"""Words: no name of a thing is longer."""
_MUCH = 20
"""Words: few names of things are longer, as annotators cut them; which part of the end they leave out is hard to tell."""
_BREAKS = frozenset({",", ";", "—"})
_SET_OFF = frozenset({"acl", "obl", "obl:unmarked", "nmod", "advmod", "xcomp"})
"""What tells more of a thing, not which it is, where a comma sets it off."""

# What does not belong to the phrase that names a thing: markers, the clause around it, and what hangs on loosely.
_LOOSE = frozenset(
    {
        "cc",
        "cc:preconj",
        "conj",
        "punct",
        "mark",
        "parataxis",
        "discourse",
        "vocative",
        "expl",
        "advcl:relcl",
        "orphan",
        "list",
    }
)
_CUT_NOUN = _LOOSE | {
    "case",
    "cop",
    "nsubj",
    "nsubj:pass",
    "nsubj:outer",
    "csubj",
    "csubj:pass",
    "aux",
    "aux:pass",
    "advcl",
}
_CUT_NOUN = _CUT_NOUN | {"acl:relcl", "det:predet", "dislocated", "appos"}
_CUT_VERB = _LOOSE | {"nsubj", "nsubj:outer", "csubj", "aux", "advcl", "cop"}


class Argument(NamedTuple):
    """The word that a word depends on and as what: obj, subj, comp, a preposition, or the bare dependency label."""

    governor: Token
    slot: str


def of_word(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """Keep what a function tells of a word with the Doc until that goes: the words around a word ask the same of it."""
    name = f"kg_{function.__qualname__}"

    @wraps(function)
    def kept(token: Token) -> T:
        known: dict[int, T] = token.doc.user_data.setdefault(name, {})
        if token.i not in known:
            known[token.i] = function(token)
        return known[token.i]

    return kept


def first_conjunct(token: Token) -> Token:
    """Return the first of the coordinated words that the word belongs to ("peace and [trade]" gives "peace")."""
    for _ in range(_LATER_CONJUNCT_KEEPS):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


@of_word
def preposition(token: Token) -> str:
    """Return the preposition or infinitive marker that introduces the word, "" for none."""
    for child in token.children:
        if child.i < token.i and child.dep_ in ("case", "mark"):
            return str(child.lower_)
    return ""


def argument(token: Token) -> Argument | None:
    """Return what the word is an argument of; None for the root of a sentence.

    The subject of a passive is an `obj`; infinitives, that-clauses and gerunds are `comp`; a gerund after a preposition
    has the slot of the preposition ("warned against [bombing]").
    """
    token = first_conjunct(token)
    governor, dep = token.head, token.dep_
    if governor.i == token.i:
        return None
    if dep in _SUBJECTS:
        return Argument(governor, "subj")
    if dep in ("obj", "iobj") or dep in _PASSIVE:
        return Argument(governor, "obj")
    if dep in _CLAUSES:
        return Argument(governor, "comp")
    if dep in ("advcl", "acl"):
        mark = preposition(token)
        return Argument(governor, "comp" if mark in ("to", "that", "") else mark)
    if dep.startswith(("obl", "nmod")):
        if dep == "nmod:poss":
            return Argument(governor, "poss")
        return Argument(governor, preposition(token) or dep)
    return Argument(governor, dep)


def is_negated(token: Token, *, but: Token | None = None) -> bool:
    """Tell whether the word is negated: "do not accept", "no longer", "no support", "without accepting".

    "Cannot but accept" is no negation. The negation inside the argument `but` is left out: it is counted with that word.
    """
    return any(but is None or i != but.i for i in _negators(token))


@of_word
def _negators(token: Token) -> tuple[int, ...]:
    """Return the words that negate a word, itself among them."""
    if token.lower_ in _NOBODY:
        return (token.i,)
    before = [child.lower_ for child in token.lefts if child.dep_ in ("cc", "advmod")]
    if before[-2:] == ["not", "but"]:
        return ()
    return tuple(child.i for child in token.children if _negates(child))


def _negates(child: Token) -> bool:
    word, dep = child.lower_, child.dep_
    if word == "not" and child.i + 1 < len(child.doc) and child.nbor().lower_ in _ONLY:
        return False
    if word in NEGATIONS and dep in ("advmod", "det", "neg", "aux", "case", "mark"):
        return True
    if (word, dep) == ("from", "mark") and child.i and child.doc[child.i - 1].lower_ == "far":
        return True
    if (word, dep) == ("nor", "cc") or (word == "without" and dep in ("case", "mark")):
        return True
    if dep == "advmod" and word in ("longer", "more") and any(c.lower_ == "no" for c in child.lefts):
        return True
    if dep in _SUBJECT_OR_OBJECT and word in _NOBODY:
        return True
    return dep in _SUBJECT_OR_OBJECT and any(c.lower_ == "no" for c in child.lefts)


@of_word
def is_rhetorical(token: Token) -> bool:
    """Tell whether the verb stands in a question that denies it: "How could we accept?", "Who can support this?"."""
    words = {child.lower_: child.dep_ for child in token.children}
    asks = words.get("how") == "advmod" or words.get("who") in _SUBJECTS
    return (
        asks
        and modal(token) in ("can", "would")
        and any(word.text == "?" for word in token.doc[token.i : token.sent.end])
    )


@of_word
def is_conditional(token: Token) -> bool:
    """Tell whether what the word says holds under a condition only: "will join if", "unless", "on condition that"."""
    if any(_is_condition(child) for child in token.children):
        return True
    first = token.head.left_edge
    if first.lower_ != "should" and not first.is_punct:
        return False
    opener = next((word for word in token.sent if not word.is_punct), token)
    turned_round = opener.lower_ == "should" and opener.dep_ == "aux" and opener.head.i != token.i
    return turned_round and token.head.i in (opener.head.i, opener.head.head.i)  # "[Should] talks fail, we will leave"


def _is_condition(child: Token) -> bool:
    if child.dep_ == "advcl":
        marks = {word.lower_ for word in child.children if word.dep_ in ("mark", "advmod")}
        provided = child.lower_ in _PROVIDED and any(word.dep_ == "ccomp" for word in child.children)
        not_until = "until" in marks and is_negated(child.head)
        if child.lemma_ in _IN_OFFICE and "if" in marks:
            return False
        if child.lower_ in _PHRASES and not any(word.dep_.startswith("nsubj") for word in child.children):
            return False
        return bool(marks & _CONDITIONS) or {"only", "when"} <= marks or provided or not_until
    if child.dep_ == "advmod" and child.lower_ == "long":  # "as long as the truce holds", not "for as long as it takes"
        first = child.left_edge.i
        since = child.doc[first - 1].lower_ if first else ""
        return since != "for" and any(word.dep_ == "advcl" for word in child.children)
    return child.dep_.startswith("obl") and child.lemma_ in _TERMS and preposition(child) in ("on", "under", "in")


@of_word
def modal(token: Token) -> str:
    """Return the class of the word's modal: must (also "need to", "have to", "ought to"), will, would, can, "" for none."""
    for child in token.children:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            return MODALS[child.lower_]
    if token.dep_ == "xcomp" and token.head.lemma_ in ("need", "have", "ought") and token.head.pos_ in ("VERB", "AUX"):
        return "must"
    return ""


def subject(token: Token) -> Token | None:
    """Return the subject of a predicate; of an infinitive or later conjunct, that of the predicate it continues."""
    for _ in range(4):
        for child in token.children:
            if child.dep_ in _SUBJECTS:
                return child
            if child.dep_ in _PASSIVE:
                return None
        if token.dep_ not in ("conj", "xcomp", "advcl") or token.head.i == token.i:
            return None
        token = token.head
    return None


@of_word
def lemma(token: Token) -> str:
    """Return the lemma in lower case, with a particle that belongs to the verb ("rule out")."""
    base = str(token.lemma_ or token.text).lower()
    for child in token.children:
        if child.dep_ == "compound:prt":
            return f"{base} {child.lower_}"
    return base


def phrase(token: Token) -> tuple[int, int]:
    """Return the first and last word index of the smallest phrase that names the thing whose head the word is.

    The phrase is unbroken: it ends where a word stands that does not hang on the head, as in a clause in between.
    """
    doc, inside = token.doc, _hanging(token)
    start = end = token.i
    while start - 1 in inside or (start - 2 in inside and _joins(doc[start - 1])):
        start -= 1
    while end + 1 in inside or (end + 2 in inside and _joins(doc[end + 1])):
        end += 1
    while start < token.i and (_joins(doc[start]) or doc[start].dep_ in ("case", "mark", "cc")):
        start += 1
    while end > token.i and _joins(doc[end]):
        end -= 1
    return start, end


def _joins(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


_NOT = frozenset({"not", "nor", "neither"})


def _hanging(token: Token) -> set[int]:
    """Return the words that hang on a head and belong to its phrase, at most `_LONGEST` of them.

    Of a head with more than `_MUCH` on it only what stands before the first break behind it is taken, and of that the last
    parts are left out, as far as `_MUCH` words are enough without them: parsers hang on it what comes later.
    """
    waiting = [child for child in token.children if _belongs(child, token)]
    end = len(token.doc)
    if _size(waiting, end) > _MUCH:
        end = next((word.i for word in token.doc[token.i + 2 : waiting[-1].right_edge.i] if word.text in _BREAKS), end)
        waiting = [child for child in waiting if child.left_edge.i < end]
    while waiting and waiting[-1].i > token.i and _size(waiting, end) > _MUCH:
        waiting.pop()
    inside = {token.i}
    while waiting and len(inside) < _LONGEST:
        word = waiting.pop()
        if word.i not in inside and word.i < end:
            inside.add(word.i)
            waiting.extend(word.children)
    return inside


def _size(parts: Sequence[Token], end: int) -> int:
    """Return how many words before `end` the parts of a phrase have."""
    return sum(min(part.right_edge.i + 1, end) - part.left_edge.i for part in parts)


def _belongs(child: Token, head: Token) -> bool:
    """Tell whether what hangs on a head is a part of the phrase that names a thing."""
    nominal = head.pos_ not in ("VERB", "AUX")
    if child.dep_ == "acl:relcl" and head.pos_ == "PRON":  # "those [who burn flags]"
        return True
    if child.dep_ in (_CUT_NOUN if nominal else _CUT_VERB):
        return False
    if child.i < head.i:
        return child.lower_ not in (_NOT if nominal else NEGATIONS)
    return child.dep_ not in _SET_OFF or child.doc[child.left_edge.i - 1].text != ","
