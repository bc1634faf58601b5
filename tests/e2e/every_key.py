"""Somebody who has an account's passphrase and every file of the laptop, and tries everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.journal.spaces import space_keys
from desktop.services import roster as rosters
from desktop.services.entrance import Desk
from desktop.vault import account_file, header_file
from desktop.vault.cards import survey
from desktop.vault.cipher import connect
from desktop.vault.header import slot_info
from desktop.vault.sealing import NotSealedToMe
from desktop.vault.store import open_vaults
from desktop.vault.troubles import WrongKey
from sync.batch.header import BatchKind, Link, read_label
from sync.batch.reason import BatchError, Reason
from sync.batch.records import open_records
from sync.batch.roster_grants import grant_info
from sync.carriers import boxes


class EveryKey:
    """All that one account can come by: in its vaults, its keepsakes, and on the disk."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self.account = desk.account
        mine = open_vaults(folder, desk.account)
        found = [key for vault in mine for key in (vault.database_key, vault.vault_key)]
        for vault in desk.vaults:
            for space in vault.spaces:
                found += space_keys(vault, space.id).values()
            with vault.read() as connection:
                for table, column in (("chain", "seed"), ("run", "secret"), ("meta", "value")):
                    rows = connection.exec_driver_sql(f"SELECT {column} FROM {table}")  # noqa: S608
                    found += [bytes(row[0]) for row in rows if row[0] is not None]
        found += desk.account.keepsakes.values()
        with suppress(FileNotFoundError):
            found.append(boxes.transport_key_path(folder).read_bytes())
        self.keys = sorted({key for key in found if len(key) == 32})

    def opens(self, folder: Path) -> set[str]:
        """Names of the files below `folder` of which anything opens."""
        found = {path.name for path in folder.rglob("vaults/*.db") if self._opens_database(path)}
        found |= {path.name for path in folder.rglob("vaults/*.key*") if self._opens_header(path)}
        found |= {path.name for path in folder.rglob("*.acct*") if self._opens_account(path)}
        return found | set(self._batches(folder))

    def granted(self, desk: Desk) -> set[bytes]:
        """Accounts for whom a grant in the roster opens with these keys."""
        roster = rosters.known(desk.shared).roster
        return {
            account
            for (space, epoch), grant in roster.grants.items()
            for account, sealed in grant.sealed.items()
            for proof in (None, *self.keys)
            if self._unseals(sealed, grant_info(roster.programme, space, epoch, proof))
        }

    def _opens_database(self, path: Path) -> bool:
        for key in self.keys:
            with suppress(WrongKey):
                connect(path, key).close()
                return True
        return False

    def _opens_header(self, path: Path) -> bool:
        header = header_file.interpret(header_file.SHAPE.copy(path.read_bytes()).file)
        return any(
            self._unseals(slot, slot_info(header, number))
            for number, slot in enumerate(header.slots)
        )

    def _opens_account(self, path: Path) -> bool:
        file = account_file.interpret(account_file.SHAPE.copy(path.read_bytes()).file)
        return self._unseals(file.keepsakes, b"vereda keepsakes v1" + file.card.id)

    def _unseals(self, sealed: bytes, info: bytes) -> bool:
        try:
            self.account.open_sealed(sealed, info)
        except NotSealedToMe:
            return False
        return True

    def _batches(self, folder: Path) -> Iterator[str]:
        links: dict[bytes, Link] = {}
        for name, data in records_below(folder):
            label = read_label(data)
            link = links.get(label.chain) or Link.opened_by(label)
            header = link.complete(label)
            links[label.chain] = link.after(header, data)
            for key in self.keys:
                try:
                    open_records(data, header, key, lambda _account: None)
                except BatchError as error:
                    if error.reason is Reason.WRONG_KEY:
                        continue
                yield name
                break


def records_below(folder: Path) -> list[tuple[str, bytes]]:
    """Every sealed batch of records, by name and bytes, each chain from its first one."""
    files = {path.name: path.read_bytes() for path in folder.rglob(f"*{boxes.BATCH_SUFFIX}")}
    found = [(name, data) for name, data in files.items() if _is_records(data)]
    return sorted(found, key=lambda one: (read_label(one[1]).chain, read_label(one[1]).number))


def _is_records(data: bytes) -> bool:
    return read_label(data).kind == BatchKind.RECORDS


def own_files(folder: Path, desk: Desk) -> set[str]:
    """What an account may open: its vaults, its account file, batches of its spaces."""
    stems = {vault.unlocked.path.stem for vault in desk.vaults}
    mine = {f"{stem}.{suffix}" for stem in stems for suffix in ("db", "key", "key2")}
    for twin, card in survey(folder):
        if getattr(card, "id", None) == desk.me:
            mine |= {twin.first.name, twin.second.name}
    spaces = {space.id for vault in desk.vaults for space in vault.spaces}
    chains: dict[bytes, bytes] = {}
    for name, data in records_below(folder):
        label = read_label(data)
        if label.space is not None:
            chains[label.chain] = label.space
        if chains[label.chain] in spaces:
            mine.add(name)
    return mine
