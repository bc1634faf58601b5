"""Encryption, swap, hibernation and the disk's health, on pretended laptops."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from desktop.host.system_checks.disk import ALWAYS_FREE_BYTES, disk_health, disk_room
from desktop.host.system_checks.encryption import disk_encryption
from desktop.host.system_checks.finding import State
from desktop.host.system_checks.machine import Answer, Machine
from desktop.host.system_checks.swap import hibernation, swap
from tests.desktop.host.linux_tree import Tree

HOME = Path("/home/luz/Vereda")
SWAPS = "Filename\t\tType\t\tSize\tUsed\tPriority\n"


def machine(tree: Tree, answers: Mapping[str, Answer] | None = None, platform: str = "linux"):
    """A machine whose commands answer by their first word."""

    def ask(command: Sequence[str]) -> Answer | None:
        return (answers or {}).get(command[0])

    return Machine(tree.root, platform, ask)


def laptop(tree: Tree, *, encrypted: bool) -> None:
    """One disk, LVM on it, under LUKS or not; root and swap are volumes."""
    below = tree.partition(tree.disk("nvme0n1", "259:0"), "nvme0n1p3", "259:3")
    if encrypted:
        below = tree.mapped("dm-0", "253:0", "CRYPT-LUKS2-0a1b-cryptroot", below)
    tree.mapped("dm-1", "253:1", "LVM-root", below, label="vg-root")
    tree.mapped("dm-2", "253:2", "LVM-swap", below, label="vg-swap")
    tree.mount("253:1", "/", source="/dev/mapper/vg-root")


@pytest.mark.parametrize(("encrypted", "state"), [(True, State.GOOD), (False, State.BAD)])
def test_lvm_says_what_lies_under_it(tree: Tree, encrypted: bool, state: State) -> None:
    laptop(tree, encrypted=encrypted)
    found = disk_encryption(machine(tree), HOME)
    assert found.state is state
    assert (found.to_do is None) == (state is State.GOOD)


def test_the_disk_of_the_data_folder_counts_not_the_first_one(tree: Tree) -> None:
    laptop(tree, encrypted=True)
    tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    tree.mount("8:1", "/home/luz")
    assert disk_encryption(machine(tree), HOME).state is State.BAD
    assert disk_encryption(machine(tree), Path("/var/lib/Vereda")).state is State.GOOD


def test_a_volume_half_of_which_is_in_clear_is_in_clear(tree: Tree) -> None:
    one = tree.mapped("dm-0", "253:0", "CRYPT-LUKS2-0a", tree.disk("sda", "8:0"))
    other = tree.disk("sdb", "8:16")
    tree.mapped("dm-1", "253:1", "LVM-both", one, other)
    tree.mount("253:1", "/")
    assert disk_encryption(machine(tree), HOME).state is State.BAD


def test_a_device_that_is_only_verified_is_not_secret(tree: Tree) -> None:
    tree.mapped("dm-0", "253:0", "CRYPT-VERITY-0a-root", tree.disk("sda", "8:0"))
    tree.mount("253:0", "/")
    assert disk_encryption(machine(tree), HOME).state is State.BAD


def test_btrfs_is_found_by_the_name_of_its_device(tree: Tree) -> None:
    tree.mapped("dm-0", "253:0", "CRYPT-LUKS2-0a", tree.disk("sda", "8:0"), label="luks-raiz")
    tree.mount("0:31", "/", "btrfs", "/dev/mapper/luks-raiz")
    assert disk_encryption(machine(tree), HOME).state is State.GOOD


def test_an_encrypted_home_folder_counts(tree: Tree) -> None:
    laptop(tree, encrypted=False)
    tree.mount("0:50", "/home/luz", "ecryptfs", "/home/.ecryptfs/luz/.Private")
    assert disk_encryption(machine(tree), HOME).state is State.GOOD


def test_what_nothing_tells_is_unknown(tree: Tree) -> None:
    tree.mount("0:60", "/", "zfs", "rpool/ROOT")
    assert disk_encryption(machine(tree), HOME).state is State.UNKNOWN
    assert disk_health(machine(tree), HOME).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("told", "state"), [("1", State.GOOD), ("2", State.BAD), ("", State.UNKNOWN)]
)
def test_windows_is_asked_what_it_tells_every_user(tree: Tree, told: str, state: State) -> None:
    windows = machine(tree, {"powershell": Answer(0, f"{told}\r\n")}, "win32")
    assert disk_encryption(windows, HOME).state is state


@pytest.mark.parametrize(
    ("told", "state"),
    [("FileVault is On.", State.GOOD), ("FileVault is Off.", State.BAD), ("?", State.UNKNOWN)],
)
def test_macos_is_asked_for_file_vault(tree: Tree, told: str, state: State) -> None:
    mac = machine(tree, {"fdesetup": Answer(0, told)}, "darwin")
    assert disk_encryption(mac, HOME).state is state


@pytest.mark.parametrize(
    ("line", "encrypted", "state"),
    [
        ("/dev/dm-2 partition 8 0 -2\n", True, State.GOOD),
        ("/dev/dm-2 partition 8 0 -2\n", False, State.BAD),
        ("/swap\\040file file 8 0 -2\n", False, State.BAD),
        ("/swapfile file 8 0 -2\n", True, State.GOOD),
        ("/dev/zram0 partition 8 0 100\n", False, State.GOOD),
        ("/dev/sdz9 partition 8 0 -2\n", False, State.UNKNOWN),
        ("", False, State.GOOD),
    ],
)
def test_swap_is_as_safe_as_what_it_lies_on(
    tree: Tree, line: str, encrypted: bool, state: State
) -> None:
    laptop(tree, encrypted=encrypted)
    tree.write("proc/swaps", SWAPS + line)
    assert swap(machine(tree), State.UNKNOWN).state is state


def test_hibernation_matters_where_there_is_a_place_to_write_to(tree: Tree) -> None:
    laptop(tree, encrypted=False)
    tree.write("sys/power/state", "freeze mem disk\n")
    tree.write("sys/power/disk", "[platform] shutdown\n")
    tree.write("proc/swaps", SWAPS + "/dev/zram0 partition 8 0 100\n")
    assert hibernation(machine(tree), State.BAD).state is State.GOOD
    tree.write("proc/swaps", SWAPS + "/dev/dm-2 partition 8 0 -2\n")
    assert hibernation(machine(tree), State.BAD).state is State.BAD
    tree.write("sys/power/disk", "[disabled]\n")
    assert hibernation(machine(tree), State.BAD).state is State.GOOD


def test_windows_hibernates_into_a_file(tree: Tree) -> None:
    windows = machine(tree, platform="win32")
    assert hibernation(windows, State.BAD).state is State.GOOD
    tree.write("hiberfil.sys")
    tree.write("pagefile.sys")
    assert hibernation(windows, State.BAD).state is State.BAD
    assert hibernation(windows, State.UNKNOWN).state is State.UNKNOWN
    assert swap(windows, State.BAD).state is State.BAD
    assert swap(windows, State.GOOD).state is State.GOOD


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(0, json.dumps({"smart_status": {"passed": True}})), State.GOOD),
        (Answer(8, json.dumps({"smart_status": {"passed": False}})), State.BAD),
        (Answer(64, json.dumps({"smart_status": {"passed": True}})), State.GOOD),
        (Answer(2, "{}"), State.UNKNOWN),
        (Answer(0, "no json"), State.UNKNOWN),
        (None, State.UNKNOWN),
    ],
)
def test_smart_is_believed_where_it_answers(
    tree: Tree, answer: Answer | None, state: State
) -> None:
    laptop(tree, encrypted=True)
    answers = {} if answer is None else {"smartctl": answer}
    assert disk_health(machine(tree, answers), HOME).state is state


@pytest.mark.parametrize(
    ("life", "end", "state"),
    [("0x01 0x02", "0x01", State.GOOD), ("0x01 0x0b", "0x01", State.BAD), ("0x01", "0x03", "bad")],
)
def test_a_worn_flash_chip_says_so(tree: Tree, life: str, end: str, state: str) -> None:
    chip = tree.disk("mmcblk0", "179:0")
    (chip / "device").mkdir()
    (chip / "device/life_time").write_text(f"{life}\n")
    (chip / "device/pre_eol_info").write_text(f"{end}\n")
    tree.mount("179:0", "/")
    assert disk_health(machine(tree), HOME).state == state


def test_errors_that_the_kernel_counted_are_told(tree: Tree) -> None:
    tree.mount("8:0", "/")
    tree.disk("sda", "8:0")
    tree.write("sys/fs/ext4/sda/errors_count", "3\n")
    found = disk_health(machine(tree), HOME)
    assert (found.state, found.means.values) == (State.BAD, {"n": 3})


@pytest.mark.parametrize(
    ("free", "database", "days", "state"),
    [
        (ALWAYS_FREE_BYTES, 1_000_000, 0, State.GOOD),
        (ALWAYS_FREE_BYTES - 1, 1_000_000, 0, State.WARN),
        (900_000_000, 1_000_000_000, 0, State.BAD),
        (1_500_000_000, 1_000_000_000, 0, State.WARN),
        (2_100_000_000, 1_000_000_000, 100, State.WARN),
        (9_000_000_000, 1_000_000_000, 100, State.GOOD),
    ],
)
def test_room_for_a_change_of_keys_and_for_three_months(
    free: int, database: int, days: float, state: State
) -> None:
    assert disk_room(free, database, days).state is state
