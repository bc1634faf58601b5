"""Texts that are read or played to a person, as we ship them: drafts in our own words.

They are no legal advice, and no lawyer has read them: each programme has its own reviewed and
writes it over these. Nobody's law is quoted, because it was not verified.
"""

from __future__ import annotations

from collections.abc import Mapping

SHIPPED_VERSION = 1
MEN = ".men"
"""Ends the slot of a text that the men's stream hears otherwise."""

_LIMITS_ES = """\
Antes de preguntarle nada, quiero que sepa qué no podemos guardar en secreto.
Lo que usted cuente se queda con este equipo. Hay tres casos en que tenemos que hablar con \
alguien más, aunque usted no quiera:
1. Si hay peligro para su vida o para la vida de otra persona.
2. Si una niña, un niño o una persona menor de 18 años está en peligro o le hacen daño.
3. Si una jueza o un juez lo ordena.
Contaremos sólo lo necesario. Se lo diremos antes, siempre que eso no ponga a nadie en más peligro.
Puede saltarse cualquier pregunta, y parar cuando quiera. ¿Quiere preguntarme algo?"""

_LIMITS_EN = """\
Before I ask you anything, I want you to know what we cannot keep secret.
What you tell us stays with this team. There are three cases in which we must talk to somebody \
else, even if you do not want it:
1. If there is danger to your life or to the life of somebody else.
2. If a child or anybody under 18 is in danger or is being hurt.
3. If a judge orders it.
We will tell only what is needed, and tell you first, as long as that puts nobody in more danger.
You may skip any question, and stop whenever you want. Is there anything you want to ask me?"""

_LIMITS_MEN_ES = """\
Antes de preguntarle nada, quiero que sepa qué no podemos guardar en secreto.
Lo que usted cuente se queda con este equipo. Hay tres casos en que tenemos que hablar con \
alguien más, aunque usted no quiera:
1. Si hay peligro para la vida o la integridad de cualquier persona, también la suya.
2. Si una niña, un niño o una persona menor de 18 años está en peligro o le hacen daño.
3. Si una jueza o un juez lo ordena.
Contaremos sólo lo necesario. No siempre podremos avisarle antes.
Puede saltarse cualquier pregunta, y parar cuando quiera. ¿Quiere preguntarme algo?"""

_LIMITS_MEN_EN = """\
Before I ask you anything, I want you to know what we cannot keep secret.
What you tell us stays with this team. There are three cases in which we must talk to somebody \
else, even if you do not want it:
1. If there is danger to the life or the body of anybody, yourself included.
2. If a child or anybody under 18 is in danger or is being hurt.
3. If a judge orders it.
We will tell only what is needed. We cannot always tell you first.
You may skip any question, and stop whenever you want. Is there anything you want to ask me?"""

_TAKING_PART_ES = """\
Le invitamos a tomar parte en un grupo que se reúne cada semana. Venir es su decisión: puede \
faltar, dejar de venir o volver, y eso no le quita ningún otro apoyo. Lo que cuentan las demás \
personas no se repite afuera. ¿Quiere tomar parte?"""

_TAKING_PART_EN = """\
We invite you to take part in a group that meets every week. Coming is your decision: you may \
miss a meeting, stop coming or come back, and you lose no other support by it. What others tell \
in the group is not repeated outside. Do you want to take part?"""

_TAKING_PART_MEN_ES = """\
Le invitamos a tomar parte en un grupo que se reúne cada semana. Si viene por su cuenta, puede \
dejar de venir o volver. Si lo mandaron, a quien lo mandó se le dice sólo su asistencia, y ahí \
deciden qué sigue. Lo que cuentan las demás personas no se repite afuera. ¿Quiere tomar parte?"""

_TAKING_PART_MEN_EN = """\
We invite you to take part in a group that meets every week. If you come by your own decision, \
you may stop coming or come back. If you were sent, whoever sent you is told only your attendance \
and decides what follows. What others tell in the group is not repeated outside. Do you want to \
take part?"""

_KEEPING_ES = """\
Para atenderle guardamos algunos datos: un folio, cómo quiere que le digan, a qué reuniones vino \
y lo que usted decida contarnos. Se guardan cifrados en las computadoras del equipo. No se dan a \
nadie de su casa ni de su familia, a su patrón ni a autoridades de la comunidad. Puede pedir \
verlos, corregirlos, borrarlos, u oponerse a que se usen. ¿Está de acuerdo en que los guardemos?"""

_KEEPING_EN = """\
To attend to you we keep some data: a number, what you want to be called, which meetings you came \
to and what you decide to tell us. They are kept encrypted on the team's computers. They are not \
given to anybody at your home, your family, your employer or authorities of the community. You \
may ask to see them, correct them, erase them, or object to their use. Do you agree that \
we keep them?"""

_REFERRAL_ES = """\
A veces otro servicio puede ayudarle con algo que aquí no hacemos: salud, abogacía, un lugar \
seguro. Cada vez le diremos cuál es, y usted decidirá dato por dato qué se le cuenta. Nada más \
sale de aquí. Puede decir que no y sigue en el grupo igual. ¿Está de acuerdo en que lo hagamos \
cuando haga falta?"""

_REFERRAL_EN = """\
Sometimes another service can help you with what we do not do here: health, a lawyer, a safe \
place. Each time we will tell you which one, and you will decide, item by item, what it is told. \
Nothing else leaves here. You may say no and stay in the group all the same. Do you agree that we \
do so when it is needed?"""

_EVALUATION_ES = """\
Para saber si este trabajo sirve y mejorarlo, hacemos algunas preguntas a lo largo del curso. Lo \
que se estudia son cuentas, sin nombres ni folios. Puede decir que no, o saltarse preguntas, y \
sigue en el grupo igual. ¿Está de acuerdo en contestarlas?"""

_EVALUATION_EN = """\
To learn whether this work is of use and to make it better, we ask some questions along the \
course. What is studied is counts, without names or numbers of people. You may say no, or skip \
questions, and stay in the group all the same. Do you agree to answer them?"""

_CALL_ES = """\
Si falta varias veces quisiéramos saber si está bien. Sólo le llamaremos si usted quiere, al \
número y a la hora que diga, y diciendo lo que usted acuerde con nosotros. Nunca le mandaremos \
mensajes. Puede decir que no y sigue en el grupo igual. ¿Está de acuerdo en que le llamemos?"""

_CALL_EN = """\
If you miss several meetings we would like to know whether you are well. We will call you only if \
you want it, at the number and the hour that you tell us, and saying what you agree with us. We \
will never send you messages. You may say no and stay in the group all the same. Do you agree \
that we call you?"""

SHIPPED: Mapping[str, Mapping[str, str]] = {
    "limits": {"es": _LIMITS_ES, "en": _LIMITS_EN},
    "limits.men": {"es": _LIMITS_MEN_ES, "en": _LIMITS_MEN_EN},
    "consent.1": {"es": _TAKING_PART_ES, "en": _TAKING_PART_EN},
    "consent.1.men": {"es": _TAKING_PART_MEN_ES, "en": _TAKING_PART_MEN_EN},
    "consent.2": {"es": _KEEPING_ES, "en": _KEEPING_EN},
    "consent.3": {"es": _REFERRAL_ES, "en": _REFERRAL_EN},
    "consent.4": {"es": _EVALUATION_ES, "en": _EVALUATION_EN},
    "consent.5": {"es": _CALL_ES, "en": _CALL_EN},
    "ask.alone": {
        "es": "¿Podemos hablar sin que nadie nos oiga?",
        "en": "Can we talk without anybody hearing us?",
    },
    "ask.safe_today": {
        "es": "¿Es seguro para usted volver hoy?",
        "en": "Is it safe for you to go back today?",
    },
    "ask.safe_today.men": {
        "es": "¿Están a salvo hoy usted y quienes viven con usted?",
        "en": "Are you and those who live with you safe today?",
    },
    "ask.worse": {
        "es": "¿Las agresiones han empeorado?",
        "en": "Has the violence become worse?",
    },
    "ask.weapon": {
        "es": "¿La ha amenazado con un arma o machete?",
        "en": "Have you been threatened with a weapon or a machete?",
    },
    "ask.death_threat": {
        "es": "¿Ha dicho que la va a matar?",
        "en": "Has anybody said that you will be killed?",
    },
    "ask.strangled": {
        "es": "¿Alguna vez le han apretado el cuello o no la han dejado respirar?",
        "en": "Has anybody ever squeezed your neck or kept you from breathing?",
    },
    "ask.children_hurt": {
        "es": "¿Han lastimado o amenazado a sus hijas o hijos?",
        "en": "Have your children been hurt or threatened?",
    },
    "ask.pregnant": {"es": "¿Está embarazada?", "en": "Are you pregnant?"},
    "ask.assault": {
        "es": "¿La han obligado a tener relaciones o a actos sexuales en estos días?",
        "en": "Have you been forced into sex or sexual acts in these days?",
    },
    "ask.minor": {"es": "¿Tiene menos de 18 años?", "en": "Are you under 18?"},
    "ask.steady": {
        "es": "¿Siente que hoy puede estar en un grupo y escuchar a otras personas?",
        "en": "Do you feel that you can be in a group today and listen to others?",
    },
    "ask.group_fit": {
        "es": "¿Se sentiría a gusto hablando de esto en un grupo?",
        "en": "Would you be at ease talking about this in a group?",
    },
    "ask.can_come": {
        "es": "¿Puede venir cada semana sin ponerse en peligro?",
        "en": "Can you come every week without putting yourself in danger?",
    },
    "ask.substances": {
        "es": "¿El alcohol o las drogas le harían difícil venir?",
        "en": "Would alcohol or drugs make it hard for you to come?",
    },
    "ask.owns_it": {
        "es": "¿Reconoce que ha usado violencia?",
        "en": "Do you recognise that you have used violence?",
    },
    "ask.hopes": {
        "es": "¿Qué espera de este grupo, con sus palabras?",
        "en": "What do you hope for from this group, in your own words?",
    },
}
"""By slot and language. A slot that ends in ".men" takes the place of the one without."""


def slot_for(slot: str, *, men: bool) -> str:
    """The slot that one stream hears."""
    return slot + MEN if men and slot + MEN in SHIPPED else slot


def shipped_id(slot: str, language: str) -> str:
    """What an answer names as the text that was heard, while nobody wrote another."""
    return f"shipped:{slot}:{language}:{SHIPPED_VERSION}"


def read_shipped_id(wording: str) -> tuple[str, str] | None:
    """Slot and language of such an id; None for another, or one of a later version's text."""
    parts = wording.split(":")
    if len(parts) != 4 or parts[0] != "shipped" or parts[3] != str(SHIPPED_VERSION):
        return None
    slot, language = parts[1], parts[2]
    return (slot, language) if language in SHIPPED.get(slot, {}) else None
