"""What both streams may know: counts, places, days without meetings, services, settings."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

COUNTS = Kind(
    8,
    "counts",
    (
        Register(1, (("stream", TEXT), ("site_name", TEXT), ("state_name", TEXT))),
        Register(
            2,
            (
                ("as_of", TEXT),
                ("enrolled", INT),
                ("active", INT),
                ("completed", INT),
                ("held", INT),
                ("cancelled", INT),
                ("rate", INT),
            ),
        ),
    ),
    identity=("place", "ordinal"),
)
"""What a coordinator tells of one site and month, in the shared vault: see indicators.

`place` is the hash of a site of one stream and `ordinal` counts months, so that
telling again replaces; all figures are one register, so that a merge cannot mix two tellings.
"""

VENUE = Kind(
    23,
    "venue",
    (
        one(1, "name", TEXT),
        one(2, "municipality", TEXT),
        one(3, "note", TEXT),
        one(4, "retired", FLAG),
    ),
    identity=("place", "ordinal"),
)
"""A room where groups may meet. `place` is 16 bytes made from its municipality and name."""

BOOKING = Kind(
    24,
    "booking",
    (one(1, "holder", TEXT),),
    identity=("venue", "ordinal"),
)
"""A room taken for a whole day: `ordinal` is the day's number (`date.toordinal`).

`holder` is 16 bytes in hex that only the stream which took it can recognise, so that the
calendar says "taken" and never by which kind of group. None: free again.
"""

DAY_OFF = Kind(
    25,
    "day_off",
    (
        Register(1, (("from_date", TEXT), ("to_date", TEXT))),
        Register(2, (("sort", INT), ("name", TEXT))),
        one(3, "municipality", TEXT),
        one(4, "yearly", FLAG),
        one(5, "state_name", TEXT),
    ),
)
"""Days on which a place does not meet: patron feast, harvest, roads closed by rain.

Without a municipality it is kept in the whole state; without a state too, everywhere."""

SERVICE = Kind(
    26,
    "service",
    (
        one(1, "name", TEXT),
        one(2, "sort", INT),
        one(3, "municipality", TEXT),
        one(4, "phone", TEXT),
        one(5, "hours", TEXT),
        Register(6, (("address", TEXT), ("address_hidden", FLAG))),
        one(7, "languages", TEXT),
        one(8, "access", TEXT),
        one(9, "cost", TEXT),
        one(10, "about", TEXT),
        Register(11, (("verified_on", TEXT), ("verified_by", TEXT))),
        one(12, "retired", FLAG),
        one(13, "organisation", REF),
        one(14, "place_code", TEXT),
        one(15, "wheelchair", FLAG),
    ),
)
"""Somewhere a person can be referred to. An address that is hidden is never printed.

`languages` holds codes of `desktop.programme.languages`, and what is none of them as it was
typed, joined by commas. `wheelchair` NULL: nobody asked whether one can get in with one."""

SETTING = Kind(
    27,
    "setting",
    (one(1, "value", TEXT),),
    identity=("scope", "ordinal"),
)
"""A choice of the programme, of the vault that it lies in: `ordinal` is a `SettingNumber`."""

WORDING = Kind(
    44,
    "wording",
    (
        Register(1, (("slot", TEXT), ("language", TEXT), ("version", INT))),
        one(2, "text", TEXT),
        Register(3, (("reviewed_by", TEXT), ("reviewed_on", TEXT))),
        one(4, "sound", TEXT),
        one(5, "state", INT),
    ),
    identity=("place", "ordinal"),
)
"""A text as it is read or played to a person: `slot` names it, e.g. "consent.2" or "limits".

`place` is 16 bytes made from slot and language; `ordinal` is 1000 times a number that follows
from the text, and the version, so that no later text hides behind an answer to an earlier one.
`sound` is the SHA-256 of a material in hex.
"""

ORGANISATION = Kind(
    45,
    "organisation",
    (
        one(1, "name", TEXT),
        one(2, "sort", INT),
        Register(3, (("contact", TEXT), ("phone", TEXT))),
        one(4, "municipality", TEXT),
        one(5, "about", TEXT),
        one(6, "retired", FLAG),
    ),
)
"""A civil-society organisation or an office that the programme works with."""

AGREEMENT = Kind(
    46,
    "agreement",
    (
        one(1, "organisation", REF),
        Register(2, (("what", TEXT), ("signed_on", TEXT), ("until", TEXT))),
        one(3, "ended", FLAG),
    ),
)
"""What an organisation agreed to do, and until when."""
