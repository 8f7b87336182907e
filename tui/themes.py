"""Presselupe's own two themes, and which theme a start begins with.

Both keep every text at a contrast of 4.5:1 and more from its ground, also where it is quiet, on the
cursor's line, or a hit; a test computes it from what is painted.
"""

from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT = "presselupe-dark", "presselupe-light"
ANSI_DARK = "ansi-dark"
"""The theme for terminals with 16 colours: it uses the terminal's own."""

OWN = (
    Theme(
        name=DARK,
        dark=True,
        background="#15191f",
        surface="#1b2028",
        panel="#242b35",
        foreground="#e4e7eb",
        primary="#5aa9e6",
        secondary="#8fb3c9",
        accent="#e0b060",
        warning="#f2c14e",
        error="#f28b82",
        success="#7fc99b",
    ),
    Theme(
        name=LIGHT,
        dark=False,
        background="#fbfaf7",
        surface="#f2f0ea",
        panel="#e6e3da",
        foreground="#1f2328",
        primary="#1f5f99",
        secondary="#44606f",
        accent="#8a4b08",
        warning="#7a5200",
        error="#a4262c",
        success="#1d6b3a",
    ),
)


def first_theme(remembered: str | None, *, few_colours: bool) -> str:
    """The theme to begin with: the remembered one, else ours or one for 16 colours."""
    if remembered in BUILTIN_THEMES or remembered in {theme.name for theme in OWN}:
        return str(remembered)
    return ANSI_DARK if few_colours else DARK


def has_few_colours() -> bool:
    """Whether the terminal has 16 colours, as far as its environment says."""
    from rich.console import Console

    return Console().color_system == "standard"
