"""Given names that are often typed without a capital letter, for `partner_words` alone.

Without accents, in small letters. Names that are also everyday words (luz, sol, mar, paz,
dolores, rosa of the colour) are left out where a note would use the word.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    abel abraham adan adrian adriana agustin alan alberto alejandra alejandro alfonso alfredo alicia
    alma alonso ana andrea andres angelica antonia antonio araceli armando arturo beatriz benito
    benjamin bernardo berta carlos carmen catalina cecilia cesar claudia cristian cristina
    daniel daniela david diana diego eduardo elena elias elvira emilio enrique erika ernesto
    esteban esther eugenia eva fabiola felipe felix fernanda fernando fidel francisca francisco
    gabriel gabriela gerardo gilberto gloria gonzalo graciela gregorio guadalupe guillermo gustavo
    hector hilda hugo ignacio ines irma isabel isidro ismael ivan jaime javier jesus joaquin joel
    jorge jose josefina juan juana juanita juanito julia julian karina karla laura leticia
    lilia lorenzo lucia luis luisa lupe lupita manuel marco margarita maria mariana maribel mario
    marta martha martin mateo mauricio miguel miriam moises monica nancy noe norma octavio ofelia
    omar oscar pablo patricia paula pedro petra rafael ramiro ramon raquel raul rebeca ricardo
    roberto rocio rodolfo rodrigo rogelio roman ruben salvador samuel sandra santiago sara saul
    sergio silvia simon sofia sonia susana tomas ulises vicente victor victoria yolanda
    james john mary michael robert william
    """.split()  # noqa: SIM905 - 230 quoted strings would read worse
)
