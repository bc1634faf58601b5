"""What keeps somebody safe: risk, safety plan, protection orders. None of it leaves its stream."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

INSTRUMENT = Kind(
    37,
    "instrument",
    (
        Register(1, (("title", TEXT), ("slug", TEXT), ("version", TEXT), ("language", TEXT))),
        one(2, "text", TEXT),
        one(3, "state", INT),
        Register(4, (("permission", INT), ("permission_note", TEXT))),
    ),
    identity=("outline", "ordinal"),
)
"""An instrument that the engine can ask and score: `text` is its file (docs/formats/instrument.md).

`outline` is 16 bytes made from slug and language, `ordinal` 1000 times a number that follows
from the text, so that two laptops which load one file load the same instrument.
"""

RISK = Kind(
    38,
    "risk",
    (
        Register(1, (("participant", REF), ("instrument", TEXT), ("version", TEXT))),
        Register(2, (("on_date", TEXT), ("held_by", REF))),
        Register(
            3,
            (
                ("answers", TEXT),
                ("score", INT),
                ("band", INT),
                ("critical", TEXT),
                ("strangled", INT),
            ),
        ),
        one(4, "note", TEXT),
        Register(5, (("review_on", TEXT), ("reviewed_by", TEXT))),
    ),
)
"""One application of an instrument, or the result of one that was held elsewhere.

`instrument` is its slug, `answers` JSON ({} where only the result was entered), `band` a
`RiskBand`, `critical` the ids of critical items that were answered yes, joined by commas.
"""

SAFETY_PLAN = Kind(
    39,
    "safety_plan",
    (
        one(1, "signs", TEXT),
        one(2, "ways_out", TEXT),
        one(3, "where_to", TEXT),
        one(4, "who_helps", TEXT),
        one(5, "children", TEXT),
        one(6, "bag", TEXT),
        one(7, "phone", TEXT),
        one(8, "money", TEXT),
        one(9, "signal", TEXT),
        one(10, "living_apart", TEXT),
        one(11, "strength", TEXT),
        Register(12, (("agreed_on", TEXT), ("agreed_with", REF))),
        one(13, "review_on", TEXT),
        Register(14, (("paper", INT), ("paper_on", TEXT))),
        Register(15, (("declined", FLAG), ("declined_on", TEXT))),
    ),
    identity=("participant", "ordinal"),
)
"""A woman's plan, `ordinal` 0: one text for each question, in her words. `paper` is where the
printed one is kept (`PaperPlace`)."""

PROTECTION = Kind(
    40,
    "protection",
    (
        one(1, "participant", REF),
        Register(2, (("authority", TEXT), ("case_number", TEXT))),
        one(3, "measures", TEXT),
        Register(4, (("issued_on", TEXT), ("expires_text", TEXT), ("expires_on", TEXT))),
        Register(5, (("state", INT), ("state_on", TEXT), ("state_why", TEXT))),
        one(6, "note", TEXT),
    ),
)
"""A protection order of a woman. `expires_text` is as the order says it; `expires_on` is the
date that follows from it, None where none does. Nothing here names whom it is against."""

BREACH = Kind(
    41,
    "breach",
    (
        Register(1, (("protection", REF), ("on_date", TEXT))),
        one(2, "what", TEXT),
        Register(3, (("told_to", TEXT), ("told_on", TEXT))),
    ),
)
"""An order that was not kept, as she told it, and whom she told."""

FORBIDDEN = Kind(
    42,
    "forbidden",
    (
        one(1, "participant", REF),
        one(2, "places", TEXT),
        one(3, "hours", TEXT),
        Register(4, (("until_text", TEXT), ("until_on", TEXT))),
        Register(5, (("ended_on", TEXT), ("ended_why", TEXT))),
    ),
)
"""Places and hours that an order forbids to a man: all that his stream holds of it."""

UNSAFE_SERVICE = Kind(
    43,
    "unsafe_service",
    (Register(1, (("ended", FLAG), ("said_on", TEXT))),),
    identity=("participant", "service"),
)
"""A service that a person said is not safe for her or him; why is not asked."""
