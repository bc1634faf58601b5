"""Take in what a carrier brought: receipts, rosters, then records in slices.

A file is removed only when what it says is in the vault. What must wait (an
earlier batch is missing, a signer is not known yet) stays; what is bad is put
aside in the vault with its reason. Neither stops the rest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.changes import Changes
from desktop.journal import meta, quarantine
from desktop.journal.links import hash_at
from desktop.journal.open_vault import OpenVault
from desktop.journal.receive import SLICE_MS, receive_slices
from desktop.journal.spaces import space_key
from desktop.services import erasing, grants, joining_records
from desktop.services import roster as rosters
from sync.batch.admission import admit, within_cut_off
from sync.batch.header import NO_HASH, PREVIOUS_SENT_BYTES, BatchKind, Header, Link
from sync.batch.keys import batch_hash
from sync.batch.limits import FILE_MAX_BYTES
from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import RECEIPT_MAX_BYTES, Receipt
from sync.batch.records import Records, SignPubOf, open_records
from sync.batch.roster import Roster
from sync.carriers import boxes
from sync.client import notice_intake, receipts, second_try
from sync.client.arrived import (
    Arrived,
    Spoilt,
    belongs,
    bytes_of,
    each_in,
)
from sync.client.caught_up import release_older_chains
from sync.client.missing import ask_for_missing
from sync.client.server_choice import OTHER_SERVER, know, known_server, met_server, shared_of

WAITING = frozenset({Reason.GAP, Reason.UNKNOWN_CHAIN, Reason.UNKNOWN_SIGNER, Reason.NEWER})
"""Reasons that time can cure: the file stays in the inbox."""

PUT_ASIDE_MAX = 1_000
"""Files put aside; more stay where they lie, so that a hostile stick cannot fill the vault."""


@dataclass(slots=True)
class Taken:
    """What an intake has done so far. Batches, except `operations`.

    `batches` counts those whose operations came in, `known` those that were here already,
    `late` those put aside because their author's access had ended.
    """

    receipts: int = 0
    rosters: int = 0
    batches: int = 0
    known: int = 0
    operations: int = 0
    waiting: int = 0
    put_aside: int = 0
    late: int = 0
    notices: int = 0


class _MustWait(Exception):
    """The batch stays where it is; nothing is wrong with it."""


class Intake:
    """One pass over the inbox, a slice of about 20 ms at a time."""

    def __init__(self, vaults: Sequence[OpenVault], folder: Path) -> None:
        self.taken = Taken()
        self._vaults = vaults
        self._shared = shared_of(vaults)
        self._folder = folder
        self._inbox = boxes.inbox(folder)
        self._aside: set[bytes] = set()
        self._slices = self._run()

    def step(self) -> Changes | None:
        """Do the next slice; None when the pass is over. Raises as OpenVault.write."""
        return next(self._slices, None)

    def finish(self) -> Changes:
        """Do all slices at once, where nobody waits (commands, tests)."""
        changes = Changes()
        while (part := self.step()) is not None:
            changes |= part
        return changes

    def _run(self) -> Iterator[Changes]:
        self._aside = {q.hash for v in self._vaults for q in quarantine.list_put_aside(v)}
        receipts.note_handed(self._vaults, self._folder)
        if self._shared is None:
            return  # without the roster and the server's key nobody's word can be checked
        self._take_receipts(self._shared)
        yield Changes()
        arrived: list[Arrived] = []
        yield from self._look(arrived)
        roster = yield from self._take_rosters(
            self._shared, [a for a in arrived if a.label.kind == BatchKind.ROSTER]
        )
        records = [a for a in arrived if a.label.kind != BatchKind.ROSTER]
        if stale := second_try.with_older_roster(self._vaults, roster):
            self._take_keys(roster)
            records += second_try.back_in_inbox(stale, self._inbox)
        # Each chain from its oldest, so that one pass takes all that can be taken.
        records.sort(key=lambda a: (a.label.chain, a.label.number, a.hash))
        began_ms = self._now_ms()
        for each in records:
            if each.label.kind == BatchKind.NOTICE and each.label.opens_chain:
                yield from self._take_notice(each, roster)
            else:
                yield from self._take_records(each, roster)
            if self._now_ms() - began_ms >= SLICE_MS:
                yield Changes()
                began_ms = self._now_ms()
        if erased := erasing.carry_out(self._vaults, roster):
            yield erased
        for vault in self._vaults:
            if followed := joining_records.settle(vault):
                yield followed
        second_try.note(stale, roster)
        left = [a.label for a in records if a.path.exists()]
        ask_for_missing(self._vaults, self._shared, self._folder, left)
        release_older_chains(self._vaults, self._folder)

    def _look(self, arrived: list[Arrived]) -> Iterator[Changes]:
        """Fill the list with the batches of the inbox; what is none is put aside."""
        began_ms = self._now_ms()
        for each in each_in(self._inbox):
            if isinstance(each, Arrived):
                arrived.append(each)
            elif isinstance(each, Spoilt):
                self._put_aside_file(self._vaults[0], each.path, each.reason.name)
            else:
                self.taken.waiting += 1
            if self._now_ms() - began_ms >= SLICE_MS:
                yield Changes()
                began_ms = self._now_ms()

    def _now_ms(self) -> int:
        return self._vaults[0].clock.monotonic_ms()

    # --- receipts -----------------------------------------------------------

    def _take_receipts(self, shared: OpenVault) -> None:
        """While no server's key is known receipts wait; one of another key is put aside.

        The key of the first that is believed is the known one from then on. One that
        covers another account's batches as well stays for that account.
        """
        known = known_server(shared)
        server = known or met_server(self._folder)
        if server is None:
            return
        with shared.read() as connection:
            programme = meta.get(connection, meta.PROGRAMME) or b""
        checked: dict[Path, Receipt] = {}
        for path in boxes.receipt_files(self._inbox):
            data = bytes_of(path, RECEIPT_MAX_BYTES)
            if data is None:
                continue
            try:
                checked[path] = receipts.read(data, programme, server.key)
            except BatchError as error:
                if error.reason is Reason.BAD_SIGNATURE:
                    self._put_aside(shared, path, data, OTHER_SERVER)
                elif error.reason is not Reason.NEWER:
                    self._put_aside(shared, path, data, error.reason.name)
        if checked:
            with shared.transaction() as connection:
                if known is None:
                    know(connection, server)
                receipts.note_time(connection, checked.values())
        receipts.believe(self._vaults, [h for one in checked.values() for h in one.heads])
        lists = rosters.known(shared).roster.links if checked else {}
        for path in checked.keys() - receipts.still_needed(self._vaults, lists, checked):
            path.unlink(missing_ok=True)
        self.taken.receipts += len(checked)

    # --- rosters ------------------------------------------------------------

    def _take_rosters(
        self, shared: OpenVault, arrived: list[Arrived]
    ) -> Generator[Changes, None, Roster]:
        for each in sorted(arrived, key=lambda a: (a.label.number, a.hash)):
            data = each.read()
            if data is None:
                self.taken.waiting += 1
                continue
            try:
                rosters.keep(shared, data)
            except BatchError as error:
                if error.reason in WAITING:
                    self.taken.waiting += 1
                else:
                    self._put_aside(shared, each.path, data, error.reason.name)
                continue
            each.path.unlink(missing_ok=True)
            self.taken.rosters += 1
            yield Changes()
        return rosters.known(shared).roster

    def _take_keys(self, roster: Roster) -> None:
        """Keys that were granted to this account; and those that it owes as a coordinator."""
        account = self._vaults[0].account
        grants.take_grants(self._vaults, account, roster)
        if rosters.is_coordinator(roster, account):
            with contextlib.suppress(KeyError):  # its roster chain opens at the next unlock
                grants.give_due(self._vaults, account, self._folder, roster)

    # --- notices ------------------------------------------------------------

    def _take_notice(self, each: Arrived, roster: Roster) -> Iterator[Changes]:
        """What somebody of the other stream says, into the vault of the space it was put in."""
        vault = next((v for v in self._vaults if _has_space(v, each.label.space)), None)
        data = each.read()
        if vault is None or data is None:
            self.taken.waiting += 1
            return
        try:
            changes = notice_intake.take(vault, data, roster, self._folder)
        except notice_intake.NotNowError:
            self.taken.waiting += 1
            return
        except BatchError as error:
            if error.reason in WAITING:
                self.taken.waiting += 1
            else:
                self._put_aside(vault, each.path, data, error.reason.name)
            return
        if each.hash in self._aside:
            quarantine.let_go(vault, each.hash)
        each.path.unlink(missing_ok=True)
        if changes:
            self.taken.notices += 1
        else:
            self.taken.known += 1
        yield changes

    # --- records ------------------------------------------------------------

    def _take_records(self, each: Arrived, roster: Roster) -> Iterator[Changes]:
        vault, link = belongs(self._vaults, each.label)
        if vault is None:
            self.taken.waiting += 1  # another stream's, or its chain's first one is to come
            return
        data = each.read()
        if data is None:
            self.taken.waiting += 1
            return
        try:
            if link is not None and each.label.number <= link.number:
                self._recognise(vault, each, data, link, roster)
                self.taken.known += 1
            else:
                start = link or Link.opened_by(each.label)
                header, records = self._open(vault, data, start, roster)
                yield from receive_slices(
                    vault,
                    header.chain,
                    header.space,
                    records.ops,
                    records.origins,
                    start.after(header, data),
                )
                self.taken.batches += 1
                self.taken.operations += len(records.ops)
        except _MustWait:
            self.taken.waiting += 1
        except BatchError as error:
            if error.reason in WAITING:
                self.taken.waiting += 1
            else:
                self._put_aside(vault, each.path, data, error.reason.name)
        else:
            if each.hash in self._aside:
                quarantine.let_go(vault, each.hash)
            each.path.unlink(missing_ok=True)

    def _open(
        self, vault: OpenVault, data: bytes, link: Link, roster: Roster
    ) -> tuple[Header, Records]:
        """What a batch says that is next in its chain. Raises: BatchError, _MustWait."""
        header = admit(data, link, roster)
        within_cut_off(header, roster)
        if header.kind != BatchKind.RECORDS:
            raise _MustWait  # for a later version of this program
        try:
            key = space_key(vault, header.space, header.epoch)
        except KeyError:
            raise _MustWait from None
        records = open_records(data, header, key, _sign_pub(roster))
        within_cut_off(header, roster, records.author)
        return header, records

    def _recognise(
        self, vault: OpenVault, each: Arrived, data: bytes, link: Link, roster: Roster
    ) -> None:
        """Return when the very batch is here already.

        Raises: BatchError, FORK for another one with its number: a cloned disk
        or a restored backup wrote it, and only this laptop may hold it.
        """
        label = each.label
        with vault.read() as connection:
            here = hash_at(connection, label.chain, label.number)
            before = hash_at(connection, label.chain, label.number - 1) or NO_HASH
        if here == each.hash:
            return
        if label.previous == before[:PREVIOUS_SENT_BYTES]:
            # Whoever signs is known, so a forgery is not taken for a cloned disk.
            place = replace(
                link, number=label.number - 1, next_seq=label.first_seq, last_hash=before
            )
            admit(data, place, roster)
        raise BatchError(Reason.FORK, f"number {label.number}")

    def _put_aside_file(self, vault: OpenVault, path: Path, reason: str) -> None:
        data = bytes_of(path, FILE_MAX_BYTES)
        if data is None:
            self.taken.waiting += 1
        else:
            self._put_aside(vault, path, data, reason)

    def _put_aside(self, vault: OpenVault, path: Path, data: bytes, reason: str) -> None:
        hash_ = batch_hash(data)
        if len(self._aside) >= PUT_ASIDE_MAX and hash_ not in self._aside:
            self.taken.waiting += 1
            return
        quarantine.put_aside(vault, hash_, data, reason)
        self._aside.add(hash_)
        path.unlink(missing_ok=True)
        if reason == Reason.REVOKED.name:
            self.taken.late += 1
        else:
            self.taken.put_aside += 1


def _has_space(vault: OpenVault, space: bytes | None) -> bool:
    return any(one.id == space for one in vault.spaces)


def _sign_pub(roster: Roster) -> SignPubOf:
    def of(account: bytes) -> bytes | None:
        member = roster.member(account)
        return None if member is None else member.sign_pub

    return of
