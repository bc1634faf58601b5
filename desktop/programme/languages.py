"""The languages that somebody may speak: the 68 groups of INALI's catalogue, in 11 families.

Source: Catálogo de las Lenguas Indígenas Nacionales, Diario Oficial de la Federación,
14 January 2008. A code is that of ISO 639-3 (or of its macrolanguage) where one code stands
for the whole group, else "inali-" and the place of the group in the list below. Codes are kept
in records and in the names of sounds: they never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from desktop.programme.text import fold

SPANISH, ENGLISH, SIGNS, ANOTHER = "es", "en", "mfs", "other"
"""Codes outside INALI's catalogue. SIGNS is the Lengua de Señas Mexicana."""


@dataclass(frozen=True, slots=True)
class Language:
    """A group of INALI, or a language outside its catalogue (`family` "").

    `own` is what its speakers call it, where that is sure for the group as a whole or for its
    best known variety. `also` is what else people call it, and codes of ISO 639 of its parts.
    """

    code: str
    name: str
    family: str = ""
    own: str = ""
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The name in Spanish and, where we are sure of it, the speakers' own."""
        return f"{self.name} ({self.own})" if self.own else self.name


FAMILIES: tuple[str, ...] = (
    "álgica",
    "yuto-nahua",
    "cochimí-yumana",
    "seri",
    "oto-mangue",
    "maya",
    "totonaco-tepehua",
    "tarasca",
    "mixe-zoque",
    "chontal de Oaxaca",
    "huave",
)
_ALG, _YUT, _COC, _SER, _OTO, _MAY, _TOT, _TAR, _MIX, _CHO, _HUA = FAMILIES

LANGUAGES: tuple[Language, ...] = (
    Language("kic", "kickapoo", _ALG),
    Language("ood", "pápago", _YUT, "o'otam", ("tohono o'odham",)),
    Language("pia", "pima", _YUT, "", ("o'oba",)),
    Language("inali-04", "tarahumara", _YUT, "rarámuri", ("tar",)),
    Language("var", "guarijío", _YUT, "", ("warihó", "makurawe")),
    Language("yaq", "yaqui", _YUT, "jiak noki", ("yoeme",)),
    Language("mfy", "mayo", _YUT, "yorem nokki", ("yoreme",)),
    Language("inali-08", "cora", _YUT, "naayeri", ("crn", "cok")),
    Language("hch", "huichol", _YUT, "wixárika"),
    Language("nah", "náhuatl", _YUT, "", ("nahua", "mexicano", "mexikatlajtoli", "nawatl")),
    Language("ntp", "tepehuano del norte", _YUT, "ódami"),
    Language("inali-12", "tepehuano del sur", _YUT, "o'dam", ("audam", "stp", "tla")),
    Language("ppi", "paipai", _COC, "", ("pai pai", "jaspuy pai")),
    Language("inali-14", "ku'ahl", _COC),
    Language("coc", "cucapá", _COC, "", ("kuapá",)),
    Language("dih", "kumiai", _COC, "", ("kumeyaay", "ti'pai")),
    Language("klb", "kiliwa", _COC, "", ("ko'lew",)),
    Language("sei", "seri", _SER, "cmiique iitom", ("comcaac",)),
    Language("pei", "chichimeco jonaz", _OTO, "úza'", ("uza'", "ézar")),
    Language("inali-20", "pame", _OTO, "xi'iuy", ("xi'oi", "pbs", "pmz")),
    Language("inali-21", "otomí", _OTO, "hñähñu", ("ñhähñu", "ñuhú", "ñöthó", "hñotho", "oto")),
    Language("inali-22", "mazahua", _OTO, "jñatjo", ("jñatrjo", "maz", "mmc")),
    Language("mat", "matlatzinca", _OTO, "", ("matlatzinka", "bot'una")),
    Language("ocu", "tlahuica", _OTO, "pjiekakjoo", ("ocuilteco",)),
    Language("inali-25", "chinanteco", _OTO, "", ("tsa jujmí", "jumi dsa mojai")),
    Language("inali-26", "tlapaneco", _OTO, "me'phaa", ("tcf", "tpc", "tpl", "tpx")),
    Language("inali-27", "cuicateco", _OTO, "", ("dbaku", "cut", "cux")),
    Language("inali-28", "mixteco", _OTO, "tu'un savi", ("ñuu savi", "mix")),
    Language("inali-29", "triqui", _OTO, "", ("xnánj nu'a", "tinujéi", "trc", "trq", "trs")),
    Language("inali-30", "amuzgo", _OTO, "ñomndaa", ("ñondaa", "amu", "azg", "azm")),
    Language("inali-31", "chatino", _OTO, "cha'cña", ("chaq tnya",)),
    Language("zap", "zapoteco", _OTO, "diidxazá", ("binnizá", "dilla xhon", "didza xidza")),
    Language("ixc", "ixcateco", _OTO, "", ("xwja",)),
    Language("coz", "chocholteco", _OTO, "ngiba", ("ngigua", "chocho")),
    Language("inali-35", "popoloca", _OTO, "ngiwa", ("ngigua", "n'guiva")),
    Language("inali-36", "mazateco", _OTO, "enna", ("ha shuta enima", "én náxó", "mau")),
    Language("hus", "huasteco", _MAY, "tének", ("teenek",)),
    Language("yua", "maya", _MAY, "maaya t'aan", ("maayat'aan", "yucateco", "maya peninsular")),
    Language("lac", "lacandón", _MAY, "", ("jach t'aan", "hach t'an")),
    Language("ctu", "ch'ol", _MAY, "lakty'añ", ("chol",)),
    Language("chf", "chontal de Tabasco", _MAY, "yokot'an"),
    Language("tzh", "tseltal", _MAY, "bats'il k'op", ("tzeltal",)),
    Language("tzo", "tsotsil", _MAY, "bats'i k'op", ("tzotzil",)),
    Language("kjb", "q'anjob'al", _MAY, "", ("kanjobal",)),
    Language("knj", "akateko", _MAY, "", ("acateco",)),
    Language("jac", "jakalteko", _MAY, "", ("jacalteco", "popti'", "abxubal")),
    Language("mhc", "qato'k", _MAY, "", ("mochó", "motocintleco")),
    Language("cac", "chuj", _MAY),
    Language("toj", "tojolabal", _MAY, "tojol-ab'al"),
    Language("kek", "q'eqchi'", _MAY, "", ("kekchí",)),
    Language("quc", "k'iche'", _MAY, "", ("quiché",)),
    Language("cak", "kaqchikel", _MAY, "", ("cakchiquel",)),
    Language("ttc", "teko", _MAY, "", ("tectiteco", "tektiteko")),
    Language("mam", "mam", _MAY),
    Language("agu", "awakateko", _MAY, "", ("aguacateco",)),
    Language("ixl", "ixil", _MAY),
    Language("inali-57", "totonaco", _TOT, "tutunakú", ("tachiwin", "tot")),
    Language("inali-58", "tepehua", _TOT, "", ("lhimaalh'ama'", "tee", "tpp", "tpt")),
    Language("inali-59", "purépecha", _TAR, "p'urhépecha", ("tarasco", "tsz", "pua")),
    Language("inali-60", "mixe", _MIX, "ayuujk", ("ayuuk", "ayuk", "mir", "mto", "mxp")),
    Language("pos", "sayulteco", _MIX, "", ("popoluca de Sayula", "tɨkmay'")),
    Language("plo", "oluteco", _MIX, "", ("popoluca de Oluta", "yaakavɨ")),
    Language("poq", "texistepequeño", _MIX, "", ("popoluca de Texistepec",)),
    Language("zoq", "ayapaneco", _MIX, "", ("numte oote", "zoque de Tabasco")),
    Language("poi", "popoluca de la sierra", _MIX, "", ("nuntajɨɨyi'",)),
    Language("inali-66", "zoque", _MIX, "o'de püt", ("zoh", "zoc", "zor", "zos")),
    Language(
        "inali-67", "chontal de Oaxaca", _CHO, "", ("lajltaygi", "tequistlateco", "chd", "clo")
    ),
    Language("inali-68", "huave", _HUA, "ombeayiüts", ("umbeyajts", "ikoots", "huv", "hue")),
)
"""INALI's 68 groups, in the order of its catalogue. Only names in Spanish are INALI's own."""

OTHERS: tuple[Language, ...] = (
    Language(SPANISH, "español", also=("castellano", "spanish", "spa")),
    Language(SIGNS, "Lengua de Señas Mexicana", also=("LSM", "señas")),
    Language(ENGLISH, "inglés", "", "English", ("eng",)),
    Language(ANOTHER, "otra lengua", also=("extranjera",)),
)
_IGNORED = str.maketrans("-()", "   ", "'")
EVERY: tuple[Language, ...] = (OTHERS[0], *LANGUAGES, *OTHERS[1:])
"""Spanish first, INALI's groups, and the rest."""


def of_code(code: str | None) -> Language | None:
    """The language of a code as kept, or of a code of ISO 639 of one of its parts."""
    if not code:
        return None
    return _by_code().get(code) or _by_part().get(code)


def shown(code: str | None) -> str:
    """A language as people read it; a code that nobody knows, as it is; "" for none."""
    found = of_code(code)
    return found.shown if found is not None else (code or "")


def find(text: str) -> tuple[Language, ...]:
    """Those that what was typed may mean, names that begin so first; all for nothing typed.

    Accents, case and apostrophes do not matter, in either: "chol" finds ch'ol.
    """
    wanted = _bare(text).split()
    if not wanted:
        return EVERY
    ranked = (
        (rank, place, language)
        for place, language in enumerate(EVERY)
        if (rank := _rank(language, wanted)) is not None
    )
    return tuple(language for *_order, language in sorted(ranked, key=lambda each: each[:2]))


def is_named(language: Language, text: str) -> bool:
    """Whether a text is one of the names of a language, to the end."""
    return _bare(text).split() in [name.split() for name in _names()[language.code]]


def _rank(language: Language, wanted: list[str]) -> int | None:
    name, *others = names = _names()[language.code]
    if not all(word in " ".join(names) for word in wanted):
        return None
    if name.startswith(wanted[0]):
        return 0
    return 1 if any(other.startswith(wanted[0]) for other in others) else 2


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {
        each.code: tuple(
            map(_bare, (each.name, each.own or each.name, *each.also, each.family, each.code))
        )
        for each in EVERY
    }


@cache
def _by_code() -> dict[str, Language]:
    return {each.code: each for each in EVERY}


@cache
def _by_part() -> dict[str, Language]:
    return {part: each for each in EVERY for part in each.also if len(part) == 3}


def _bare(text: str) -> str:
    return fold(text).translate(_IGNORED)
