"""The stance lexicon: frames (what a word says about its arguments) and nouns that are good or bad by themselves.

The lists are data, in `data/frames.toml` and `data/nouns.toml`; each frame is one linguistic rule with one example.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.position.acts import Acts, load_acts

Sign = str  # "+" support, "-" oppose, "~" both, "0" only addressed, "x" shielded: no position


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a word says about its arguments.

    `slots` maps an argument (subj, obj, comp, mod, self or a preposition) to a sign. `relation` is the PLOVER type of
    what the subject does to an actor among the arguments, empty for none. `attitude`: a clause with such a word tells
    what its subject thinks, so that it can be ascribed ("she said Peru opposes the plan").
    """

    name: str
    pos: str
    slots: Mapping[str, Sign]
    intensity: float
    relation: str = ""
    who: str = "holder"
    attitude: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Frames by word and part of speech, the polar nouns, and what actors do to each other."""

    frames: Mapping[str, Frame]
    words: Mapping[tuple[str, str], tuple[Frame, ...]] = field(repr=False)
    polar: Mapping[str, Sign] = field(repr=False)
    acts: Acts = field(default_factory=load_acts, repr=False)

    def of(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """Return the frames of a word (with its particle, "rule out"), in the order of the file.

        >>> [frame.name for frame in load_lexicon().of("veto", "verb")]
        ['reject']
        """
        return self.words.get((lemma, pos), ())


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
    return Lexicon(frames=frames, words={key: tuple(found) for key, found in words.items()}, polar=polar)
