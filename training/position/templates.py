"""Self-written texts with positions, put together from a grammar whose rules carry the annotation (`templates.txt`).

The grammar is one of plain rewriting. A rule's heading `= name` is followed by its alternatives, one a line; `= name 3` under
`sentence.` or `text.` gives the weight of a kind of sentence or text. In an alternative `<name>` stands for another rule,
`(a|b)` for a choice, `@verb` for a verb that agrees with the subject at hand (`@ing:verb`, `@ed:verb` and `@past:verb` for
its other forms), `!verb` for the verb of a phrase whose form the caller asks for (`<V+:ing>`), `^` makes the next letter a
capital. `{+ …}`, `{- …}` and `{~ …}` mark targets, `{s …}`, `{c …}` and `{k …}` source, cue and content: a letter tells
whose (`{+B …}`), a digit keeps statements of one sentence apart,
and so does `¦`, which is not written. `<claim:it>` puts a clause into the mouth of its holder
("it"), `<claim:we>` into a quotation, `<claim:main>` makes it a sentence: only there its own source and cue are marked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

STANCE = {"+": "support", "-": "oppose", "~": "ambivalent"}
ROLE = {"s": "source", "c": "cue", "k": "content"}
IRREGULAR = {
    "be": ("is", "was", "been"), "have": ("has", "had", "had"), "do": ("does", "did", "done"),
    "will": ("would", "would", "would"), "can": ("can", "could", "could"), "must": ("must", "had to", "had to"),
    "give": ("gives", "gave", "given"), "take": ("takes", "took", "taken"), "see": ("sees", "saw", "seen"),
    "find": ("finds", "found", "found"), "stand": ("stands", "stood", "stood"), "speak": ("speaks", "spoke", "spoken"),
    "hold": ("holds", "held", "held"), "make": ("makes", "made", "made"), "come": ("comes", "came", "come"),
    "think": ("thinks", "thought", "thought"), "uphold": ("upholds", "upheld", "upheld"), "send": ("sends", "sent", "sent"),
    "withdraw": ("withdraws", "withdrew", "withdrawn"), "forbid": ("forbids", "forbade", "forbidden"), "cut": ("cuts", "cut", "cut"),
    "break": ("breaks", "broke", "broken"), "pay": ("pays", "paid", "paid"), "let": ("lets", "let", "let"),
    "build": ("builds", "built", "built"), "seek": ("seeks", "sought", "sought"), "swear": ("swears", "swore", "sworn"),
    "undertake": ("undertakes", "undertook", "undertaken"), "keep": ("keeps", "kept", "kept"), "go": ("goes", "went", "gone"),
    "feel": ("feels", "felt", "felt"), "fight": ("fights", "fought", "fought"), "lead": ("leads", "led", "led"),
    "bring": ("brings", "brought", "brought"), "leave": ("leaves", "left", "left"), "put": ("puts", "put", "put"),
    "cast": ("casts", "cast", "cast"), "blow": ("blows", "blew", "blown"), "say": ("says", "said", "said"),
    "throw": ("throws", "threw", "thrown"), "overthrow": ("overthrows", "overthrew", "overthrown"), "seize": ("seizes", "seized", "seized"),
    "tell": ("tells", "told", "told"), "shut": ("shuts", "shut", "shut"), "quit": ("quits", "quit", "quit"),
    "join": ("joins", "joined", "joined"), "rebuild": ("rebuilds", "rebuilt", "rebuilt"), "set": ("sets", "set", "set"),
    "lend": ("lends", "lent", "lent"), "hide": ("hides", "hid", "hidden"), "steal": ("steals", "stole", "stolen"),
    "hit": ("hits", "hit", "hit"), "remain": ("remains", "remained", "remained"), "spread": ("spreads", "spread", "spread"),
    "begin": ("begins", "began", "begun"), "train": ("trains", "trained", "trained"), "sell": ("sells", "sold", "sold"),
    "buy": ("buys", "bought", "bought"), "draw": ("draws", "drew", "drawn"), "meet": ("meets", "met", "met"), "know": ("knows", "knew", "known"),
}  # fmt: skip
DOUBLED = ("ban", "bar", "stop", "plan", "drop", "slam", "rebut", "fit", "scrap", "halt-", "abet", "commit", "permit", "regret", "rebuff-", "let", "put", "set", "cut", "shut", "quit", "hit", "begin", "spur", "curb-", "snub", "refer", "deter", "submit", "repel", "expel", "propel", "arm-", "tap", "flip", "jam", "kidnap", "level", "signal", "shell-", "chat", "plug", "trim", "dub")  # fmt: skip


def inflect(verb: str, form: str) -> str:
    """Return a form (s, past, ed, ing) of a verb."""
    if form == "ing":
        if verb in DOUBLED:
            return verb + verb[-1] + "ing"
        if verb.endswith("e") and not verb.endswith(("ee", "oe")) and verb != "be":
            return verb[:-1] + "ing"
        return verb + "ing"
    if verb in IRREGULAR:
        return IRREGULAR[verb][("s", "past", "ed").index(form)]
    if form == "s":
        if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
            return verb + "es"
        return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


@dataclass(frozen=True, slots=True)
class Party:
    """A state or body, and the person who speaks for it."""

    name: str
    demonym: str
    capital: str
    person: str
    she: bool


@dataclass(slots=True)
class Text:
    """A text under way: what was written and what it is about."""

    text: str = ""
    attributions: list[dict] = field(default_factory=list)
    positions: list[dict] = field(default_factory=list)


@cache
def grammar() -> dict[str, list[str]]:
    """Return the alternatives of each rule; a weight of a rule is its heading's second word."""
    rules: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name, *weight = line[2:].split()
            rules[name] = []
            if weight:
                rules["weight." + name] = weight
        elif line.strip() and not line.startswith("#"):
            rules[name].append(line.replace("\\n", "\n"))
    return rules


def constructions() -> int:
    """Return how many ways there are to shape a clause, a sentence or a text, fillers aside."""
    return sum(
        len(alternatives) for name, alternatives in grammar().items() if re.match(r"(sentence|text|claim|view)\.", name)
    )


class Writer:
    """Writes one text about a few parties."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.rules = grammar()
        self.parties = self._parties()
        self.holders = "A"

    def _parties(self) -> dict[str, Party]:
        rng, rules = self.rng, self.rules
        found: list[Party] = []
        rows = rng.sample(rules["states"], 4)
        if rng.random() < 0.25:
            rows[0] = rng.choice(rules["bodies"])
        if rng.random() < 0.15:
            rows[1] = rng.choice(rules["bodies"])
        for row in rows:
            name, demonym, capital = (part.strip() for part in (row + ";;").split(";")[:3])
            she = rng.random() < 0.5
            person = f"{rng.choice(rules['women' if she else 'men'])} {rng.choice(rules['surnames'])}"
            found.append(Party(name, demonym, capital, person, she))
        return dict(zip("ABCD", found, strict=True))

    def name(self, letter: str, what: str) -> str:
        """Return a mention of a party: name, subject (many forms), official, person, adjective, capital, pronoun."""
        party, rng = self.parties[letter], self.rng
        name = party.name
        state = bool(party.demonym)
        own = name + ("’" if name.endswith("s") else "’s")
        if what == "name":
            return name
        if what == "own":
            return own
        if what == "adj":
            return party.demonym or own
        if what == "capital":
            return party.capital or "Geneva"
        if what == "they":
            return "she" if party.she else "he"
        if what == "their":
            return "her" if party.she else "his"
        if what == "person":
            return party.person
        if what == "surname":
            return party.person.split()[-1]
        if what == "key":
            return re.sub(r"^the ", "", name)
        office = rng.choice(self.rules["offices" if state else "posts"])
        if what == "office":
            return office
        if what == "official":
            forms = [
                f"{own} {office}, {party.person},",
                f"{party.person}, {own} {office},",
                f"{own} {office}",
                f"the {office} of {name}",
                f"the {office} of {name}, {party.person},",
            ]
            if state:
                forms += [f"{party.demonym} {office} {party.person}"] * 2 + [
                    f"the {party.demonym} {office}, {party.person},",
                    f"the {party.demonym} {office}",
                ]
            return rng.choice(forms)
        if what == "body":
            return rng.choice(
                [name] * 4
                + (
                    [
                        f"the {party.demonym} government",
                        party.capital,
                        f"the government of {name}",
                        f"the foreign ministry of {name}",
                        f"a senior {party.demonym} official",
                    ]
                    if state
                    else [name]
                )
            )
        raise KeyError(what)

    def expand(self, text: str, mode: str = "main", form: str = "base") -> str:
        """Rewrite what an alternative says until only marked text is left."""
        rng = self.rng
        while match := re.search(r"\(([^()]*)\)", text):
            text = text[: match.start()] + rng.choice(match[1].split("|")) + text[match.end() :]

        def rule(match: re.Match) -> str:
            name, how = match[1], match[2]
            if re.fullmatch(r"[A-D](\.\w+)?", name):
                letter, what = name[0], name[2:]
                return self.name(letter, what or rng.choice(["body", "body", "official"]))
            into, shape = mode, form
            if how in ("ing", "ed", "past", "base", "s"):
                shape = how
            elif how:
                into = how
            if name in ("I", "our", "us", "they"):
                return self._self(name, into)
            if name == "claim" or name == "view":
                kinds = [n for n in self.rules if n.startswith(name + ".")]
                weights = [float(self.rules.get("weight." + n, ["1"])[0]) for n in kinds]
                name = rng.choices(kinds, weights)[0]
            made = self.expand(rng.choice(self.rules[name]), into, shape)
            if how in ("it", "we", "speech"):
                made = re.sub(r"\{[sck]\d* ", "{_ ", made)
            return made

        text = re.sub(r"<([\w.+\-~]+)(?::(\w+))?>", rule, text)
        text = re.sub(r"@(?:(ing|ed|past|base):)?([a-z-]+)", lambda m: self._verb(m[2], m[1] or mode), text)
        return re.sub(r"!([a-z-]+)", lambda m: m[1] if form == "base" else inflect(m[1], form), text)

    def _verb(self, verb: str, mode: str) -> str:
        if mode == "base":
            return verb
        if mode in ("ing", "ed", "past"):
            return inflect(verb, mode)
        if mode in ("we", "speech"):
            return "are" if verb == "be" else verb
        if mode == "joint":
            if self.tense == "s":
                return "are" if verb == "be" else verb
            return "were" if verb == "be" else inflect(verb, "past")
        if mode == "it":
            return inflect(verb, "s")
        if verb == "will" and (self.tense == "s" or self.rng.random() < 0.6):
            return "will"
        return inflect(verb, self.tense)

    def _self(self, word: str, mode: str) -> str:
        if mode in ("we", "speech"):
            return {"I": "we", "our": "our", "us": "us", "they": "we"}[word]
        if word == "I":
            if mode == "joint":
                return self.rng.choice(
                    [
                        f"{self.name('A', 'name')} and {self.name('B', 'name')}",
                        f"both {self.name('A', 'name')} and {self.name('B', 'name')}",
                    ]
                )
            if mode == "it":
                return self.rng.choice(
                    [
                        "it",
                        "it",
                        "it",
                        self.name("A", "name"),
                        self.parties["A"].capital or self.name("A", "name"),
                        f"{self.name('A', 'their')} {self.rng.choice(['country', 'government', 'side'])}",
                    ]
                )
            return self.name("A", self.rng.choice(["body", "body", "body", "official"]))
        plural = mode == "joint"
        return {
            "our": "their" if plural else "its",
            "us": "them" if plural else "it",
            "they": "they" if plural else "it",
        }[word]

    def sentence(self, kind: str) -> str:
        """Return a marked sentence of a kind."""
        self.tense = self.rng.choice(["past", "past", "s"])
        marked = self.expand(self.rng.choice(self.rules[kind]))
        return self._polish(marked)

    def _polish(self, marked: str) -> str:
        marked = re.sub(r",(\}+)", r"\1,", marked)
        marked = re.sub(r",((?:\})*)([,.;:?!—])", r"\1\2", marked)
        marked = re.sub(r",(”?) (and|but) ,", r",\1 \2", marked)
        marked = re.sub(r" +(\}+)", r"\1 ", marked)
        marked = re.sub(r" +(\}*[,.;:?])", r"\1", marked)
        marked = re.sub(r"  +", " ", marked).replace("can not ", "cannot ").replace("“ ", "“")
        marked = re.sub(r"\b([Aa]) ((?:\{\S+ )*)(?=[aeiouAEIOU])(?!uni|Uni|one|eu|Eu|us[ei]|US|ut)", r"\1n \2", marked)
        lift = lambda m: m[1] + m[2].upper()
        marked = re.sub(r"\^ *((?:\{\S+ )*[“‘]?(?:\{\S+ )*)(\w)", lift, marked)
        return re.sub(r"^((?:\{\S+ |[“‘])*)(\w)", lift, marked)

    def write(self, into: Text, marked: str) -> None:
        """Append a marked sentence; the offsets come from where its pieces fall."""
        groups: dict[str, dict] = {}
        stack: list[tuple[str, int]] = []
        plain = into.text
        rest = marked
        while rest:
            if match := re.match(r"\{(\S+) ", rest):
                stack.append((match[1], len(plain)))
                rest = rest[match.end() :]
            elif rest[0] == "}":
                tag, start = stack.pop()
                self._note(into, groups, tag, [start, len(plain)])
                rest = rest[1:]
            else:
                plain += rest[0]
                rest = rest[1:]
        if stack:
            raise ValueError(f"unclosed mark in {marked!r}")
        into.text = plain
        for group in groups.values():
            starts = [plain[start] for start, _ in group["content"]]
            group["quotation"] = "direct" if starts and all(c in '“"' for c in starts) else "indirect"
            if group["cue"] and group["content"]:
                into.attributions.append(group)

    def _note(self, into: Text, groups: dict, tag: str, span: list[int]) -> None:
        letters = "".join(c for c in tag[1:] if c in "ABCD")
        digits = "".join(c for c in tag[1:] if c.isdigit())
        if tag[0] in STANCE:
            for letter in letters or self.holders:
                into.positions.append(
                    {"holder": self.name(letter, "key"), "stance": STANCE[tag[0]], "target": [span], "issue": ""}
                )
        elif tag[0] in ROLE:
            empty = {"source": [], "cue": [], "content": [], "quotation": None, "speaker": None, "on_behalf_of": None}
            group = groups.setdefault(digits, empty)
            group[ROLE[tag[0]]].append(span)
            if tag[0] == "s" and (letters or len(self.holders) == 1):
                group["speaker"] = self.name(letters or self.holders, "key")

    def actors(self) -> list[dict]:
        """Return the parties of the text."""
        kind = lambda p: "Country" if p.demonym else "InternationalOrganization"
        return [
            {"name": self.name(l, "key"), "type": kind(p), "aliases": [a for a in (p.capital, p.demonym) if a]}
            for l, p in self.parties.items()
        ]


def text(number: int, rng: random.Random) -> dict:
    """Return one text in the form of the gold lines."""
    writer, into = Writer(rng), Text()
    rules = writer.rules
    whole = rng.random() < 0.22
    group = "text." if whole else "sentence."
    kinds = [name for name in rules if name.startswith(group)]
    weights = [float(rules.get("weight." + name, ["1"])[0]) for name in kinds]
    for i in range(1 if whole else rng.choice([1, 1, 2, 2, 3, 4])):
        if i:
            into.text += rng.choice([" ", " ", "\n\n"])
            writer.parties = writer._parties() if rng.random() < 0.4 else writer.parties
        kind = rng.choices(kinds, weights)[0]
        writer.holders = "AB" if "joint" in kind else "A"
        for piece in writer.sentence(kind).split("¦"):
            writer.write(into, piece)
    if rng.random() < 0.3:
        into.text = into.text.translate({ord(a): b for a, b in zip("“”‘’", "\"\"''", strict=True)})
    return {
        "doc": f"template-{number:05}", "text": into.text, "actors": writer.actors(),
        "attributions": into.attributions, "positions": into.positions,
    }  # fmt: skip


def texts(number: int, rng: random.Random) -> Iterator[dict]:
    """Yield so many texts."""
    for i in range(number):
        yield text(i, rng)
