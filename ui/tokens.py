"""Colours of the interface in three sets, and the pairs in which text appears.

Source: the look's own token list. Every pair in TEXT_PAIRS reaches 4.5:1; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """One set of colours, as #RRGGBB."""

    paper: str
    surface: str
    line: str
    ink: str
    ink2: str
    rail: str
    rail_active: str
    rail_ink: str
    rail_ink2: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    amber: str
    amber_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    terracotta: str
    terracotta_soft: str

    def tone(self, name: str) -> tuple[str, str]:
        """(text, background) of a tone: good, amber, danger, info, terracotta, accent, plain."""
        if name == "plain":
            return self.ink2, self.paper
        return getattr(self, name), getattr(self, f"{name}_soft")


LIGHT = Tokens(
    paper="#F6F4EF",
    surface="#FFFFFF",
    line="#E3DED3",
    ink="#1F2A2E",
    ink2="#5C6A6E",
    rail="#173B3A",
    rail_active="#245452",
    rail_ink="#E8F1EF",
    rail_ink2="#A9C2BF",
    accent="#0E6B5E",
    accent_soft="#DCEFEA",
    on_accent="#FFFFFF",
    good="#28754A",
    good_soft="#E0F2E7",
    amber="#8A5A00",
    amber_soft="#FBF0D4",
    danger="#A3262A",
    danger_soft="#FAE3E3",
    info="#2A5B8C",
    info_soft="#E2EDF8",
    terracotta="#A8481F",
    terracotta_soft="#FBE9E0",
)

DARK = Tokens(
    paper="#14191A",
    surface="#1D2426",
    line="#364043",
    ink="#ECEFEE",
    ink2="#A9B5B7",
    rail="#0E2524",
    rail_active="#1D4543",
    rail_ink="#E8F1EF",
    rail_ink2="#A9C2BF",
    accent="#6CC7B6",
    accent_soft="#173B36",
    on_accent="#0B1F1C",
    good="#82CF9F",
    good_soft="#173524",
    amber="#E9BE63",
    amber_soft="#3A2E12",
    danger="#F19A9D",
    danger_soft="#421D1F",
    info="#93BEEA",
    info_soft="#182D42",
    terracotta="#F0A27E",
    terracotta_soft="#412415",
)

CONTRAST = Tokens(
    paper="#FFFFFF",
    surface="#FFFFFF",
    line="#000000",
    ink="#000000",
    ink2="#1F1F1F",
    rail="#000000",
    rail_active="#003C34",
    rail_ink="#FFFFFF",
    rail_ink2="#FFFFFF",
    accent="#00473D",
    accent_soft="#E4FFF8",
    on_accent="#FFFFFF",
    good="#0B4A25",
    good_soft="#E8FFF0",
    amber="#5A3A00",
    amber_soft="#FFF6DC",
    danger="#7A0A0E",
    danger_soft="#FFECEC",
    info="#0D3762",
    info_soft="#E9F3FF",
    terracotta="#6E2A0A",
    terracotta_soft="#FFF0E8",
)

SETS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink2", "paper"),
    ("ink2", "surface"),
    ("rail_ink", "rail"),
    ("rail_ink2", "rail"),
    ("rail_ink", "rail_active"),
    ("on_accent", "accent"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("ink", "accent_soft"),
    ("good", "good_soft"),
    ("amber", "amber_soft"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("info", "info_soft"),
    ("terracotta", "terracotta_soft"),
)
"""(text, background) token names."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21. Source: WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
