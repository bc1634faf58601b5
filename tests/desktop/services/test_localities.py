"""Places by name: those that come with Vereda, and INEGI's list once a coordinator loaded it."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from desktop.programme import inegi
from desktop.services import localities, locality_list
from desktop.services.entrance import sit_down
from desktop.services.localities import Locality
from desktop.services.locality_list import NotAList, NotTheirList

HEADINGS = '"CVEGEO","ESTATUS","CVE_ENT","NOM_ENT","CVE_MUN","NOM_MUN","CVE_LOC","NOM_LOC","AMBITO"'
PLACES = (
    ("31", "096", "0001", "Tizimín"),
    ("31", "096", "0123", "San Isidro"),
    ("31", "102", "0007", "San Isidro"),
    ("31", "102", "0009", "San Isidro Kancabdzonot"),
    ("07", "101", "0044", "San Isidro"),
    ("07", "101", "0045", "Ejido Nuevo San Isidro"),
    ("21", "197", "0002", "Ñuñú (El Potrero)"),
)
NEAR = "31102"


def catalogue() -> str:
    lines = [
        f'"{state}{town}{place}","","{state}","X","{town}","Y","{place}","{name}","R"'
        for state, town, place, name in PLACES
    ]
    return "\n".join([HEADINGS, *lines, '"99","","99","X","001","Y","0001","Ningún lugar","R"'])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def loaded(desk, folder: Path, tmp_path: Path) -> Path:
    source = tmp_path / "AGEEML.csv"
    source.write_text(catalogue(), encoding="utf-8")
    assert locality_list.load(desk, folder, source) == len(PLACES)
    return folder


def shown(text: str, folder: Path, near: str = "") -> list[str]:
    return [each.shown for each in localities.search(text, near, folder=folder)]


def test_every_state_and_municipality_comes_with_vereda(folder: Path) -> None:
    assert len(inegi.STATES) == 32
    assert len(inegi.municipalities()) == 2478
    assert list(inegi.municipalities()) == sorted(inegi.municipalities())
    assert {code[:2] for code in inegi.municipalities()} == set(inegi.STATES)
    assert shown("tizimin", folder) == ["Tizimín · Yucatán"]
    assert shown("QUERETARO", folder)[0] == "Querétaro"
    assert inegi.place_words("310500001") == ("Mérida", "Yucatán")


def test_places_of_one_name_are_told_apart_and_the_nearest_comes_first(loaded: Path) -> None:
    found = shown("san isidro", loaded, NEAR)
    assert found[:4] == [
        "San Isidro · Valladolid, Yucatán",
        "San Isidro Kancabdzonot · Valladolid, Yucatán",
        "San Isidro · Tizimín, Yucatán",
        "San Isidro · Tuxtla Gutiérrez, Chiapas",
    ]
    assert "Ejido Nuevo San Isidro · Tuxtla Gutiérrez, Chiapas" in found
    assert shown("san isidro", loaded, "07")[0] == "San Isidro · Tuxtla Gutiérrez, Chiapas"


@pytest.mark.parametrize(
    "typed",
    ["san isidro, tizimin", "San Isidro, Tizimín", "san isidro tizimin", "SAN  ISIDRO , TIZIMÍN"],
)
def test_the_municipality_may_be_typed_after_the_name(typed: str, loaded: Path) -> None:
    assert localities.search(typed, NEAR, folder=loaded)[0] == Locality(
        "310960123", "San Isidro", "Tizimín", "Yucatán"
    )


def test_a_place_that_no_list_has_is_kept_with_its_municipality(folder: Path) -> None:
    found = localities.search("La Ceiba, Tizimín", folder=folder)
    assert found == [Locality("31096", "La Ceiba", "Tizimín", "Yucatán")]


def test_accents_and_case_do_not_matter_and_codes_are_no_names(loaded: Path) -> None:
    assert (
        shown("nunu", loaded)[0].startswith("Ñuñú (El Potrero)")
        or "Nuñú" in shown("nunu", loaded)[0]
    )
    assert shown("31096", loaded) == []
    assert shown("a", loaded) == []
    assert shown("", loaded) == []


def test_a_code_is_read_back_to_its_place(loaded: Path, folder: Path) -> None:
    assert localities.of_code("310960123", loaded) == Locality(
        "310960123", "San Isidro", "Tizimín", "Yucatán"
    )
    assert localities.of_code("31096", loaded) == Locality("31096", "Tizimín", "", "Yucatán")
    assert localities.of_code("31", loaded) == Locality("31", "Yucatán", "", "")
    assert localities.of_code("319990001", loaded) is None
    assert localities.of_code("", loaded) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_list_is_read_in_the_encodings_that_it_comes_in(
    encoding: str, desk, folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / "lista.csv"
    source.write_bytes(catalogue().encode(encoding))
    assert locality_list.load(desk, folder, source) == len(PLACES)
    assert localities.of_code("211970002", folder) is not None


def test_a_zip_with_the_list_and_the_census_headings_are_read_too(
    desk, folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / "iter.zip"
    text = "ENTIDAD,NOM_ENT,MUN,NOM_MUN,LOC,NOM_LOC\n31,Y,96,T,123,San Isidro\n31,Y,96,T,9998,Suma"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("conjunto/iter.csv", text)
    assert locality_list.load(desk, folder, source) == 1
    assert locality_list.count(folder) == 1


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3", "\x00\x01", HEADINGS])
def test_another_file_is_refused_and_what_was_loaded_stays(
    text: str, desk, loaded: Path, tmp_path: Path
) -> None:
    source = tmp_path / "otra.csv"
    source.write_text(text)
    with pytest.raises(NotAList):
        locality_list.load(desk, loaded, source)
    assert locality_list.count(loaded) == len(PLACES)


def test_a_stick_pulled_out_and_a_damaged_list_harm_nothing(
    desk, loaded: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotAList):
        locality_list.load(desk, loaded, tmp_path / "gone.csv")
    (loaded / locality_list.FILE_NAME).write_bytes(b"torn")
    assert shown("tizimin", loaded) == ["Tizimín · Yucatán"]


def test_only_a_coordinator_loads_it(crew, clock, tmp_path: Path) -> None:
    source = tmp_path / "AGEEML.csv"
    source.write_text(catalogue(), encoding="utf-8")
    desk = sit_down(crew.folder, crew.nube, clock)
    with closing(desk), pytest.raises(NotTheirList):
        locality_list.load(desk, crew.folder, source)


def test_near_home_is_where_the_site_lies(desk) -> None:
    found = localities.near_home(desk)
    assert found == "" or found[:2] in inegi.STATES
