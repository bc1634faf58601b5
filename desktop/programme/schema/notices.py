"""Notices across the wall, as the women's vault keeps them. No column refers to another record."""

from __future__ import annotations

from desktop.programme.schema.kinds import INT, REF, TEXT, Kind, Register, one

NOTICE = Kind(
    28,
    "notice",
    (
        Register(
            1, (("sort", INT), ("urgency", INT), ("day", TEXT), ("text", TEXT), ("sender", TEXT))
        ),
        Register(2, (("read_by", REF), ("read_on", TEXT))),
        Register(
            3,
            (
                ("contact", INT),
                ("answer", INT),
                ("offered", TEXT),
                ("decided_by", REF),
                ("decided_on", TEXT),
            ),
        ),
        Register(4, (("closed_by", REF), ("closed_on", TEXT))),
        one(5, "offered_sorts", TEXT),
    ),
    identity=("mark", "ordinal"),
)
"""What somebody of the other stream wrote, who read it, and what this team decided.

`mark` is `sync.batch.notice.notice_id`, so that every laptop which takes one in makes the
same record; `sender` an account in hex, as the signature told; `read_by` and the others are
members of this vault. `offered_sorts` is `NoticeOffer` codes joined by commas. Whom it is
about is no column: what is done for a woman whom the team knows stands in her own record.
"""
