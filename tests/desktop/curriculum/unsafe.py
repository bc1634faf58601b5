"""What no text of a course may say, each with sentences that show the rule catches it.

Patterns are written for folded text: small letters without accents. They look for whole ways of
saying a thing, not for single words, so that a text may still warn against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.programme.text import fold


@dataclass(frozen=True)
class Rule:
    """One thing that is never said in the courses of `streams`. `planted` are sentences that do."""

    name: str
    pattern: str
    planted: tuple[str, ...]
    streams: tuple[str, ...] = ("women", "men")

    def found_in(self, text: str) -> str:
        """The first words of `text` that break the rule, "" when none do."""
        match = re.search(self.pattern, " ".join(fold(text).split()))
        return match.group() if match else ""


RULES = (
    Rule(
        "reconciling",
        r"reconcil|salvar (su|el|tu|nuestr[ao]|la) (matrimonio|relacion|hogar|familia|pareja)"
        r"|sav(e|ing) (the|her|his|their|your) (marriage|relationship|family)"
        r"|familia unida|keep the family together",
        (
            "El aim de hoy es la RECONCILIACIÓN.",
            "Así podrá salvar su relación.",
            "Ways of saving their marriage.",
            "Todo por una familia unida.",
        ),
    ),
    Rule(
        "going back or staying",
        r"\b(regres|volv|vuelv)\w* (a vivir )?(con|junto a) (el|ella|su|la|quien)\b"
        r"|\b(quedarse|quedese|seguir|siga|permane\w+|aguant\w+) (con|al lado de|junto a)"
        r" (el|ella|su|la pareja|quien)\b"
        r"|\b(go|going|come|get|return)\w* (back )?(together|to live with)\b"
        r"|\b(go|going|come|get) back (to|with) (him|her|his|the partner|a partner)\b"
        r"|\bstay(ing|s)? with (him|her (partner|husband)|his (partner|wife)|a partner)\b",
        (
            "Piense en volver con él.",
            "Cuando regrese a vivir con su pareja, respire.",
            "Le conviene quedarse con su esposo.",
            "She may decide to go back to her husband.",
            "Reasons for staying with her partner.",
            "They can get back together.",
        ),
    ),
    Rule(
        "pardon as a duty, second chances",
        r"\bperdon|\bforgiv"
        r"|\b(dar\w*|dele|de|merece\w*|pid\w+|pedir\w*) (una )?(segunda|nueva|otra) oportunidad"
        r"|\b(give|gives|giving|deserves?|asks? for) (him |her )?(a second|another) chance",
        (
            "Hay que perdonar para sanar.",
            "Merece otra oportunidad.",
            "Forgive him and go on.",
            "She could give him another chance.",
        ),
    ),
    Rule(
        "work with both partners",
        r"(terapia|consejeria|sesion\w*|trabajo) (de|en|con la) pareja\b|\bmediacion\b"
        r"|\bcouples?'? (therapy|counsel\w+|sessions?|work)\b|\bmediation\b"
        r"|\b(invite|traiga) a su pareja\b|\binvite (his|her) partner\b",
        (
            "Canalice a terapia de pareja.",
            "Se ofrece mediación.",
            "Refer them to couples counselling.",
            "Invite a su pareja a la sesión.",
        ),
    ),
    Rule(
        "a man is sent to his partner",
        r"\b(llame|llamele|escribale|escriba|busque|busquela|visite|digale|expliquele|preguntele"
        r"|pidale|pidale (perdon|disculpas)) a (su (ex ?)?(pareja|esposa|mujer)|ella)\b"
        r"|(?<!not )(?<!nor )(?<!never )(?<!nobody will )"
        r"\b(call|write to|visit|tell|ask|phone) (his|your) (partner|wife)\b(?! for| as)",
        (
            "Llame a su pareja esta noche.",
            "Pídale disculpas a ella.",
            "Then call your wife and explain.",
        ),
        ("men",),
    ),
    Rule(
        "a woman is sent to confront",
        r"\b(enfrente|confronte|reclame|reclamele|avise|avisele|digale) a (su pareja|el\b|quien la)"
        r"|(?<!not )\b(confront|tell|warn) (him|her partner|your partner)\b(?! so)",
        ("Enfrente a su pareja con calma.", "Then tell her partner what she wants."),
        ("women",),
    ),
    Rule(
        "attendance as proof of change",
        r"(?<!no )\b(demuestran?|acreditan?|garantizan?|certifican?)\b[^.]{0,30}\bcambi"
        r"|(?<!not )\b(proves?|shows?|certif\w+|guarantees?)\b(?! neither)[^.]{0,30}\bchange"
        r"|\brehabilitad[oa]s?\b|\bya no es violento\b|\bis no longer violent\b",
        (
            "Asistir acredita un cambio de conducta.",
            "Attendance proves that he has changed.",
            "Sale rehabilitado.",
        ),
    ),
    Rule(
        "blame on who was hurt",
        r"\b(usted|ella) (tambien )?(lo|la|se lo) (provoc|busc)\w+|\bsu parte de culpa\b"
        r"|\bshe (provoked|asked for) it\b|\bher share of (the )?(blame|fault)\b",
        ("Ella lo provocó.", "Reconozca su parte de culpa.", "She provoked it."),
    ),
    Rule(
        "a diagnosis",
        r"\bdepresi|\btrastorno|\bpostraumatic|\bposttraumatic|\bptsd\b|\bdisorder\b|\bdepress"
        r"|\bnarcis|\bpsicopat|\bpsychopath|\bbipolar|\balcoholi[cs]|\badict|\baddict|\btoxic",
        ("Tiene depresión.", "Es un narcisista.", "A sign of post-traumatic disorder."),
    ),
    Rule(
        "eyes that must close, hands that must touch",
        r"\b(cierren|cierre|cerremos|cerrar|mantengan cerrados) los ojos\b"
        r"|\b(con )?los ojos cerrados\b|\bclose (your|their|the) eyes\b|\beyes closed\b"
        r"|\b(tomense|tomarse|tomadas|tomados|agarrense) de (las|la) manos?\b"
        r"|\b(abracense|dense un abrazo|abrazo de grupo)\b|\bhold(ing)? hands\b|\bgroup hug\b"
        r"|\b(hug|embrace) each other\b",
        (
            "Cierren los ojos y respiren.",
            "Con los ojos cerrados, camine.",
            "Tómense de las manos.",
            "Close your eyes and hold hands.",
        ),
    ),
    Rule(
        "a story that must be told",
        r"(?<!nadie )\b(debe|deben|tiene que|tienen que|hay que) contar\b"
        r"|(?<!nobody )\b(must|have to|has to) tell (her|his|their) (story|stories)\b",
        ("Cada una tiene que contar su historia.", "Each man must tell his story."),
    ),
    Rule(
        "a screen or projector",
        r"\b(proyect(e|en|ar)\b|pantalla|diapositiva|slides?\b|on the screen|powerpoint)",
        ("Proyecte la diapositiva.", "Show the slides on the screen."),
    ),
    Rule(
        "an address or a number",
        r"@|https?:|www\.|\d{3}",
        ("Escriba a alguien@ejemplo.mx.", "Llame al 911.", "Vea www.ejemplo.mx."),
    ),
)
