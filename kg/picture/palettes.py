"""Colours of stances. In every palette the two sides differ in lightness or in dashes too, so that grey prints read."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.colors import LinearSegmentedColormap

from kg.errors import SettingsError

INK, FAINT, PAPER = "#222222", "#767676", "#ffffff"
"""Text, small print and thin lines, and what is behind them. `FAINT` on white has a contrast of 4.5 to 1 (WCAG 2.2 AA)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """A colour for support, opposition, and for what is neither or both."""

    support: str
    oppose: str
    mixed: str

    def of(self, sign: int) -> str:
        """Return the colour of 1, -1 or 0."""
        return {1: self.support, -1: self.oppose}.get(sign, self.mixed)

    @property
    def scale(self) -> LinearSegmentedColormap:
        """Colours from opposition over grey to support; their number is odd, so that there is a middle."""
        return LinearSegmentedColormap.from_list("stance", [self.oppose, "#e6e6e6", self.support], N=257)


PALETTES = {
    "green-purple": Palette(support="#1b7837", oppose="#762a83", mixed="#8c8c8c"),
    "blue-orange": Palette(support="#0072b2", oppose="#d55e00", mixed="#8c8c8c"),
    "green-red": Palette(support="#1a7f37", oppose="#c9252d", mixed="#8c8c8c"),
    "grey": Palette(support="#303030", oppose="#8a8a8a", mixed="#b5b5b5"),
}
"""Green and purple: ColorBrewer's PRGn (Brewer 2003); blue and orange: Okabe and Ito (2008). Both are apart for
colour-blind readers; green and red are not, and lines are told apart by dashes."""


def palette_of(name: str) -> Palette:
    """Return the palette of that name.

    Raises:
        SettingsError: If there is none.
    """
    if name not in PALETTES:
        raise SettingsError(f"--palette {name}: unknown. Known: {', '.join(PALETTES)}.", palette=name)
    return PALETTES[name]
