"""The stance lexicon: frames (what a word says about its arguments) and nouns that are good or bad by themselves.

The lists are data, in `data/frames.toml`, `data/forms.toml` (irregular verbs), `data/nouns.toml` and `data/votes.toml`;
each frame is one linguistic rule with one example.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.position.acts import Acts, load_acts
from kg.position.ballots import Ballots, load_ballots

Sign = str
"""`+` support, `-` oppose, `~` both, `0` only addressed, `=` as the complement says, `x` shielded: no position."""
SHIELDED: Sign = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a word says about its arguments.

    `slots` maps an argument (subj, obj, comp, mod, self or a preposition) to a sign. `attitude`: a clause with such a word
    tells what its subject thinks, so that it can be ascribed ("she said Peru opposes the plan"). `negated` is the sign that
    a negation of the word makes of any of its signs, empty where it turns them ("does not rule out" is neither). `firm`:
    what the word says of its arguments is a position whatever else speaks against it, as a vote is.
    """

    name: str
    pos: str
    slots: Mapping[str, Sign]
    intensity: float
    who: str = "holder"
    attitude: bool = False
    negated: Sign = ""
    firm: bool = False
    act: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Frames by word and part of speech, the inflected forms of their verbs, the polar nouns, what actors do to each other.

    `courts` are nouns for where a thing is contested; `ballots` is what votes are told with.
    """

    frames: Mapping[str, Frame]
    words: Mapping[tuple[str, str], tuple[Frame, ...]] = field(repr=False)
    forms: Mapping[str, str] = field(repr=False)
    polar: Mapping[str, Sign] = field(repr=False)
    courts: frozenset[str] = field(default=frozenset(), repr=False)
    ballots: Ballots = field(default_factory=load_ballots, repr=False)
    acts: Acts = field(default_factory=load_acts, repr=False)

    def of(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """Return the frames of a word (with its particle, "rule out"), in the order of the file.

        >>> [frame.name for frame in load_lexicon().of("veto", "verb")]
        ['reject']
        """
        return self.words.get((lemma, pos), ())

    def verb(self, form: str) -> str:
        """Return the verb of the lexicon that a form belongs to, "" for none.

        >>> load_lexicon().verb("denounced"), load_lexicon().verb("swore")
        ('denounce', 'swear')
        """
        return self.forms.get(form, "")


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with kg."""
    folder = files("kg.position") / "data"
    tables = tomllib.loads((folder / "frames.toml").read_text(encoding="utf-8"))
    frames: dict[str, Frame] = {}
    words: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for name, table in tables.items():
        listed = table.pop("words")
        frames[name] = Frame(name=name, **table)
        for word in dict.fromkeys(listed):
            words[word, table["pos"]].append(frames[name])
    nouns = tomllib.loads((folder / "nouns.toml").read_text(encoding="utf-8"))
    polar = dict.fromkeys(nouns["good"], "+") | dict.fromkeys(nouns["bad"], "-")
    irregular = tomllib.loads((folder / "forms.toml").read_text(encoding="utf-8"))
    verbs = [word for word, pos in words if pos == "verb" and " " not in word]
    forms = {form: verb for verb in verbs for form in (*regular_forms(verb), *irregular.get(verb, ()))}
    return Lexicon(
        frames=frames,
        words={key: tuple(found) for key, found in words.items()},
        forms=forms,
        polar=polar,
        courts=frozenset(nouns["courts"]),
    )


def regular_forms(verb: str) -> tuple[str, ...]:
    """Return the verb with the endings of a regular one.

    >>> regular_forms("deny"), regular_forms("scrap")[-3:]
    (('deny', 'denys', 'denied', 'denies', 'denying'), ('scraps', 'scrapped', 'scrapping'))
    """
    vowels = "aeiou"
    if verb.endswith("e"):
        return (verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    if verb.endswith("y") and verb[-2:-1] not in vowels:
        return (verb, f"{verb}s", f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing")
    plain = (verb, f"{verb}es", f"{verb}ed", f"{verb}ing", f"{verb}s")
    doubles = len(verb) > 2 and verb[-1] not in f"{vowels}wxy" and verb[-2] in vowels and verb[-3] not in vowels
    return (*plain, f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing") if doubles else plain
