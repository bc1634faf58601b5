from __future__ import annotations

from pathlib import Path

from desktop.host import sticks
from desktop.host.sticks import stick_of
from tests.desktop.host.linux_tree import Tree


def a_laptop(tree: Tree) -> None:
    disk = tree.disk("sda", "8:0")
    tree.partition(disk, "sda1", "8:1")
    tree.mount("8:1", "/")
    tree.mount("0:22", "/sys", "sysfs", "sysfs")


def test_a_stick_is_found_with_its_name_and_its_mark(tree: Tree) -> None:
    a_laptop(tree)
    stick = tree.disk("sdb", "8:16", bus="pci0000:00/usb1/1-2", removable=1)
    tree.partition(stick, "sdb1", "8:17")
    tree.mount("8:17", "/media/luz/MI MEMORIA", "vfat", "/dev/sdb1")
    tree.uuid("sdb1", "1A2B-3C4D")
    (found,) = sticks.mounted(tree.root, "linux")
    assert (found.name, found.mark) == ("MI MEMORIA", "1A2B-3C4D")
    assert found.path == tree.root / "media/luz/MI MEMORIA"


def test_a_big_usb_disk_and_an_encrypted_stick_count_and_a_card_does(tree: Tree) -> None:
    a_laptop(tree)
    big = tree.disk("sdc", "8:32", bus="pci0000:00/usb2/2-1")
    tree.mount("8:32", "/mnt/grande")
    tree.mapped("dm-0", "253:0", "CRYPT-LUKS2-aa-luks", big)
    tree.mount("253:0", "/media/luz/cifrada")
    card = tree.disk("mmcblk1", "179:0")
    (card / "device").mkdir()
    (card / "device/type").write_text("SD\n")
    tree.mount("179:0", "/media/luz/tarjeta")
    names = [each.name for each in sticks.mounted(tree.root, "linux")]
    assert names == ["cifrada", "grande", "tarjeta"]


def test_the_own_disk_read_only_sticks_and_a_system_on_usb_are_no_place_to_save(
    tree: Tree,
) -> None:
    system = tree.disk("sda", "8:0", bus="pci0000:00/usb1/1-1", removable=1)
    tree.partition(system, "sda1", "8:1")
    tree.mount("8:1", "/")
    tree.disk("sr0", "11:0", removable=1)
    tree.mount("11:0", "/media/luz/disco", options="ro")
    tree.disk("nvme0n1", "259:0")
    tree.mount("259:0", "/datos")
    assert sticks.mounted(tree.root, "linux") == []


def test_a_folder_belongs_to_a_stick_by_where_it_really_is(tmp_path: Path) -> None:
    stick = sticks.Stick(tmp_path / "stick", "stick", "")
    (stick.path / "deep").mkdir(parents=True)
    own = tmp_path / "own"
    own.mkdir()
    (own / "link").symlink_to(stick.path / "deep")
    (stick.path / "back").symlink_to(own)
    assert stick_of(own / "link", [stick]) == stick
    assert stick_of(stick.path / "back", [stick]) is None
    assert stick_of(own, [stick]) is None


def test_this_very_system_is_read_without_trouble() -> None:
    assert all(stick.path.is_absolute() for stick in sticks.mounted())


def test_a_system_that_tells_nothing_has_no_sticks(tmp_path: Path) -> None:
    assert sticks.mounted(tmp_path, "linux") == []
    assert sticks.mounted(tmp_path, "darwin") == []
