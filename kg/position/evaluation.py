"""How a text evaluates one word: the nearest frame above it, turned by negation, modality and the frames above that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.position import syntax
from kg.position.lexicon import SHIELDED, Frame, Lexicon, Sign

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_STEPS = 7
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
_FLIP = {"+": "-", "-": "+", "~": "~", "x": "x", "0": "0", "": ""}
TRIED = "try.comp"
"""The rule of what somebody else is said to try."""
AS_THE_OTHER = "="
"""The sign of a slot that says what the other complement says: "called the law [a mistake]"."""
_PREDICATIVE = frozenset({"good", "bad", "sound", "unsound", "unsettled", "possible", "asset", "worth", "liability"})
"""Frames that tell what somebody thinks of a thing that they are said of."""
_TELLING = frozenset({"harm", "worsen", "cease"})
"""Frames that, said of a thing, leave no doubt about it: nine of ten such things are judged so."""
_JUDGING = frozenset({"good", "bad", "sound", "unsound", "asset", "liability"})
"""The same of what somebody calls a thing: "called the law [hasty]"."""
_CLAIMING = frozenset({"warn", "allege", "accuse", "condemn"})
"""Frames of those who claim what their clause says, so they judge as it does: "warned that the levy is a trap"."""
_KINDS = frozenset({"act", "form", "kind", "sort", "type", "piece", "instance", "case", "example", "symbol"})
"""Nouns that judge a thing as what they are of does: "an [act] of aggression"."""
_UNSETTLING = frozenset({"unsettled", "reserve"})
"""Frames that leave open whether what is evaluated below them holds."""
_VAGUE = frozenset({"may", "threaten", "unsettled"})
"""Rules of reserve that are wrong more often than not: "may I say", "threatened to sue", "ports are open"."""
_RAISING = frozenset({"have", "need", "ought"})
_INSTEAD = frozenset({"rather", "instead"})
_OWN_SUBJECTS = frozenset({"we", "i", "it", "they", "he", "she"})
_MAYBE = frozenset({"may", "might", "could"})
_BALLOT = frozenset({"vote", "voting"})
_COURT_REACH = 14
"""Words within which a court is named that something is taken to."""
_BEFORE = frozenset({"to", "before", "at", "in"})
"""How courts stand beside what is taken to them."""
_APART = frozenset({"parataxis", "advcl:relcl", "discourse", "list"})
_ADJUNCTS = frozenset(
    {
        "because",
        "while",
        "although",
        "though",
        "as",
        "since",
        "when",
        "after",
        "before",
        "if",
        "unless",
        "whereas",
        "so",
    }
    | {"until", "once", "where", "whether", "lest", "advcl"}
)
"""What introduces clauses that what stands above them does not evaluate."""
_UNTURNED = frozenset({"harm", "harm_noun", "worsen", "misdeed"})
"""Frames of what is done to a thing: whoever opposes the deed values the thing as much as whoever does not."""


class Evaluation(NamedTuple):
    """The sign that a word gets, by which rule, and how far up the rule's cue stands.

    `sign` is that of the lexicon with every turn applied; `plain` without them; `near` with those of the cue's own clause,
    which is what the subject of the cue thinks. `rule` is frame and slot ("warn.against").
    """

    sign: str = ""
    plain: str = ""
    rule: str = ""
    cue: int = -1
    distance: int = 0
    intensity: float = 0.5
    frame: Frame | None = None
    near: str = ""

    @property
    def is_firm(self) -> bool:
        """Tell whether the rule decides the stance alone: too rare for the weights, and clear ("abstained on [the text]")."""
        if self.distance != 1 or self.frame is None:
            return False
        if self.frame.firm or self.sign != "~":
            return self.frame.firm
        return self.frame.attitude and (self.plain != "-" or self.frame.negated == "~")

    @property
    def is_decided(self) -> bool:
        """Tell whether the rule decides the stance, if there is one: reserve, faults, and what nobody opposes or regrets.

        Annotated examples of either are few, so nothing that is learnt knows them as well.
        """
        reserved = self.sign == "~" and self.distance <= 1 and self.rule.partition(".")[0] not in _VAGUE
        unopposed = (self.plain, self.sign) == ("-", "+")
        voiced = self.distance == 1 and self.near == "+" and self.frame is not None and self.frame.attitude
        told = self.frame is not None and (
            (self.frame.name in _TELLING | _JUDGING and ".subj" in self.rule)
            or (self.frame.name in _JUDGING and ".obj" in self.rule)
            or (self.frame.name == "accuse" and self.sign == self.plain and ".comp" not in self.rule)
        )
        return (
            self.is_firm
            or self.rule == TRIED
            or reserved
            or (told and self.distance == 1)
            or (unopposed and (voiced or self.rule == "against"))
        )


class _Step(NamedTuple):
    """One step up from a word: the word, what it is an argument of, and as what."""

    word: Token
    governor: Token
    slot: str


def frames_of(token: Token, lexicon: Lexicon) -> tuple[Frame, ...]:
    """Return the frames of a word in its part of speech, trying it with its particle or adjective first."""
    pos = _POS.get(token.pos_, "")
    if not pos:
        return ()
    name = syntax.lemma(token)
    found: tuple[Frame, ...] = ()
    base = name
    if pos == "noun":
        found = next((frames for word in _before(token) if (frames := lexicon.of(f"{word} {name}", pos))), ())
    elif pos == "verb":
        known = lexicon.verb(token.lower_)  # the tagger's lemma may be wrong
        base = known or token.lemma_.lower()
        if known:
            found = lexicon.of(" ".join([known, *name.split(" ")[1:]]), pos) or lexicon.of(known, pos)
    if (at_court := lexicon.of(f"{base} to court", pos)) and _to_court(token, lexicon):
        found = at_court
    found = found or lexicon.of(name, pos) or lexicon.of(name.split(" ", 1)[0], pos)
    if not found and pos == "verb":  # participles in predicate use: "we are concerned about"
        found = lexicon.of(token.lower_, "adj")
    return found or (lexicon.of(token.lower_, "adj") if pos == "adj" else ())


@syntax.of_word
def _before(noun: Token) -> tuple[str, ...]:
    """Return the adjectives and prepositions of a noun that stand before it."""
    return tuple(child.lower_ for child in noun.children if child.i < noun.i and child.dep_ in ("amod", "case"))


def _to_court(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether something is taken before a court: "took it [to court]", "a challenge [before the tribunal]"."""
    doc, before = token.doc, False
    for word in doc[token.i + 1 : min(token.sent.end, token.i + _COURT_REACH)]:
        if word.lower_ in _BEFORE:
            before = True
        elif before and word.lower_ in lexicon.courts:
            return True
        elif word.pos_ in ("VERB", "AUX") or word.is_punct:
            return False
    return False


def slot_sign(token: Token, slot: str, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what the word says about its argument in that slot, and the frame that says so."""
    for frame in frames_of(token, lexicon):
        if slot in frame.slots:
            return frame.slots[slot], frame
    return "", None


def evaluate(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how the text evaluates a word.

    The nearest frame decides ("reject [the offer]": oppose); negation of its cue turns it ("do not reject"), and so
    does a frame above that opposes the cue ("warned against rejecting the offer"). What is said under a condition, or
    considered, is neither.
    """
    found = _own(token, lexicon)
    turned = (not found.rule or found.rule == "against") and syntax.is_negated(token)
    open_ended = found.rule != "must" and syntax.is_conditional(token)
    near, steps = "", 0
    for steps, step in enumerate(_climb(token, lexicon), 1):
        if found.rule and step.slot == "acl:relcl":
            break
        sign, frame = _step_sign(step, lexicon)
        if found.rule:
            if sign == SHIELDED:
                return found._replace(sign=SHIELDED)
            fixed = found.frame is not None and (
                found.frame.name in _UNTURNED
                or (frame is not None and frame.name in _CLAIMING and step.slot == "comp" and _is_judged(found))
            )
            if not fixed and step.slot not in ("subj", "mod") and (steps, step.slot) != (1, found.rule):
                turned ^= sign == "-"
                open_ended |= frame is not None and frame.name in _UNSETTLING
        elif sign not in ("", "0"):
            name = f"{frame.name}.{step.slot}" if frame else "must.subj"
            found = Evaluation(sign, sign, name, step.governor.i, steps, frame.intensity if frame else 0.7, frame)
        if syntax.is_negated(step.governor, but=step.word) != syntax.is_rhetorical(step.governor):
            turned = not turned
            open_ended |= found.cue == step.governor.i and frame is not None and frame.negated == "~"
        open_ended |= steps < 3 and found.rule != "must" and syntax.is_conditional(step.governor)
        if found.rule and not near:
            near = _turn(found.plain, turned=turned, open_ended=open_ended)
    if not found.rule:
        return _weak(token, lexicon, turned=turned, open_ended=open_ended)
    sign = _turn(found.plain, turned=turned, open_ended=open_ended)
    if sign == "+" and _is_bad(token, lexicon) is not None:
        sign = "-"
    return found._replace(sign=sign, near=near or found.plain)


def _is_judged(found: Evaluation) -> bool:
    """Tell whether a thing is said to be good or bad: "the levy is [a mistake]", "calls the levy [unfair]"."""
    return found.frame is not None and found.frame.name in _JUDGING and found.rule.endswith((".subj", ".obj"))


def evaluation_by(cue: Token, slot: str, lexicon: Lexicon) -> Evaluation:
    """Return how one word evaluates another in a slot of it, whatever stands above: "[backed] by Chad"."""
    sign, frame = slot_sign(cue, slot, lexicon)
    if frame is None or sign in (SHIELDED, AS_THE_OTHER):
        return Evaluation()
    turned = _turn(sign, turned=syntax.is_negated(cue), open_ended=False)
    return Evaluation(turned, sign, f"{frame.name}.{slot}", cue.i, 1, frame.intensity, frame, turned)


def _turn(sign: Sign, *, turned: bool, open_ended: bool) -> Sign:
    if open_ended and sign in ("+", "-"):
        return "~"
    return _FLIP[sign] if turned else sign


def _own(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how its own neighbours evaluate a word: `against` that no frame knows, `instead of`, a modal, `would rather`."""
    before = [child for child in token.children if child.i < token.i]
    if syntax.preposition(token) == "against" and not slot_sign(token.head, "against", lexicon)[0]:
        return Evaluation("-", "-", "against", token.i, 0, 0.7)
    if any(c.lower_ in _INSTEAD and any(w.dep_ == "fixed" for w in c.children) for c in before):
        return Evaluation("-", "-", "instead", token.i, 0, 0.6)
    if token.pos_ in ("VERB", "AUX"):
        if syntax.modal(token) == "must":
            sign = "-" if syntax.is_negated(token) else "+"
            return Evaluation(sign, sign, "must", token.i, 0, 0.7)
        if (
            any(c.dep_ == "advmod" and c.lower_ in ("rather", "sooner") for c in before)
            and syntax.modal(token) == "would"
        ):
            return Evaluation("+", "+", "rather", token.i, 0, 0.6)
    return Evaluation()


def _weak(token: Token, lexicon: Lexicon, *, turned: bool, open_ended: bool) -> Evaluation:
    """Return how a word is evaluated that no frame evaluates: by an adjective, as a deed, as what somebody will do."""
    if (word := _is_bad(token, lexicon)) is not None:
        bad = lexicon.frames["bad"]
        return Evaluation("-", "-", "bad.mod", word.i, 1, bad.intensity, bad, "-")
    rule, plain = "", ""
    frame: Frame | None = None
    if token.pos_ == "VERB":
        agent = syntax.subject(token)
        if _is_imperative(token):
            rule, plain = "imperative", "+"
        elif agent is not None and (agent.pos_ == "PROPN" or agent.lower_ in _OWN_SUBJECTS):
            modals = {child.lower_ for child in token.children if child.dep_ == "aux"}
            rule = "may" if modals & _MAYBE else "will" if syntax.modal(token) in ("will", "would") else ""
            plain = {"will": "+", "may": "~"}.get(rule, "")
        if not rule:
            plain, frame = slot_sign(token, "self", lexicon)
            rule = f"{frame.name}.self" if frame is not None else ""
    elif (named := _named_by(token, lexicon)) is not None:
        rule, plain, frame = f"{named.name}.subj", "+", named
    elif any(child.dep_ == "expl" for child in token.head.children) and token.dep_ == "nsubj":
        rule = "there" if turned or syntax.modal(token.head) == "must" else ""
        plain = "+" if rule else ""
    if not rule:
        return Evaluation()
    sign = _turn(plain, turned=turned and rule != "misdeed.self", open_ended=open_ended and rule != "misdeed.self")
    return Evaluation(sign, plain, rule, token.i, 0, 0.5, frame, sign)


def _is_bad(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the adjective that calls a thing bad: "the [illegal] raid"."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.pos_ in ("ADJ", "VERB"):
            frame = slot_sign(child, "mod", lexicon)[1]
            if frame is not None and frame.name == "bad":
                return child
    return None


def _is_imperative(token: Token) -> bool:
    """Tell whether the verb is a call to do: "[Leave] the city at once!"."""
    loose = any(child.dep_ in ("mark", "nsubj", "nsubj:pass", "expl") for child in token.lefts)
    return token.tag_ == "VB" and token.dep_ in ("ROOT", "ccomp", "parataxis") and not loose and not syntax.modal(token)


def _named_by(token: Token, lexicon: Lexicon) -> Frame | None:
    """Return the frame of the wish that a word is said to be: "our goal is [peace]", "the preferred option is [a treaty]"."""
    if not any(child.dep_ == "cop" for child in token.children):
        return None
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            return next((f for f in frames_of(child, lexicon) if f.name in ("commitment_noun", "call_noun")), None)
    return None


def _climb(token: Token, lexicon: Lexicon) -> Iterator[_Step]:
    """Yield the steps from a word up to the top of its clause, and of those that its clause is a part of."""
    for _ in range(MAX_STEPS):
        first = syntax.first_conjunct(token)
        if first.dep_ in _APART:
            return
        place = syntax.argument(token)
        if place is None:
            return
        governor, slot = _attached(first, place, lexicon)
        if first.dep_ in ("advcl", "acl") and slot in _ADJUNCTS:
            return
        yield _Step(token, governor, slot)
        token = governor


def _attached(token: Token, place: syntax.Argument, lexicon: Lexicon) -> tuple[Token, str]:
    """Return what a word really belongs to, where the tree is misleading.

    "[The siege] has to end": to what has to be. "Voiced outrage over [the raid]": to the outrage. "Blamed the union for
    [the spill]": to the blaming.
    """
    governor, slot = place.governor, place.slot
    if token.dep_ in ("advcl", "acl") and slot == "comp":
        mark = syntax.preposition(token)
        slot = "comp" if mark == "to" or (mark, token.dep_) == ("that", "acl") else mark or token.dep_
    if slot == "subj" and governor.lemma_ in _RAISING:
        for child in governor.children:
            if child.dep_ == "xcomp":
                passive = any(word.dep_ == "aux:pass" for word in child.children)
                return child, "obj" if passive else "subj"
    slot = (syntax.preposition(token) or slot) if token.dep_ == "obj" else slot
    if slot in ("over", "about") and governor.lower_ in lexicon.courts:
        governor = governor.head  # "took it to court over [the ban]"
    if slot == "obl" and any(child.dep_ == "compound:prt" for child in governor.children):
        slot = "obj"  # "strike down [the law]"
    if token.dep_ in ("obl", "obj") and slot != "obj" and not slot_sign(governor, slot, lexicon)[0]:
        for child in governor.children:
            if child.dep_ in ("obj", "nsubj:pass") and child.i != token.i and slot_sign(child, slot, lexicon)[0]:
                return child, slot
    outer = syntax.argument(governor)
    if token.dep_ == "nmod" and outer is not None and outer.slot == "obj" and not slot_sign(governor, slot, lexicon)[0]:
        sign, frame = slot_sign(outer.governor, slot, lexicon)
        if sign not in ("", "0") and frame is not None and frame.slots.get("obj") == "0":
            return outer.governor, slot
    return governor, slot


def _step_sign(step: _Step, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what the governor says about the word below it, by the most particular slot that its frames have."""
    word, governor, slot = step
    if slot == "subj" and governor.pos_ not in ("VERB", "AUX"):
        sign, frame = _predicate_sign(governor, lexicon)
        return ("+", None) if not sign and syntax.modal(governor) == "must" else (sign, frame)
    for frame in frames_of(governor, lexicon):
        for name in _slots(word, governor, slot):
            if name not in frame.slots:
                continue
            sign = frame.slots[name]
            if sign == AS_THE_OTHER:
                sign, inner = _complement_sign(word, governor, slot, lexicon)
                if not sign:
                    continue
                return sign, inner
            return sign, frame
    passive = word.dep_ in ("nsubj:pass", "csubj:pass") or (slot == "obj" and word.dep_ == "nsubj")
    return ("+", None) if passive and syntax.modal(governor) == "must" else ("", None)


def _slots(word: Token, governor: Token, slot: str) -> Iterator[str]:
    """Yield the names of a slot from the most particular: "that", "from doing", "obj alone", "subj must", then its own."""
    if word.dep_ == "ccomp":
        yield "that"
    if (
        word.dep_ == "xcomp"
        and word.pos_ != "VERB"
        and not any(child.dep_ in ("cop", "mark") for child in word.children)
    ):
        yield "predicate"
        return
    if word.pos_ == "VERB" and word.dep_ in ("advcl", "acl") and slot != "comp" and word.lower_ not in _BALLOT:
        yield f"{slot} doing"
    if (
        slot in ("obj", "comp")
        and (governor.tag_ == "VBG" or syntax.modal(governor))
        and not any(_is_said_of_object(child, word) for child in governor.children)
    ):
        yield f"{slot} weighed"
    if slot == "obj":
        asked = next((c for c in governor.children if c.dep_ in ("xcomp", "advcl") and c.i > word.i), None)
        if asked is not None:
            yield "obj asked"
        elif word.pos_ == "NOUN":
            yield "obj alone"
    if slot == "subj" and syntax.modal(governor) == "must" and not any(c.dep_ == "obj" for c in governor.children):
        yield "subj must"
    yield slot


def _is_said_of_object(child: Token, word: Token) -> bool:
    """Tell whether a verb's complement says what its object is: "would consider the levy [a mistake]"."""
    if child.i <= word.i or any(part.dep_ in ("case", "cc") for part in child.children):
        return False
    return child.pos_ in ("NOUN", "PROPN", "ADJ") and child.dep_ in ("xcomp", "obj")


def _complement_sign(word: Token, governor: Token, slot: str, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what a verb's other complement says of its object: "called [the law] a mistake", "wants [the raids] to end".

    Of a subject, what it has: "[the deal] has no effect".
    """
    for child in governor.children:
        if child.i == word.i:
            continue
        as_what = child.dep_ in ("obl", "advcl") and syntax.preposition(child) == "as"
        if slot == "obj" and child.dep_ == "xcomp" and child.pos_ == "VERB":
            frames = frames_of(child, lexicon)
            found = next((f for f in frames if "subj must" in f.slots), None)
            if found is not None and not any(c.dep_ == "obj" for c in child.children):
                return found.slots["subj must"], found
        elif slot == "obj" and (as_what or child.dep_ == "xcomp" or _is_said_of_object(child, word)):
            sign, frame = _predicate_sign(child, lexicon)
            if sign:
                return sign, frame
        elif slot == "subj" and child.dep_ == "obj" and any(word.lower_ == "no" for word in child.lefts):
            frame = next((f for f in frames_of(child, lexicon) if f.name == "worth"), None)
            return (frame.slots["subj"], frame) if frame is not None else ("", None)
    return "", None


def _predicate_sign(word: Token, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what a noun or adjective says of the thing that it is said of: "is the only way", "is a threat", "too weak"."""
    case = next((child.lower_ for child in word.lefts if child.dep_ == "case"), "")
    frames = frames_of(word, lexicon)
    if case not in ("", "as"):
        frames = lexicon.of(f"{case} {syntax.lemma(word)}", "noun")
    for frame in frames:
        if frame.name in _PREDICATIVE and frame.name != "worth":
            return frame.slots["subj"], frame
    if case not in ("", "as"):
        return "", None
    if word.pos_ in ("ADJ", "ADV"):
        too = any(child.dep_ == "advmod" and child.lower_ == "too" for child in word.children)
        return ("-", lexicon.frames["bad"]) if too else ("", None)
    for child in word.children:
        if child.dep_ == "amod":
            for frame in frames_of(child, lexicon):
                if frame.name in ("good", "bad"):
                    return frame.slots["subj"], frame
    if syntax.lemma(word) in _KINDS:
        inner = next((c for c in word.children if c.dep_ == "nmod" and syntax.preposition(c) == "of"), None)
        if inner is not None:
            word = inner
    is_bad = lexicon.polar.get(syntax.lemma(word)) == "-"
    return ("-", lexicon.frames["liability"]) if is_bad else ("", None)
