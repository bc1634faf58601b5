"""The page that checks letters, opened in a real browser from a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from desktop.programme.letter_code import Statement
from desktop.reports.letter_words import CERTIFIES_EN, CERTIFIES_ES
from desktop.reports.verify_page import verify_page
from desktop.services.letter_checks import LIST_LABEL, LetterList
from sync.batch.keys import public_key, signer
from tests.desktop.reports.browser import CHROMIUM, Browser, browser

MADE_ON = date(2026, 11, 22)
ISSUED = date(2026, 10, 8)
COORDINATOR, FACILITATOR, LEFT, STRANGER = (bytes([n]) * 32 for n in (1, 2, 3, 4))


def account(seed: bytes) -> bytes:
    return hashlib.sha256(public_key(seed)).digest()[:16]


def letter(number: int, by: bytes = FACILITATOR) -> Statement:
    bare = Statement(bytes([number]) * 16, ISSUED, account(by))
    return replace(bare, signature=signer(by)(bare.message()))


GOOD, OLD, KNOWN_OF_LEFT, NEW_OF_LEFT = letter(1), letter(2), letter(3, LEFT), letter(4, LEFT)
LIST = LetterList(
    MADE_ON,
    {account(seed): public_key(seed) for seed in (FACILITATOR, LEFT)},
    {account(LEFT): frozenset({KNOWN_OF_LEFT.hidden})},
    frozenset({OLD.hidden}),
)


def page(list_: LetterList = LIST, *, signature: bytes | None = None) -> str:
    data = list_.packed()
    signed = signer(COORDINATOR)(LIST_LABEL + data) if signature is None else signature
    return verify_page(data, public_key(COORDINATOR), signed, list_.made_on)


@dataclass(frozen=True)
class Shown:
    answer: str
    words: str


@dataclass
class Visitor:
    """Somebody at the page: types a code and presses the button."""

    browser: Browser

    def asks(self, code: str) -> Shown:
        typed = f"find('code').value = {code!r}; find('result').hidden = true;"
        self.browser.run(typed)
        self.browser.run(
            "new Promise((seen) => {"
            "  new MutationObserver((_, self) => { if (!find('result').hidden) {"
            "    self.disconnect(); seen(true); } })"
            "  .observe(find('result'), { attributes: true });"
            "  find('check').click(); })"
        )
        return Shown(
            self.browser.run("find('result').dataset.answer"),
            self.browser.run("find('result').innerText"),
        )


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium here: the set-up installs it with apt-get, elsewhere install it")
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def visitor(chromium: Browser, tmp_path: Path) -> Visitor:
    return opened(chromium, tmp_path, page())


def opened(chromium: Browser, folder: Path, html: str) -> Visitor:
    (folder / "comprobar.html").write_text(html, encoding="utf-8")
    chromium.events.clear()
    chromium.open(folder / "comprobar.html")
    return Visitor(chromium)


def test_a_letter_that_stands_is_valid_and_says_its_day_to_compare(visitor: Visitor) -> None:
    shown = visitor.asks(GOOD.text())
    assert shown.answer == "valid"
    for words in (
        *("Vigente", "Valid", "8 de octubre de 2026", "October 8, 2026"),
        *("22 de noviembre de 2026", "November 22, 2026"),
    ):
        assert words in shown.words


def test_a_code_is_read_as_people_paste_it(visitor: Visitor) -> None:
    code = GOOD.text().lower()
    pasted = "  " + " ".join(code[at : at + 5] for at in range(0, len(code), 5)) + "\t"
    assert visitor.asks(pasted).answer == "valid"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (OLD.text(), "superseded"),
        (replace(GOOD, issued=MADE_ON).text(), "altered"),
        (replace(GOOD, letter=OLD.letter).text(), "altered"),
        (replace(GOOD, signature=OLD.signature).text(), "altered"),
        (letter(5, STRANGER).text(), "unknown"),
        (replace(letter(5, STRANGER), signer=account(FACILITATOR)).text(), "altered"),
        (replace(GOOD, signer=account(LEFT)).text(), "altered"),
        (KNOWN_OF_LEFT.text(), "valid"),
        (NEW_OF_LEFT.text(), "unknown"),
        (GOOD.text()[:-1], "unreadable"),
        (GOOD.text() + "A", "unreadable"),
        (GOOD.text()[:-1] + "1", "unreadable"),
        ("A" * 165, "unreadable"),
        ("", "unreadable"),
        ("<img src=x onerror=alert(1)>", "unreadable"),
    ],
)
def test_every_other_code_is_told_for_what_it_is(visitor: Visitor, code: str, answer: str) -> None:
    assert visitor.asks(code).answer == answer


def test_the_page_gives_the_answers_of_the_vectors(chromium: Browser, tmp_path: Path) -> None:
    path = Path(__file__).parents[2] / "vectors" / "letter.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    parts = [bytes.fromhex(told[name]) for name in ("list", "list_key", "list_signature")]
    visitor = opened(chromium, tmp_path, verify_page(*parts, MADE_ON))
    for answer, codes in told["answers"].items():
        assert [visitor.asks(code).answer for code in codes] == [answer] * len(codes)
    assert {visitor.asks(code).answer for code in told["no_codes"]} == {"unreadable"}


def test_a_list_that_its_coordinator_did_not_sign_says_nothing(
    chromium: Browser, tmp_path: Path
) -> None:
    changed = replace(LIST, superseded=frozenset())
    signed = signer(COORDINATOR)(LIST_LABEL + LIST.packed())
    visitor = opened(chromium, tmp_path, page(changed, signature=signed))
    assert visitor.asks(OLD.text()).answer == "broken"


def test_the_page_asks_nobody_and_runs_nothing_else(visitor: Visitor) -> None:
    visitor.asks(GOOD.text())
    run = visitor.browser.run
    run("window.x = 0; document.body.insertAdjacentHTML('beforeend', '<p id=y onclick=\"x=1\">')")
    run(
        "find('y').click(); const s = document.createElement('script'); s.text = 'x = 2';"
        "document.body.append(s);"
    )
    assert run("window.x") == 0
    assert run("fetch('https://example.org').then(() => 'out', () => 'refused')") == "refused"
    asked = [
        each["params"]["request"]["url"]
        for each in visitor.browser.events
        if each.get("method") == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.startswith(("file:", "https://example.org"))] == []


def test_the_page_names_nobody_and_says_what_it_does_not_say() -> None:
    html = page()
    assert CERTIFIES_ES in html
    assert CERTIFIES_EN in html
    assert "http:" not in html
    assert "https:" not in html
    assert "violencia" not in html.lower()
    assert "vereda" not in html.lower().replace("vereda letter", "")
    assert OLD.letter.hex() not in html
