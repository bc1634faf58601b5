"""The curriculum: courses, session plans and materials, in the shared vault."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

COURSE = Kind(
    20,
    "course",
    (
        one(1, "title", TEXT),
        Register(2, (("stream", TEXT), ("language", TEXT), ("slug", TEXT))),
        one(3, "about", TEXT),
        Register(4, (("sessions", INT), ("minutes", INT))),
        one(5, "state", INT),
        Register(
            6,
            (
                ("reviewed_by", TEXT),
                ("reviewed_on", TEXT),
                ("review_note", TEXT),
                ("reviewed_text", TEXT),
            ),
        ),
        one(7, "is_outline", FLAG),
    ),
    identity=("outline", "ordinal"),
)
"""One version of a course in one language. `outline` is 16 bytes made from slug and language;
`ordinal` is 1000 times a number that follows from the text, and the version: two laptops which
load one outline load the same course, and two which write a version 2 each keep their own.
An outline for men is not led from until somebody recorded its review; `reviewed_text` is the
hash of what was read, so that no later change hides behind the review of something else."""

SESSION_PLAN = Kind(
    21,
    "session_plan",
    (
        one(1, "title", TEXT),
        one(2, "aim", TEXT),
        one(3, "module", TEXT),
        one(4, "steps", TEXT),
        one(5, "bring", TEXT),
        one(6, "closing", TEXT),
        one(7, "homework", TEXT),
        one(8, "minutes", INT),
        one(9, "materials", TEXT),
        one(10, "notes", TEXT),
    ),
    identity=("course", "ordinal"),
)
"""The plan of one session. `steps` is JSON, a list of {"title", "minutes", "text"};
`materials` is SHA-256 in hex joined by commas."""

MATERIAL = Kind(
    22,
    "material",
    (
        one(1, "sha256", TEXT),
        Register(2, (("sort", INT), ("bytes", INT), ("suffix", TEXT))),
        one(3, "title", TEXT),
        one(4, "language", TEXT),
        Register(5, (("relation", INT), ("of_material", REF))),
        one(6, "credit", TEXT),
        one(7, "retired", FLAG),
    ),
    identity=("hash", "ordinal"),
)
"""A video, sound, picture, PDF or subtitles, known by its content: `hash` is the first 16
bytes of its SHA-256, `ordinal` 0. Who has the bytes is told by each laptop's own store."""
