"""What people here choose first when asked for a phrase: guessed first by whoever guesses.

Without accents, in small letters; phrases are written together. Most likely first.
"""

# ruff: noqa: SIM905 - read as lists, reviewed as such

PHRASES = tuple(
    """
    lavirgendeguadalupe virgendeguadalupe virgencitadeguadalupe santisimavirgen sagradocorazon
    padrenuestroqueestasenelcielo padrenuestroqueestasenloscielos diostesalvemaria avemaria
    avemariapurisima diosesamor diosesbueno diosmelobendiga diostebendiga graciasadios
    jehovaesmipastor elsenoresmipastor jehovaesmipastornadamefaltara enelnombredelpadre
    cristoteama cristovive jesusteama jesusdenazaret sanjudastadeo diosestaconmigo
    vivamexico vivamexicocabrones mexicanosalgritodeguerra mexicolindoyquerido cielitolindo
    ayayayaycantaynollores cantaynollores lacucaracha lasmananitas estassonlasmananitas
    besamemucho sigosiendoelrey peroelrey porunamujercasada amorcitocorazon
    teamomucho teamomiamor teamomivida teamoparasiempre teamocontodomicorazon teextranomucho
    amorporsiempre juntosporsiempre porsiempretuyo miamorporsiempre amoamifamilia
    amoamishijos mishijossonmivida mifamiliaesloprimero mihijoesmivida mihijaesmivida
    megustaelchocolate megustaelfutbol arribalaschivas vivaelamerica chivasdelguadalajara
    miperrosellama migatosellama mivirgencitamorena lavidaesbella vivelavida
    masvaletardequenunca elqueesperanodesespera camaronqueseduermeselolalleva
    aquienmadrugadiosleayuda ojosquenovencorazonquenosiente perroqueladranomuerde
    haztuyasabes querereshpoder quereropoder elamortodolopuede elamortodolovence
    habiaunavez enunlugardelamancha enunlugardelamanchadecuyonombre
    unodostrescuatrocinco unodostrescuatro abrelapuerta abretesesamo
    estaesmicontrasena micontrasenasecreta contrasenasegura nosecualesmicontrasena
    frasedeacceso frasedepaso mifrasesecreta mifrasedeacceso estaesmifrase
    nomeacuerdo nosenose holacomoestas buenosdias buenasnoches buenastardes
    grupodemujeres grupodehombres vidasinviolencia unavidalibredeviolencia
    programavereda veredaentrepueblos
    """.split()
)

WORDS = tuple(
    """
    contrasena clave secreto secreta password acceso entrar usuario administrador vereda
    amor vida corazon cielo reina princesa bebe hermosa hermoso mama papa hijo hija hijos familia
    dios jesus cristo maria virgen guadalupe santo santa angel angeles bendicion senor
    mexico colima sonora yucatan zacatecas campeche queretaro tabasco veracruz jalisco oaxaca
    chiapas puebla guerrero michoacan morelos sinaloa durango hidalgo nayarit tlaxcala chihuahua
    america chivas pumas tigres rayados cruzazul futbol gol campeon
    jose juan luis carlos jorge pedro miguel antonio francisco manuel alejandro fernando roberto
    ricardo eduardo javier rafael daniel david martin raul arturo sergio oscar victor hector
    ana rosa carmen juana margarita teresa lupita lupe martha patricia veronica elena leticia
    gabriela alejandra silvia sandra laura claudia adriana monica andrea fernanda sofia valeria
    garcia hernandez martinez lopez gonzalez perez rodriguez sanchez ramirez cruz flores gomez
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miercoles jueves viernes sabado domingo hoy ayer siempre nunca
    uno dos tres cuatro cinco seis siete ocho nueve diez cien mil primero
    rojo azul verde blanco negro amarillo rosado morado
    perro gato caballo vaca gallo pollo pajaro leon tigre lobo toro raton conejo
    casa escuela trabajo pueblo ciudad calle iglesia campo rancho tierra agua fuego sol luna
    estrella mar rio cerro monte arbol flor flores lluvia viento noche dia luz
    comida tortilla frijol maiz chile cafe pan leche tamales taco tacos mole pozole
    hola adios gracias favor bueno buena bonito bonita grande chico chica feliz fuerte libre
    mujer hombre mujeres hombres nina nino amigo amiga amigos hermana hermano abuela abuelo esposo
    el la los las un una unos unas de del en y a al que se no si es son por con para lo como mas
    pero sus le ya o este esta porque cuando muy sin sobre tambien me mi mis te tu tus su nos yo
    ella ellos nosotros hasta donde quien desde todo toda todos nada algo alguien otro otra
    mucho mucha poco ser estar tener hacer ir ver dar saber querer quiero llegar pasar deber poner
    parecer quedar creer hablar llevar dejar seguir encontrar llamar venir pensar salir volver
    tomar conocer vivir sentir tratar mirar contar empezar esperar buscar amo amar gusta llama
    tengo soy eres somos estoy vamos puedo viva arriba
    """.split()
)
