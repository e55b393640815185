"""What network is wanted: one vocabulary for the command line and for Python."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.discourse.table import is_document_level, time_of
from kg.errors import ReadError, SettingsError

if TYPE_CHECKING:
    from kg.discourse.table import Statements

logger = logging.getLogger("kg.discourse")

TYPES = ("twomode", "onemode", "eventlist")
TWO_MODE, ONE_MODE = ("ignore", "subtract", "combine"), ("ignore", "congruence", "conflict", "subtract")
BOTH = "congruence & conflict"
UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
KERNELS = ("no", "uniform", "triangular", "epanechnikov", "gaussian")
CHOICES: dict[str, tuple[str, ...]] = {
    "type": TYPES,
    "agg": ("ignore", "subtract", "combine", "congruence", "conflict", BOTH),
    "norm": ("no", "activity", "prominence", "average", "jaccard", "cosine"),
    "dup": ("include", "document", "week", "month", "year", "acrossrange"),
    "window": ("no", *UNITS, "events"),
    "kernel": KERNELS,
    "week_start": ("monday", "sunday"),
}
NORMS = {"twomode": ("no", "activity", "prominence"), "onemode": ("no", "average", "jaccard", "cosine")}
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """A network's options. `qualifier` None means none; times None mean the first and the last document's."""

    type: str = "twomode"
    v1: str = ""
    v2: str = ""
    qualifier: str | None = None
    agg: str = "ignore"
    norm: str = "no"
    dup: str = "include"
    start: np.datetime64 | None = None
    stop: np.datetime64 | None = None
    window: str = "no"
    size: int = 1
    kernel: str = "no"
    indent: bool = True
    isolates: bool = False
    exclude: Values = field(default_factory=dict)
    only: Values = field(default_factory=dict)
    dna: bool = False
    week_start: str = "monday"
    seed: int = 0


SPANS_OF_DAYS = {4: "Y", 7: "M", 10: "D"}
"""numpy's unit of a year, a month and a day, by the length of their texts."""


def make_options(
    statements: Statements,
    *,
    v1: str | None = None,
    v2: str | None = None,
    qualifier: str | None = "agreement",
    start: object = None,
    stop: object = None,
    exclude: Values | Iterable[str] | str = (),
    only: Values | Iterable[str] | str = (),
    compat: str | None = None,
    week_start: str | None = None,
    **choices: Any,  # noqa: ANN401 - of several types; each is checked
) -> NetworkOptions:
    """Return the options that fit a table, or say which do not.

    Args:
        statements: The table.
        v1: The variable of the rows; `actor` if there is one, else `organization`, else the first text variable.
        v2: The variable of the columns; `concept` if there is one, else the next text variable.
        qualifier: How the two are related, such as `agreement`; `none` or None for nothing.
        start: First time that counts, a date, time or ISO text.
        stop: Last time; a day, month or year is taken to its end.
        exclude: Values to leave out by variable, or texts such as `concept=Cap and trade`.
        only: Values to keep, likewise.
        compat: `dna` for the figures of Discourse Network Analyzer with its errors.
        week_start: `monday` for ISO weeks or `sunday`, the first of which holds 1 January; `sunday` under `dna`.
        **choices: `type`, `agg`, `norm`, `dup`, `window`, `size`, `kernel`, `indent`, `isolates`, `seed`.

    Raises:
        SettingsError: If a name or a combination does not exist.
    """
    if compat not in (None, "dna"):
        raise SettingsError(f"--compat {compat}: unknown. Known: dna.", compat=compat)
    unknown = choices.keys() - {f.name for f in fields(NetworkOptions)}
    if unknown:
        raise SettingsError(f"option {min(unknown)}: unknown.", option=min(unknown))
    dna = compat == "dna"
    first = v1 or _default(statements, ("actor", "organization"), taken="")
    second = v2 or _default(statements, ("concept",), taken=first)
    none = (
        qualifier is None or qualifier == "none" or (qualifier == "agreement" and "agreement" not in statements.columns)
    )
    made = NetworkOptions(
        v1=statements.name(first),
        v2=statements.name(second),
        qualifier=None if none else statements.name(str(qualifier)),
        start=_time("start", start),
        stop=_time("stop", stop),
        exclude=_values("exclude", exclude, statements),
        only=_values("only", only, statements),
        dna=dna,
        week_start=week_start or ("sunday" if dna else "monday"),
        **choices,
    )
    for name, known in CHOICES.items():
        if getattr(made, name) not in known:
            raise SettingsError(f"--{name} {getattr(made, name)}: unknown. Known: {', '.join(known)}.", option=name)
    if made.size < 1:
        raise SettingsError(f"--size {made.size}: a window is at least 1 wide.", option="size")
    return _as_dna(made, statements) if dna else _checked(made)


def _default(statements: Statements, names: tuple[str, ...], *, taken: str) -> str:
    found = [v for v in (*names, *statements.variables()) if v in statements.columns and v != taken]
    if not found:
        raise SettingsError("no text variable is left for --v1 or --v2. Name the columns.", option="v1")
    return found[0]


def _time(name: str, value: object) -> np.datetime64 | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        found = time_of(text)
        unit = SPANS_OF_DAYS.get(len(text))
        if name == "stop" and unit:
            after: np.datetime64 = (found.astype(f"datetime64[{unit}]") + 1).astype("datetime64[s]")
            found = after + np.timedelta64(-1, "s")
        return found
    except ReadError as exc:
        raise SettingsError(f"--{name} {value}: write 2020-01-31 or 2020-01-31T12:00:00.", option=name) from exc


def _values(name: str, given: Values | Iterable[str] | str, statements: Statements) -> dict[str, list[str]]:
    """Return values by column."""
    given = [given] if isinstance(given, str) else given
    pairs = [(k, v) for k, vs in given.items() for v in vs] if isinstance(given, Mapping) else _split(name, given)
    found: dict[str, list[str]] = {}
    for variable, value in pairs:
        found.setdefault(statements.name(variable), []).append(str(value))
    return found


def _split(name: str, given: Iterable[str]) -> list[tuple[str, str]]:
    parts = [text.partition("=") for text in given]
    for variable, sign, value in parts:
        if not sign or not variable:
            raise SettingsError(f"--{name} {variable}{value}: write VARIABLE=VALUE.", option=name)
    return [(variable, value) for variable, _, value in parts]


def _checked(options: NetworkOptions) -> NetworkOptions:
    """Refuse what has no meaning."""
    if options.v1 == options.v2:
        raise SettingsError(f"--v1 and --v2 are both {options.v1}. Name two variables.", option="v2")
    if options.qualifier in (options.v1, options.v2):
        raise SettingsError(f"--qualifier {options.qualifier}: it is --v1 or --v2 already.", option="qualifier")
    if options.type == "eventlist":
        return options
    known: tuple[str, ...] = TWO_MODE if options.type == "twomode" else ONE_MODE
    if options.agg not in known and not (options.agg == BOTH and options.window == "events"):
        raise SettingsError(f"--agg {options.agg}: not of a {options.type} network. Known: {', '.join(known)}.")
    if options.agg != "ignore" and options.qualifier is None:
        raise SettingsError(f"--agg {options.agg}: needs a --qualifier.", option="agg")
    if options.norm not in NORMS[options.type]:
        known = NORMS[options.type]
        raise SettingsError(f"--norm {options.norm}: not of a {options.type} network. Known: {', '.join(known)}.")
    if options.kernel != "no" and options.window not in UNITS:
        raise SettingsError(f"--kernel {options.kernel}: needs a --window of seconds to years.", option="kernel")
    if options.kernel != "no" and options.agg == "combine":
        raise SettingsError("--agg combine: codes cannot be smoothed. Leave out --kernel, or use subtract.")
    return options


def _as_dna(options: NetworkOptions, statements: Statements) -> NetworkOptions:
    """Return what the reference makes of options that do not fit: it warns and goes on with others."""
    made = options
    if made.v1 == made.v2:
        made = replace(made, v2=next((v for v in statements.variables() if v != made.v1), made.v2))
    if made.qualifier in (made.v1, made.v2) and not is_document_level(made.qualifier or ""):
        made = replace(made, qualifier=None)
    known = {"twomode": TWO_MODE, "onemode": ONE_MODE}.get(made.type, ("ignore", "subtract"))
    both = made.agg == BOTH and made.window == "events"
    if made.qualifier is None or (made.agg not in known and not both):
        made = replace(made, agg="ignore")
    if made.norm not in NORMS.get(made.type, ("no",)):
        made = replace(made, norm="no")
    if made.kernel != "no" and made.window != "no":
        norm = made.norm if made.norm in ("no", "average") else "average"
        made = replace(made, agg="subtract" if made.agg == "combine" else made.agg, norm=norm)
    for f in fields(options):
        was, now = getattr(options, f.name), getattr(made, f.name)
        if was != now:
            logger.warning("--%s %s does not fit; as in the reference, %s is used", f.name, was, now)
    return made
