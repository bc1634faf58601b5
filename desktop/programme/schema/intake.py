"""The way in and out: consent, the first interview, referrals, who is close to whom, rights."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

CONSENT = Kind(
    29,
    "consent",
    (
        Register(
            1,
            (
                ("state", INT),
                ("wording", TEXT),
                ("how", INT),
                ("on_date", TEXT),
                ("language", TEXT),
            ),
        ),
        one(2, "note", TEXT),
        one(3, "taken_by", REF),
    ),
    identity=("participant", "ordinal"),
)
"""What a person agreed to, one record for each purpose: `ordinal` is a `Purpose`.

`wording` names the version of the text that was heard: the id of a WORDING in hex, so that
an answer never stands beside a text that was not heard. What it was before is its history.
"""

INTAKE = Kind(
    30,
    "intake",
    (
        one(1, "participant", REF),
        Register(2, (("on_date", TEXT), ("held_by", REF))),
        Register(3, (("limits", INT), ("limits_wording", TEXT))),
        one(4, "alone", INT),
        one(5, "safe_today", INT),
        one(6, "worse", INT),
        one(7, "weapon", INT),
        one(8, "death_threat", INT),
        one(9, "strangled", INT),
        one(10, "children_hurt", INT),
        one(11, "pregnant", INT),
        Register(12, (("assault", INT), ("assault_hours", INT))),
        one(13, "minor", INT),
        one(14, "steady", INT),
        one(15, "group_fit", INT),
        one(16, "can_come", INT),
        one(17, "substances", INT),
        one(18, "owns_it", INT),
        one(19, "hopes", TEXT),
        Register(
            20,
            (
                ("outcome", INT),
                ("recommended", INT),
                ("rule", TEXT),
                ("until", TEXT),
                ("referral", REF),
                ("why", TEXT),
                ("decided_by", REF),
                ("decided_on", TEXT),
            ),
        ),
        one(21, "note", TEXT),
    ),
)
"""One first interview. Registers 4 to 18 are answers (`Answer`); None: not asked.

`limits` is whether the person heard what cannot stay secret. Outcome and referral are one
fact, in one register: `outcome` is an `Outcome`, `recommended` what the rule said, `rule` the
version of the rule, `until` the date of a deferral, `referral` a REFERRAL (also one that the
person refused), `why` the reason of whoever decided otherwise than the rule.
"""

REFERRAL = Kind(
    31,
    "referral",
    (
        one(1, "participant", REF),
        Register(2, (("service", REF), ("sort", INT), ("service_name", TEXT))),
        Register(3, (("shared_fields", TEXT), ("shared_text", TEXT))),
        Register(4, (("state", INT), ("state_on", TEXT), ("state_why", TEXT))),
        one(5, "sent_on", TEXT),
        one(6, "follow_up", TEXT),
        one(7, "urgency", INT),
        one(8, "note", TEXT),
        one(9, "made_by", REF),
        one(10, "cause", INT),
    ),
)
"""Somebody was sent to a service, or refused to go: see `ReferralState`.

`service` is a SERVICE of the shared vault, or None with its sort and name as told;
`shared_fields` is `SharedField` codes joined by commas: what the person agreed to share.
"""

CLOSENESS = Kind(
    32,
    "closeness",
    (Register(1, (("relation", INT), ("declared_on", TEXT), ("ended", FLAG))),),
    identity=("participant", "who"),
)
"""Somebody of the team, or an interpreter, is family or close: this record is closed to them.

`who` is a MEMBER of this vault or, for an interpreter, a SERVICE of the shared one.
"""

APART = Kind(
    33,
    "apart",
    (Register(1, (("ended", FLAG), ("since", TEXT))),),
    identity=("participant", "other"),
)
"""Two people of this stream who are not to be in one group; why is not kept. The smaller id
comes first, so that two laptops write the same record."""

MERGE = Kind(
    34,
    "merged",
    (
        Register(1, (("undone", FLAG), ("on_date", TEXT), ("by_member", REF))),
        one(2, "moved", TEXT),
    ),
    identity=("participant", "kept"),
)
"""One person was written down twice: `participant` is the record that is shown no more.

`moved` is what was written so that the counts follow, as JSON, for whoever undoes it.
"""

RIGHT = Kind(
    35,
    "rights_request",
    (
        Register(1, (("participant", REF), ("sort", INT), ("asked_on", TEXT), ("asked", TEXT))),
        Register(2, (("outcome", INT), ("outcome_on", TEXT), ("outcome_why", TEXT))),
        Register(3, (("confirmed_by", REF), ("confirmed_on", TEXT))),
        one(4, "due_on", TEXT),
        one(5, "taken_by", REF),
        one(6, "authority", TEXT),
    ),
)
"""A request about one's own data, or of an authority for a list of names: see `RightSort`."""

ERASURE = Kind(
    36,
    "erasure",
    (
        Register(1, (("asked_by", TEXT), ("confirmed_by", TEXT), ("on_date", TEXT))),
        one(2, "records", TEXT),
    ),
    identity=("erased", "ordinal"),
)
"""A person who was erased. `erased` is the record id that no laptop takes in again; `records`
is the other ids that went with it, in hex joined by commas. Nothing of the person stands here."""
