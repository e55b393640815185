"""One frozen, typed `Settings` tree, read from a TOML file, the environment and the command line.

The later wins: default, file, environment (`KG_<SECTION>_<NAME>`, such as `KG_READ_TIMEOUT=10`), command line. The
file is the one named by `--config`, else `kg.toml` in the working directory, else the user's `kg/kg.toml` in the place
where the platform keeps settings. Settings are passed down in parts; nothing fetches them from a global.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kg.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """How inputs become documents. Sizes in bytes, times in seconds; `languages` empty reads every language."""

    max_bytes: int = 50_000_000
    timeout: float = 30.0
    delay: float = 1.0
    languages: tuple[str, ...] = ("en",)
    text_column: str = "text"
    title_column: str = "title"
    date_column: str = "published"
    publisher_column: str = "publisher"
    url_column: str = "url"

    def __post_init__(self) -> None:
        require(self.max_bytes > 0, "read.max_bytes", "must be above 0")
        require(self.timeout > 0, "read.timeout", "must be above 0 seconds")
        require(self.delay >= 0, "read.delay", "must not be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateSettings:
    """The language pipeline: `model` is a spaCy pipeline's name or path, empty for the one shipped with kg."""

    model: str = ""
    batch_size: int = 16

    def __post_init__(self) -> None:
        require(self.batch_size > 0, "annotate.batch_size", "must be above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """Extraction: `attribution` is `neural` for the trained model, or `rules`, several times faster."""

    attribution: Literal["neural", "rules"] = "neural"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """Linking: `actors_file` is the user's own `actors.csv`, empty for none."""

    actors_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSettings:
    """Positions: `issues_file` is the user's own codebook, `issues.csv`, empty for none."""

    issues_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """The graph: `base` is the IRI under which instances stand; claims scored below `min_score` are dropped."""

    base: str = "https://w3id.org/fpp/data/"
    min_score: float = 0.0

    def __post_init__(self) -> None:
        require(0 <= self.min_score <= 1, "graph.min_score", "must lie in [0, 1]")
        usable = self.base.startswith(("http://", "https://", "urn:")) and not set(self.base) & set(' <>"{}|\\^`')
        require(usable and self.base[-1] in "/#:", "graph.base", "must be an absolute IRI that ends with / or # or :")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """The run: how many worker processes, and whether the first input that fails stops it."""

    workers: int = 1
    strict: bool = False

    def __post_init__(self) -> None:
        require(1 <= self.workers <= 256, "build.workers", "must lie between 1 and 256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, one section a stage."""

    read: ReadSettings = field(default_factory=ReadSettings)
    annotate: AnnotateSettings = field(default_factory=AnnotateSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    link: LinkSettings = field(default_factory=LinkSettings)
    position: PositionSettings = field(default_factory=PositionSettings)
    graph: GraphSettings = field(default_factory=GraphSettings)
    build: BuildSettings = field(default_factory=BuildSettings)


def require(holds: bool, name: str, rule: str) -> None:
    """Raise `SettingsError` naming the setting and its rule unless the rule holds."""
    if not holds:
        raise SettingsError(f"{name} {rule}. `kg settings` prints the values in effect.", name=name)


def load_settings(
    config: Path | None = None,
    *,
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings in effect.

    Args:
        config: A TOML file; None looks for `kg.toml` here, then in the user's settings folder.
        overrides: Dotted names to values, such as `{"build.workers": 2}`, from the command line; None values are unset.
        environ: The environment; None takes the process's own.

    Raises:
        SettingsError: If the file does not parse, or a name or value cannot be used; it says which and where from.
    """
    values: dict[str, dict[str, object]] = {}
    path = config or _default_file()
    if path is not None:
        _merge(values, _read_file(path), where=str(path))
    _merge(values, _from_environment(os.environ if environ is None else environ), where="the environment")
    _merge(values, _nested(overrides or {}), where="the command line")
    return _construct(values)


def iter_settings(settings: Settings) -> Iterator[tuple[str, object]]:
    """Yield every setting as its dotted name and value, in order of definition."""
    for section in dataclasses.fields(settings):
        part = getattr(settings, section.name)
        for item in dataclasses.fields(part):
            yield f"{section.name}.{item.name}", getattr(part, item.name)


def _default_file() -> Path | None:
    import platformdirs

    places = (Path("kg.toml"), Path(platformdirs.user_config_dir("kg")) / "kg.toml")
    return next((place for place in places if place.is_file()), None)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise SettingsError(f"{path}: the settings file cannot be read ({exc.strerror}).", path=path) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(
            f"{path}: not valid TOML ({exc}). Correct it, or name another with --config.", path=path
        ) from exc


def _from_environment(environ: Mapping[str, str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, _ in iter_settings(Settings()):
        section, key = name.split(".")
        value = environ.get(f"KG_{section}_{key}".upper())
        if value is not None:
            found.setdefault(section, {})[key] = value
    return found


def _nested(dotted: Mapping[str, object]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, value in dotted.items():
        if value is not None:
            section, _, key = name.partition(".")
            found.setdefault(section, {})[key] = value
    return found


def _merge(values: dict[str, dict[str, object]], more: Mapping[str, Any], *, where: str) -> None:
    known = {name for name, _ in iter_settings(Settings())}
    sections = {name.split(".")[0] for name in known}
    for section, entries in more.items():
        if section not in sections or not isinstance(entries, Mapping):
            raise SettingsError(f"{where}: no section [{section}]. Known: {', '.join(sorted(sections))}.", name=section)
        for key, value in entries.items():
            if f"{section}.{key}" not in known:
                near = ", ".join(sorted(name for name in known if name.startswith(f"{section}.")))
                raise SettingsError(f"{where}: no setting {section}.{key}. Known: {near}.", name=f"{section}.{key}")
            values.setdefault(section, {})[key] = value


def _construct(values: dict[str, dict[str, object]]) -> Settings:
    """Check the types once, at the boundary, with pydantic; strings from the environment are read as their type."""
    from pydantic import TypeAdapter, ValidationError

    for section in values.values():
        languages = section.get("languages")
        if isinstance(languages, str):
            section["languages"] = [part.strip() for part in languages.split(",") if part.strip()]
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as exc:
        first = exc.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{name}: {first['msg']}, not {first['input']!r}.", name=name) from exc
