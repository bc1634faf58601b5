"""The battery as each system tells of it; what is not told is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.host.battery import Battery, PowerStatus, battery, of_linux, of_pmset, of_windows


def supply(root: Path, name: str, **facts: str) -> None:
    folder = root / "sys/class/power_supply" / name
    folder.mkdir(parents=True)
    for fact, value in facts.items():
        (folder / fact).write_text(f"{value}\n")


def test_a_laptop_on_its_battery(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(
        tmp_path,
        "BAT0",
        type="Battery",
        status="Discharging",
        energy_now="12000000",
        energy_full="50000000",
        capacity="25",
    )
    assert of_linux(tmp_path) == Battery(24, charging=False)
    assert of_linux(tmp_path).low  # type: ignore[union-attr]


def test_at_the_mains_nothing_is_low(tmp_path: Path) -> None:
    supply(tmp_path, "ADP1", type="Mains", online="1")
    supply(tmp_path, "BAT1", type="Battery", status="Not charging", capacity="7")
    found = of_linux(tmp_path)
    assert found == Battery(7, charging=True)
    assert not found.low


def test_two_batteries_count_by_what_fits_in_them(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", energy_now="0", energy_full="20")
    supply(tmp_path, "BAT1", type="Battery", status="Unknown", energy_now="60", energy_full="60")
    assert of_linux(tmp_path) == Battery(75, charging=False)


@pytest.mark.parametrize(
    "facts",
    [
        {"type": "Battery", "scope": "Device", "capacity": "3", "status": "Discharging"},
        {"type": "Battery", "status": "Unknown"},
        {"type": "Battery", "capacity": "lleno"},
        {"type": "Mains", "online": "0"},
        {},
    ],
)
def test_what_is_no_battery_of_this_laptop_or_does_not_say_is_none(
    tmp_path: Path, facts: dict[str, str]
) -> None:
    supply(tmp_path, "hidpp_battery_0", **facts)
    assert of_linux(tmp_path) is None


def test_a_computer_without_power_supplies_has_none(tmp_path: Path) -> None:
    assert of_linux(tmp_path) is None


@pytest.mark.parametrize(
    ("line", "flag", "percent", "expected"),
    [
        (0, 0, 24, Battery(24, charging=False)),
        (1, 8, 24, Battery(24, charging=True)),
        (0, 4, 4, Battery(4, charging=False)),
        (1, 128, 255, None),
        (255, 255, 255, None),
        (0, 0, 255, None),
    ],
)
def test_windows_tells_by_numbers(
    line: int, flag: int, percent: int, expected: Battery | None
) -> None:
    assert of_windows(PowerStatus(line, flag, percent, 0, 0, 0)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t24%; discharging; "
            "1:02 remaining present: true\n",
            Battery(24, charging=False),
        ),
        (
            "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t24%; charging;\n",
            Battery(24, charging=True),
        ),
        ("Now drawing from 'AC Power'\n", None),
        ("", None),
    ],
)
def test_a_mac_tells_in_words(told: str, expected: Battery | None) -> None:
    assert of_pmset(told) == expected


def test_asking_this_very_computer_never_raises() -> None:
    found = battery()
    assert found is None or 0 <= found.percent <= 100
