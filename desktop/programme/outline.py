"""Working titles for the sessions of a course, until a programme loads its own curriculum.

These are our own outline on the themes of the field, not the pilot's manual. No
title says what a person should decide about a partner.
"""

from __future__ import annotations

from desktop.programme.vocabulary import Stream

_WOMEN = (
    ("Bienvenida y acuerdos del grupo", "Welcome and group agreements"),
    ("Quién soy y qué traigo conmigo", "Who I am and what I bring"),
    ("Mis derechos", "My rights"),
    ("Cómo aprendimos a ser mujeres", "How we learned to be women"),
    ("Nombrar lo que pasa", "Naming what happens"),
    ("Las formas de la violencia", "The forms of violence"),
    ("Autonomía y toma de decisiones", "Autonomy and making decisions"),
    ("Señales de peligro y plan de seguridad", "Signs of danger and a safety plan"),
    ("Mi red de apoyo", "My support network"),
    ("El cuerpo y sus avisos", "The body and its warnings"),
    ("Miedo, culpa y vergüenza", "Fear, guilt and shame"),
    ("El enojo también es mío", "Anger is mine too"),
    ("Lo que he logrado hasta aquí", "What I have achieved so far"),
    ("Poner límites", "Setting limits"),
    ("Decir lo que pienso", "Saying what I think"),
    ("Creencias sobre el amor", "Beliefs about love"),
    ("Dinero y recursos propios", "Money and resources of my own"),
    ("Trabajo, tiempo y descanso", "Work, time and rest"),
    ("Salud y cuidado de mí misma", "Health and care of myself"),
    ("Hijas, hijos y crianza sin violencia", "Children, and raising them without violence"),
    ("Servicios y leyes que me respaldan", "Services and laws that back me"),
    ("Duelo y cambios", "Grief and change"),
    ("Mis planes", "My plans"),
    ("Revisar mi plan de seguridad", "Reviewing my safety plan"),
    ("Cierre y lo que sigue", "Closing and what comes next"),
)
_MEN = (
    ("Bienvenida y acuerdos del grupo", "Welcome and group agreements"),
    ("Por qué estoy aquí", "Why I am here"),
    ("Cómo aprendimos a ser hombres", "How we learned to be men"),
    ("Nombrar la violencia", "Naming violence"),
    ("Las formas de la violencia", "The forms of violence"),
    ("La violencia que no se ve", "Violence that is not seen"),
    ("Lo que hice y a quién dañó", "What I did and whom it harmed"),
    ("Señales en el cuerpo", "Signs in the body"),
    ("Retirarme antes de dañar", "Leaving before doing harm"),
    ("Pretextos y excusas", "Pretexts and excuses"),
    ("Hacerme responsable", "Taking responsibility"),
    ("Poder y control", "Power and control"),
    ("Mis compromisos hasta aquí", "My commitments so far"),
    ("Enojo, miedo y tristeza", "Anger, fear and sadness"),
    ("Celos y desconfianza", "Jealousy and distrust"),
    ("Escuchar un no", "Hearing a no"),
    ("Respeto y consentimiento", "Respect and consent"),
    ("Dinero y decisiones en casa", "Money and decisions at home"),
    ("Trabajo de cuidado y quehaceres", "Care and housework"),
    ("Alcohol y violencia", "Alcohol and violence"),
    ("Paternidad sin violencia", "Fathering without violence"),
    ("Aceptar las consecuencias", "Accepting consequences"),
    ("Mi plan para no usar violencia", "My plan for not using violence"),
    ("Cierre y compromisos que siguen", "Closing and commitments that go on"),
)
_LANGUAGES = ("es", "en")


def session_titles(stream: Stream, sessions: int, language: str = "es") -> list[str]:
    """A working title for each of `sessions` meetings; "" beyond the outline."""
    column = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    outline = {Stream.WOMEN: _WOMEN, Stream.MEN: _MEN}.get(stream, ())
    titles = [both[column] for both in outline[:sessions]]
    if titles and sessions < len(outline):
        titles[-1] = outline[-1][column]
    return titles + [""] * (sessions - len(titles))
