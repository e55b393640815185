"""What one actor does or says to another: verbs and nouns for acts whose arguments are actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Document, Mode, Relation, Span, content_id
from kg.position import syntax
from kg.position.acts import FRIENDLY, Act, Acts
from kg.position.clauses import OBJECTS, clause_subjects, deep_slotted, doer, is_passive, object_words, objects, slotted
from kg.position.days import day_of
from kg.position.lexicon import Lexicon
from kg.position.parties import Parties
from kg.position.perspectives import View
from kg.position.turns import Turned, turn

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.82
"""Share of right relations among 45 drawn from the training documents and read."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_JOINT = frozenset({"joint", "bilateral"})
_GIVERS = frozenset({"from", "of", "by"})
_EACH_OTHER = frozenset({"each", "other", "one", "another"})
_BETWEEN = frozenset({"between"})
_FROM = frozenset({"from"})
_OF = frozenset({"of"})
_ASKED = frozenset({"from", "with", "of"})
_LENT = frozenset({"SUPPORT", "AID"})
_TO_DO = frozenset({"xcomp", "advcl", "ccomp"})

Pair = tuple[str, str]
Actors = tuple[str, ...]


def find_relations(doc: Doc, document: Document, view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Yield typed relations between actors, in the order of the text; acts of both parties in both directions.

    A sentence tells the same act between the same actors once.

    Example: "Poland accused Hungary of helping Minsk": Poland, ACCUSE, Hungary.
    """
    reader = _Reader(Parties(view, lexicon.acts), lexicon.acts)
    told: set[tuple[int, str, str, str, Mode]] = set()
    for token in doc:
        for (source, target), turned in reader.read(token):
            key = (token.sent.start, source, target, turned.type, turned.mode)
            if key not in told:
                told.add(key)
                yield _relation(document, view, token, source, target, turned)


def find_denied(doc: Doc, view: View, lexicon: Lexicon) -> Iterator[tuple[int, str, str]]:
    """Yield whom a verb is said not to have acted on, or not fully: the first word of the sentence, source, target.

    "Mali did not accuse Chad", "failed to support Chad".
    """
    reader = _Reader(Parties(view, lexicon.acts), lexicon.acts)
    for token in doc:
        for source, target in reader.denied(token):
            yield token.sent.start, source, target


def _relation(document: Document, view: View, token: Token, source: str, target: str, turned: Turned) -> Relation:
    seen = view.perspective[token.i]
    particles = (child for child in turned.cue.children if child.dep_ == "compound:prt")
    cue = tuple(Span(word.idx, word.idx + len(word.text)) for word in (turned.cue, *particles))
    around = [word for word in (token, turned.cue, turned.verb) if word is not None]
    return Relation(
        id=content_id("relation", document.id, source, target, turned.type, cue),
        source=source,
        target=target,
        type=turned.type,
        cue=cue,
        mode=turned.mode,
        date=day_of(around, published=document.published),
        place=_place(around),
        statement=seen.statement.id if seen is not None and seen.statement is not None else None,
        score=SCORE,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the acts that a word tells, and between whom."""

    parties: Parties
    acts: Acts

    def read(self, token: Token) -> Iterator[tuple[Pair, Turned]]:
        """Yield pairs of actors with what the one does to the other, by the first act of the word that has both."""
        for act in self._acts(token):
            turned = turn(token, act, self.acts)
            if turned is None:
                continue
            verb = token.pos_ == "VERB"
            sources, targets = self._of_verb(token, act) if verb else self._of_noun(token, act, turned)
            mutual = act.mutual and turned.type == act.type
            between = not verb or any(slotted(token, _BETWEEN))
            pairs = _pairs(sources, targets, mutual=mutual, joint=act.mutual, between=between)
            found = [parties for pair in pairs if (parties := _parties(pair, self.parties.view.body)) is not None]
            if found:
                yield from ((parties, turned) for parties in found)
                return

    def denied(self, token: Token) -> Iterator[Pair]:
        """Yield pairs of actors of whom a verb tells that the one does not do something to the other."""
        if token.pos_ == "VERB":
            for act in self._acts(token):
                if turn(token, act, self.acts) is None:
                    sources, targets = self._of_verb(token, act)
                    yield from ((source, target) for source in sources for target in targets)

    def _acts(self, token: Token) -> Iterator[Act]:
        """Yield the acts that a word can tell, the most particular first."""
        name = self.acts.name(token)
        if token.pos_ == "VERB":
            yield from (act for act in self.acts.verbs.get(name, ()) if self._fits(token, act))
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound" and not self._is_told(token):
            yield from self.acts.nouns.get(name, ())
            if name not in self.acts.nouns and any(child.lower_ in _JOINT for child in token.children):
                yield from self.acts.nouns["cooperation"]

    def _is_told(self, noun: Token) -> bool:
        """Tell whether a verb and its object together name the act: "filed a [complaint]"."""
        verb = noun.head
        if verb.pos_ != "VERB" or noun.dep_ not in OBJECTS:
            return False
        return any(noun.lemma_.lower() in act.objects for act in self.acts.verbs.get(self.acts.name(verb), ()))

    def _fits(self, verb: Token, act: Act) -> bool:
        """Tell whether the words that an act asks for stand beside the verb."""
        words = object_words(verb)
        found = {word.lemma_.lower() for word in words} | {word.ent_type_ for word in words}
        if act.objects:
            return bool(act.objects & found)
        if act.along:
            return any(child.lower_ in act.along for child in verb.children)
        if act.needs:
            return any(_is_asked(child, act.needs) for child in verb.children)
        if self.acts.does(self.acts.name(verb), "deals") and any(
            word.lemma_.lower() in self.acts.nouns for word in slotted(verb, frozenset({"with"}))
        ):
            return False
        return not act.weak or all(act in self.acts.nouns.get(noun, (act,)) for noun in found)

    def _of_verb(self, verb: Token, act: Act) -> tuple[Actors, Actors]:
        """Return who acts, and on whom: the actors in the act's slots beside the verb or under its object."""
        agent = doer(verb)
        sources = self.parties.named((agent,)) if agent is not None else ()
        if agent is None and act.type == "MOBILIZE":
            sources = self.parties.named(objects(verb))
        sources = sources or (self.parties.named(slotted(verb, _FROM)) if is_passive(verb) else ())
        places = objects(verb) if "obj" in act.slots else []
        slots = act.slots - {"in"} if self.parties.named(places) else act.slots
        places += clause_subjects(verb) if "clause" in act.slots else []
        places += [phrase for word in (verb, *object_words(verb)) for phrase in slotted(word, slots)]
        if act.owned:
            places = [place for place in places if place.pos_ != "PRON"]
        targets = self.parties.named(places) or self.parties.named(deep_slotted(verb, slots))
        things = (*objects(verb), *slotted(verb, _OF))
        if act.mutual and not act.objects and not targets and any(o.lower_ not in _EACH_OTHER for o in things):
            return (), ()
        return (targets, sources) if act.inverse else (sources, targets)

    def _of_noun(self, noun: Token, act: Act, turned: Turned) -> tuple[Actors, Actors]:
        """Return who acts, and on whom, of a noun for an act: its owner, or the subject of the verb it hangs on."""
        owners, targets, verb = self.parties.owners(noun), self._under(noun, act), turned.verb
        if verb is None or not turned.role:
            return owners, targets
        named = self.parties.named
        if turned.role == "comes":
            return owners or named(slotted(verb, _GIVERS)), targets
        agent = doer(verb)
        subject = named((agent,)) if agent is not None else ()
        if turned.role == "deals":
            return subject, named(objects(verb))
        if turned.role == "gets":
            return owners or named((*slotted(verb, _GIVERS), *slotted(noun, _GIVERS))), subject
        if turned.role == "ask":
            return (
                (subject, named((*slotted(verb, _ASKED), *slotted(noun, _ASKED)))) if act.type in FRIENDLY else ((), ())
            )
        targets = targets or named(slotted(verb, act.slots)) or named(c for c in verb.children if c.dep_ == "iobj")
        if agent is None and is_passive(verb):
            return owners, targets
        if not targets and act.type in _LENT and turned.cue is noun:
            return owners, subject
        return subject, targets or (owners if turned.cue is not noun else ())

    def _under(self, noun: Token, act: Act) -> Actors:
        """Return the actors in a noun's slots, also where the parse hangs them on its owner ("by Mali on [Chad]")."""
        owners = [child for child in noun.children if child.dep_ == "nmod" and syntax.preposition(child) in _GIVERS]
        phrases = [phrase for word in (noun, *owners) for phrase in slotted(word, act.slots)]
        return self.parties.named(phrases + (clause_subjects(noun) if "clause" in act.slots else []))


def _is_asked(child: Token, needs: str) -> bool:
    """Tell whether a word beside a verb says what the other is to do."""
    mark = syntax.preposition(child)
    clause = child.dep_ in _TO_DO and (needs != "infinitive" or mark == "to")
    return clause or (needs == "comp" and mark == "for")


def _pairs(sources: Actors, targets: Actors, *, mutual: bool, joint: bool, between: bool) -> Iterator[Pair]:
    """Yield who acts on whom; mutual acts in both directions, joint ones among those named together on one side."""
    if joint and sources and not set(targets) - set(sources):
        targets = sources
    elif joint and between and not sources:
        sources = targets
    pairs = [(source, target) for source in sources for target in targets]
    yield from pairs
    if mutual and sources != targets:
        yield from ((target, source) for source, target in pairs)


def _parties(pair: Pair, body: Mapping[str, str]) -> Pair | None:
    """Return the bodies for which two actors act; the actors themselves where both are of one body, None for one actor."""
    source, target = (body.get(actor, actor) for actor in pair)
    if source != target:
        return source, target
    own = pair[0] != pair[1] and source not in pair
    return pair if own else None


def _place(words: list[Token]) -> str | None:
    """Return where the act was: the first named place with `in` or `at` beside its words."""
    for word in words:
        for phrase in slotted(word, frozenset({"in", "at"})):
            if phrase.ent_type_ in _PLACES:
                return next(ent.text for ent in phrase.doc.ents if ent.start <= phrase.i < ent.end)
    return None
