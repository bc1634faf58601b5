"""Who takes part, and the court orders that some bring."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

PARTICIPANT = Kind(
    4,
    "participant",
    (
        one(1, "folio", TEXT),
        one(2, "nickname", TEXT),
        one(3, "name", TEXT),
        one(4, "birth", TEXT),
        Register(5, (("phone", TEXT), ("phone_safe", FLAG))),
        Register(6, (("reasons", TEXT), ("main_reason", INT))),
        one(7, "site", REF),
        one(8, "note", TEXT),
        one(9, "intake_date", TEXT),
        one(10, "locality", TEXT),
        Register(
            11,
            (
                ("contact_who", TEXT),
                ("contact_hours", TEXT),
                ("contact_pretext", TEXT),
                ("contact_avoid", TEXT),
                ("contact_confirmed", TEXT),
            ),
        ),
        Register(12, (("language", TEXT), ("interpreter", INT))),
        Register(13, (("place_code", TEXT), ("place_name", TEXT))),
        one(14, "indigenous", INT),
        one(15, "schooling", INT),
        one(16, "disability", TEXT),
        Register(17, (("pregnant", INT), ("pregnant_on", TEXT))),
        Register(18, (("children", INT), ("children_ages", TEXT))),
        one(19, "curp", TEXT),
        one(20, "came_by", INT),
        Register(21, (("died", FLAG), ("died_on", TEXT))),
        one(22, "not_asked", TEXT),
        Register(23, (("kept_until", TEXT), ("kept_why", TEXT))),
    ),
)
"""A person who takes part.

`birth` is a year ("1984") or an ISO date; `reasons` is codes joined by commas;
`phone_safe` is None until somebody asked her or him. Register 11 is the call card: who may
answer, at what hour, the agreed pretext, what not to say, and when this was last confirmed.
`language` is a code of `desktop.programme.languages`, `place_code` INEGI's nine digits (two of
the state, three of the municipality, four of the locality; fewer where only those are known),
`disability` `Disability` codes joined by commas, `not_asked` the names of columns that the
person would rather not answer, so that nobody asks twice. The CURP is never a key. Register 23:
until when the record is kept although nobody has come for a long time, and why.
"""

COURT_ORDER = Kind(
    18,
    "court_order",
    (
        one(1, "participant", REF),
        Register(2, (("court", TEXT), ("addressee", TEXT), ("city", TEXT))),
        Register(3, (("case_number", TEXT), ("oficio", TEXT))),
        Register(
            4,
            (
                ("preset", TEXT),
                ("required", INT),
                ("max_consecutive", INT),
                ("max_total", INT),
                ("late_limit_min", INT),
                ("early_limit_min", INT),
                ("makeups", INT),
                ("makeup_within_days", INT),
                ("excused_counts", INT),
                ("deadline", TEXT),
            ),
        ),
        Register(5, (("received_on", TEXT), ("counts_from", TEXT))),
        Register(6, (("state", INT), ("closed_on", TEXT), ("why", TEXT))),
        one(7, "note", TEXT),
    ),
)
"""A judge's order to attend, with its own rule: see `desktop.programme.compliance`."""

LETTER = Kind(
    19,
    "letter",
    (
        Register(
            1,
            (("serial", INT), ("issued_on", TEXT), ("language", TEXT), ("oficio", TEXT)),
        ),
        one(2, "statement", TEXT),
        Register(3, (("superseded_on", TEXT), ("why", TEXT))),
        one(4, "signatory", TEXT),
    ),
    identity=("court_order", "ordinal"),
)
"""A letter to the court that was printed. `statement` is the signed one of its code, in hex."""
