"""Words in one form, whatever their spelling and ending: "politicise", "politicization" and "politicised" are one.

Plain suffix rules, made for comparing phrases and not for reading: stems need not be words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W_]+(?:['’.&+][^\W_]+)*\+?")
JOINED = re.compile(r"\b((?i:non|anti|co|re|counter|cease|de|pre|multi|inter|mid|cyber))[-–‐ ](?=[a-z])")
"""First parts of words that are written apart, with a hyphen, or together."""
DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]\.?")
"""An acronym with full stops: "U.N."."""
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|er$|ly$|hood)"), "or"),
    (re.compile(r"ogramme"), "ogram"),
    (re.compile(r"(def|off)ence"), r"\1ense"),
    (re.compile(r"(?<=[cb])entre"), "enter"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$)"), "l"),
    (re.compile(r"yz(?=e|ing|ation)"), "ys"),
    (re.compile(r"zhya$"), "zhia"),
)
PLURAL = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=[a-z])(ss|x|ch|sh)es$"), r"\1"),
    (re.compile(r"(?<=[a-z]{2})(?<![su])s$"), ""),
)
ENDINGS = (
    *(
        ("isational", 4),
        ("ication", 4),
        ("izational", 4),
        ("isations", 4),
        ("isation", 4),
        ("ization", 4),
        ("ising", 4),
        ("izing", 4),
    ),
    *(("ised", 4), ("ized", 4), ("iser", 4), ("izer", 4), ("ise", 4), ("ize", 4), ("ational", 4), ("ations", 4)),
    *(("ation", 4), ("ition", 5), ("ating", 4), ("ated", 4), ("ative", 4), ("ator", 4), ("ate", 4), ("ments", 4)),
    *(("ment", 4), ("ances", 4), ("ance", 4), ("ences", 4), ("ence", 4), ("ants", 4), ("ant", 4), ("ent", 5)),
    *(("ional", 4), ("ions", 4), ("ion", 4), ("ings", 3), ("ing", 3), ("ist", 4), ("ism", 4), ("ive", 4), ("ity", 4)),
    *(("ness", 4), ("ful", 4), ("less", 4), ("able", 4), ("ible", 4), ("ical", 4), ("ial", 4), ("al", 4), ("ed", 3)),
    *(("ers", 4), ("er", 4), ("or", 4), ("ly", 4), ("ary", 4), ("ic", 5)),
)
VOWEL = re.compile(r"[aeiouy]")


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase as printed; parts that are written apart or together are joined.

    >>> words_of("the non-proliferation of Iran's cease-fire")
    ['the', 'nonproliferation', 'of', 'Iran', 'ceasefire']
    """
    if phrase.isupper() and " " in phrase.strip():
        phrase = phrase.lower()
    found = WORD.findall(JOINED.sub(lambda match: match[1], phrase))
    plain = (re.sub(r"['’]s?$", "", word) for word in found)
    return [word.replace(".", "") if DOTTED.fullmatch(word) else word for word in plain]


def is_small(word: str) -> bool:
    """Tell whether a word tells nothing of what its phrase is about; capitals make a name of it ("US", "WHO").

    >>> is_small("the"), is_small("WHO")
    (True, False)
    """
    return word.lower() in _small_words() and not (word.isupper() and len(word) > 1)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the form that a word shares with its other spellings and endings; an acronym is its own.

    >>> stem("weaponise") == stem("weaponization"), stem("WHO")
    (True, 'WHO')
    """
    if word.isupper() and len(word) > 1:
        return word
    low = word.lower()
    for pattern, better in SPELLINGS:
        low = pattern.sub(better, low)
    known = _irregular()
    if low in known:
        return known[low]
    single = _singular(low)
    return known.get(single) or _without_ending(single)


def _singular(low: str) -> str:
    return next((one for pattern, better in PLURAL if (one := pattern.sub(better, low)) != low), low)


def _without_ending(low: str) -> str:
    for ending, least in ENDINGS:
        rest = low.removesuffix(ending)
        if rest != low and len(rest) >= least and VOWEL.search(rest):
            low = _single(rest) if ending in ("ing", "ings", "ed", "ers", "er") else rest
            break
    return low[:-1] if len(low) > 3 and low[-1] in "eyi" else low


def content_stems(phrase: str) -> list[str]:
    """Return the stems of the words that tell what a phrase is about, in order.

    >>> content_stems("the rights of women")
    ['right', 'woman']
    """
    return [stem(word) for word in words_of(phrase) if word and not is_small(word)]


@cache
def _small_words() -> frozenset[str]:
    """Return the words that tell nothing of what a phrase is about."""
    return frozenset(_data("small_words.txt"))


@cache
def _irregular() -> dict[str, str]:
    """Return stems of words that the endings would spoil: "violence" and "violation" must not be one."""
    return dict(line.split(",") for line in _data("stems.csv")[1:])


def _data(name: str) -> list[str]:
    return (files("kg.taxonomy") / "data" / name).read_text(encoding="utf-8").split()


def _single(word: str) -> str:
    """Return a word without its doubled last letter, as endings leave it: "ban" for what is left of "banned"."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz"
    return word[:-1] if doubled else word
