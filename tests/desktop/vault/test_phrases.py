"""Which passphrases are refused, and which are offered."""

from __future__ import annotations

import random
import unicodedata

import pytest

from desktop.trouble import Exit
from desktop.vault.phrases import PASSPHRASE_MIN_CHARS, check_phrase, offer_phrase
from desktop.vault.troubles import PassphraseGuessable, PassphraseShort


@pytest.mark.parametrize("phrase", ["", "corta", "catorce letras", "e\u0301" * 14])
def test_fewer_than_fifteen_letters_are_refused(phrase):
    with pytest.raises(PassphraseShort) as caught:
        check_phrase(phrase)
    assert str(PASSPHRASE_MIN_CHARS) in str(caught.value.next_step)


@pytest.mark.parametrize(
    "phrase",
    [
        "La Virgen de Guadalupe",
        "padre nuestro que estás en el cielo",
        "Te amo con todo mi corazón",
        "contraseña 123456789",
        "guadalupe1975colima",
        "mi perro se llama canelo",
        "cielito lindo y querido",
        "qwertyuiopasdfgh",
        "111111111111111111",
        "correcthorsebattery",
        "\u0301" * 20,
    ],
)
def test_what_everybody_says_is_refused_however_long(phrase):
    with pytest.raises(PassphraseGuessable) as caught:
        check_phrase(phrase)
    assert caught.value.exit_status == Exit.USAGE
    assert phrase.strip() not in "".join(map(str, caught.value.sentences)) or not phrase.strip()


def test_a_phrase_made_of_the_own_nickname_is_refused():
    check_phrase("zarigüeya ocre tapanco birote")
    with pytest.raises(PassphraseGuessable):
        check_phrase("zarigüeya zarigüeya zarigüeya", ("Zarigüeya",))


@pytest.mark.parametrize(
    "phrase",
    [
        "tres mulas y un gallo pinto",
        "cinco palabras para colibrí hoy",
        "el tapanco huele a birote y canela",
        "tapanco birote zarigüeya ocre " * 10,
    ],
)
def test_a_phrase_of_ones_own_words_is_taken(phrase):
    check_phrase(phrase)


def test_five_offered_words_have_51_bits_and_are_always_taken_and_typed_on_any_keyboard():
    for seed in range(25):
        offered = offer_phrase(random.Random(seed).randrange)
        check_phrase(offered.text)
        assert len(offered.text.split()) == 5
        assert offered.bits >= 51
        assert offered.text.isascii()
        assert unicodedata.normalize("NFKC", offered.text) == offered.text
    assert offer_phrase().text != offer_phrase().text
