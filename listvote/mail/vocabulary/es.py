"""Spanish: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

SPANISH: Final = Vocabulary(
    language="es",
    name="Spanish",
    phrases=(
        Phrase(
            listed("""
                de acuerdo | estoy de acuerdo | totalmente de acuerdo | completamente de acuerdo | conforme
                estoy conforme | me parece bien | me parece muy bien | suena bien | me vale | me sirve
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                De acuerdo | ¡De acuerdo! | Estoy de acuerdo. | Totalmente de acuerdo | Conforme | Me parece bien
                Suena bien | #12 de acuerdo | Hola a todas, de acuerdo. Gracias, Ada | De acuerdo, es buen precio
            """),
            not_counted=listed("""
                No estoy de acuerdo con Ben | Estoy de acuerdo con Ben | ¿De acuerdo?
                Si todos están de acuerdo, lo hacemos | De acuerdo, pero solo si es más barato | ¿Están de acuerdo?
                Estamos de acuerdo | Estaría de acuerdo | Me parece bien, salvo el precio | Casi de acuerdo
            """),
        ),
        Phrase(
            listed("""
                a favor | estoy a favor | voto a favor | apoyo | apoyo la propuesta | apoyo esta propuesta | lo apoyo
                la apoyo | apruebo | apruebo la propuesta | aprobado | sin objeciones | ninguna objeción
                no tengo objeciones | no tengo objeción | no tengo ninguna objeción | adelante | hagámoslo | vamos
                dale | por mí bien | por mi bien | por mí sí | tienen mi voto | tenéis mi voto | cuenten con mi voto
                acepto la propuesta | respaldo la propuesta | secundo la idea | por mí adelante
                doy mi consentimiento | consiento
            """),
            "agree",
            alone=True,
            counts=listed("""
                a favor | Estoy a favor. | Voto a favor | Apoyo la propuesta | Lo apoyo | Apruebo | Sin objeciones
                No tengo objeciones | ¡Adelante! | Dale | Por mí bien | Tienen mi voto | Sí, estoy a favor
                a favor: ya era hora | Hagámoslo
            """),
            not_counted=listed("""
                No estoy a favor | ¿Quién está a favor? | Ben está a favor | ¿Objeciones? | ¿Sin objeciones?
                Estaba a favor | A favor de Ben habla su experiencia | Estoy a favor si Ben paga
                ¿a favor o en contra? | Necesitamos apoyo | Adelante sin mí | Estoy a favor siempre que Ben pague
            """),
        ),
        Phrase(
            listed("""
                sí | sí por favor | si por favor | claro | claro que sí | claro que si | por supuesto | desde luego
                sí claro | si claro | vale | sí sí | ok | okay | cómo no | con gusto | sin duda | seguro | obvio
                sí señor | bueno
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                Sí | ¡Sí! | Sí, por favor | Claro | Claro que sí | Por supuesto | Vale | Voto sí | Mi voto es sí
                Sí de mi parte | Sí, de acuerdo | Sí: buen precio | Un gran sí | Sí, con gusto | Sí, gracias
            """),
            not_counted=listed("""
                Sí, pero solo si es más barato | ¿Sí? | Sí y no | Sí, vi ese correo | Ben dijo que sí | Voté sí
                Quizás sí | Sí si Ben acepta | ¿sí o no? | Sí, el lunes | Creo que sí | Más bien sí | Sí, ya lo sé
                Diría que sí | Si todos vienen, sí
            """),
        ),
        Phrase(
            listed("si"),
            "agree",
            kind=Kind.ANSWER,
            alone=True,
            counts=listed("Si | si! | Si, de acuerdo"),
            not_counted=listed("si Ben paga | ¿Si? | Si llueve no vamos"),
        ),
        Phrase(
            listed("""
                con reservas | de acuerdo con reservas | estoy de acuerdo con reservas | sí con reservas
                si con reservas | a favor con reservas | puedo vivir con ello | puedo vivir con eso | reservas
            """),
            "reservations",
            counts=listed("""
                con reservas | De acuerdo con reservas | Sí, con reservas | Puedo vivir con ello
                con reservas: el ruido
            """),
            not_counted=listed("¿Qué reservas? | No puedo vivir con ello | ¿Puedes vivir con ello?"),
        ),
        Phrase(
            listed("""
                abstención | me abstengo | neutral | soy neutral | sin opinión | no tengo opinión | me da igual
            """),
            "abstain",
            counts=listed("Abstención | Me abstengo. | neutral | Sin opinión | Me abstengo, no estuve"),
            not_counted=listed("¿Te abstienes? | No me abstengo | Las abstenciones no cuentan"),
        ),
        Phrase(
            listed("me hago a un lado | me aparto | me mantengo al margen | me pongo a un lado"),
            "stand aside",
            counts=listed("Me hago a un lado. | Me mantengo al margen"),
            not_counted=listed("¿Te haces a un lado? | No me aparto"),
        ),
        Phrase(
            listed("""
                en contra | estoy en contra | voto en contra | en desacuerdo | estoy en desacuerdo | rechazo
                rechazo la propuesta | la rechazo | desapruebo | contra
            """),
            "disagree",
            alone=True,
            counts=listed("""
                en contra | Estoy en contra. | No, estoy en contra | Voto en contra | En desacuerdo: muy caro
                Rechazo la propuesta | en contra: mucho ruido
            """),
            not_counted=listed("""
                No estoy de acuerdo | No estoy en contra | ¿Quién está en contra? | Ben está en contra
                En contra de lo que dije | Estaba en contra | ¿En contra? | ¿en contra de qué?
            """),
        ),
        Phrase(
            listed("""
                no | no gracias | para nada | de ninguna manera | en absoluto | nunca | jamás | ni hablar | no no
                claro que no | por supuesto que no
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                No | ¡NO! | No, gracias | No gracias. | Voto no | No - demasiado caro | No: el contrato lo prohíbe
                No, demasiado caro | De ninguna manera | Lo siento, no | No de mi parte | No porque falta espacio
                Ni hablar
            """),
            not_counted=listed("""
                ¿No? | No, lo vi ayer | No digo que no | No, el martes | Ben dijo que no | No, todavía no | No sé
                No. 12 está roto | No, era Ben | No hay espacio
            """),
        ),
        Phrase(
            listed("""
                objeción | objeto | me opongo | bloqueo | veto | pongo mi veto | tengo una objeción | vetado
            """),
            "object",
            alone=True,
            counts=listed("""
                objeción: el contrato lo prohíbe | Me opongo: el contrato lo prohíbe | Veto | Pongo mi veto.
                Tengo una objeción: falta espacio
            """),
            not_counted=listed("""
                ¿Alguna objeción? | No me opongo | El objeto de la reunión | La objeción de Ben | ¿Alguien se opone?
            """),
        ),
        Phrase(
            listed("retiro mi voto | anulen mi voto | retirar mi voto | anular mi voto"),
            "withdraw",
            DECISION,
            counts=listed("Retiro mi voto. | Anulen mi voto"),
            not_counted=listed("¿Retiras tu voto? | No retiro mi voto"),
        ),
        Phrase(
            listed("retiro la propuesta | retiro mi propuesta"),
            "withdraw proposal",
            DECISION,
            counts=listed("Retiro mi propuesta."),
            not_counted=listed("No retiro mi propuesta"),
        ),
        Phrase(
            listed("secundo | secundo la propuesta | secundado | secundo la moción"),
            "second",
            DECISION,
            alone=True,
            counts=listed("Secundo | Secundo la propuesta."),
            not_counted=listed("¿Quién secunda?"),
        ),
        Phrase(
            listed("me presento | soy candidato | soy candidata | me postulo"),
            "stand",
            DECISION,
            counts=listed("Me presento | Me postulo."),
            not_counted=listed("¿Te presentas? | No me presento"),
        ),
        Phrase(
            listed("acepto la nominación | acepto mi nominación"),
            "accept nomination",
            DECISION,
            counts=listed("Acepto la nominación, gracias"),
            not_counted=listed("No acepto la nominación"),
        ),
        Phrase(
            listed("mantengo mi objeción"),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("Mantengo mi objeción."),
            not_counted=listed("¿Mantienes tu objeción?"),
        ),
        Phrase(
            listed("retiro mi objeción | objeción resuelta"),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            counts=listed("Retiro mi objeción."),
            not_counted=listed("No retiro mi objeción"),
        ),
        Phrase(
            listed("""
                me ofrezco | soy voluntario | soy voluntaria | voluntario | voluntaria | puedo ayudar
                yo puedo ayudar | puedo hacerlo | yo puedo | yo lo hago | lo hago yo | lo hago | me apunto
                cuenten conmigo | cuenta conmigo | contad conmigo | apúntame | apúntenme | apuntadme | yo me encargo
                me encargo
            """),
            "offer",
            TASK,
            counts=listed("""
                Puedo ayudar | Yo me encargo. | ¡Cuenten conmigo! | Me apunto | Apúntame | Me ofrezco
                T7 puedo ayudar | Yo lo hago
            """),
            not_counted=listed("""
                ¿Quién puede ayudar? | No puedo ayudar | Puedo ayudar si viene Ben | Ben puede ayudar | ¿Puedo ayudar?
            """),
        ),
        Phrase(
            listed("sí | claro | vale | ok | de acuerdo"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("sí | vale"),
        ),
        Phrase(
            listed("no"),
            "decline",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("no"),
        ),
        Phrase(
            listed("""
                no puedo | no puedo este mes | este mes no | este mes no puedo | esta vez no | esta vez no puedo
                no tengo tiempo | no estoy disponible | declino | paso | no gracias
            """),
            "decline",
            TASK,
            counts=listed("""
                Lo siento, no puedo | Esta vez no | No tengo tiempo, lo siento | Declino. | Este mes no puedo
            """),
            not_counted=listed("¿No puedes? | No puedo creerlo"),
        ),
        Phrase(
            listed("acepto | acepto la tarea | aceptado"),
            "accept",
            TASK,
            alone=True,
            counts=listed("Acepto. | Acepto la tarea"),
            not_counted=listed("¿Aceptas? | No acepto | Acepto críticas"),
        ),
        Phrase(
            listed("hecho | ya está | terminado | listo | está hecho"),
            "done",
            TASK,
            alone=True,
            counts=listed("Hecho | ¡Listo! | Está hecho."),
            not_counted=listed("¿Está hecho? | Hecho en casa"),
        ),
        Phrase(
            listed("éxito | funcionó | un éxito | salió bien"),
            "success",
            TASK,
            alone=True,
            counts=listed("Éxito | ¡Funcionó! | Salió bien"),
            not_counted=listed("¿Funcionó? | Mucho éxito con eso"),
        ),
        Phrase(
            listed("en parte | parcialmente | a medias"),
            "partly",
            TASK,
            alone=True,
            counts=listed("En parte | parcialmente: falta la mitad"),
            not_counted=listed("En parte nublado"),
        ),
        Phrase(
            listed("fracaso | no funcionó | un fracaso | falló | salió mal"),
            "failure",
            TASK,
            alone=True,
            counts=listed("Fracaso | No funcionó | no funcionó: nadie vino"),
            not_counted=listed("¿Un fracaso?"),
        ),
    ),
    leads=listed("""
        corrección
        yo | yo estoy | estoy | yo también estoy | pues | entonces | bueno | bien | y | un | un gran | un rotundo
        gran | totalmente | completamente | absolutamente | plenamente | muy | personalmente | por mi parte
        de mi parte | en lo que a mí respecta | lo siento | lo siento pero | lamentablemente | perdón | genial
        perfecto | excelente | muy bien | buena idea | muy buena idea | buena propuesta | digo | quise decir
        quiero decir | sigo | sigo estando | también | gracias | mi posición | mi posición es | con gusto | claro | ok
        vale
    """),
    performing=listed("""
        voto | voto por el | mi voto | mi voto es | mi voto es un | de mi parte | por mi parte | cambio mi voto a
        cambien mi voto a | a la propuesta
    """),
    pronouns=listed("""
        yo | tú | él | ella | nosotros | ellos | ellas | eso | esto | es | era | lo | la | los | las | el | se | hay
        ya | me | te | su | mi | quién
    """),
    trails=listed("""
        de mi parte | por mi parte | para mí | por favor | gracias | también | totalmente | completamente | plenamente
        absolutamente | por supuesto | claro | con gusto | con esto | con eso | con ello | con la propuesta
        con esta propuesta | con el plan | a la propuesta | a esta propuesta | la propuesta | esta propuesta
        de la propuesta | de esto | en esto | a todos | todos | todas | compañeros | compañeras | buena idea
        buen trabajo | bravo | lo siento | no vinculante | vinculante | tal cual | aquí | esta vez | 100% | al 100%
        sin duda | desde luego
    """),
    greetings=listed("""
        hola | buenas | buenos días | buenas tardes | buenas noches | querido | querida | queridos | queridas
        estimado | estimada | estimados | estimadas
    """),
    everybody=listed("""
        a todos | a todas | a todxs | a todos y todas | a todas y todos | todos | todas | compañeros | compañeras
        camaradas | amigos | amigas | gente | colegas | equipo
    """),
    thanks=listed("""
        gracias | muchas gracias | mil gracias | gracias a todos | gracias a todas | muy agradecido
    """),
    closings=listed("""
        saludos | un saludo | un abrazo | abrazos | saludos cordiales | cordialmente | atentamente
        saludos solidarios | hasta luego | hasta pronto | besos | que tengan buen día | buen día | buen fin de semana
        salud | enviado desde mi iphone
    """),
    negations=listed("no | nunca | jamás | ningún | ninguna | ninguno | sin | ni | tampoco | nadie | nada"),
    conditions=listed("""
        pero | pero solo si | pero sólo si | si | salvo | salvo si | salvo que | excepto | solo | sólo | solo si
        sólo si | solamente | siempre que | siempre y cuando | con la condición | a condición | sin embargo | aunque
        mientras | a menos que | con tal de | o | u | sino | cuando | en caso | en cuanto | hasta que | únicamente
        con un cambio | a no ser que
    """),
    hedges=listed("""
        quizás | quizá | tal vez | probablemente | posiblemente | a lo mejor | más bien | en principio | en teoría
        casi | a medias | más o menos | mmm | hum | eh | indeciso | indecisa | no estoy seguro | no estoy segura
        por ahora | de momento | es broma | broma | todavía no | aún no | espera | estaría | votaría | diría | podría
        votaré
    """),
    opinions=listed("creo | creo que | pienso | pienso que | en mi opinión | me parece que | opino que"),
    vague=listed("""
        sí y no | si y no | no y sí | como ben | ídem | yo también | igual | lo mismo | por qué no | buena idea
        muy buena idea | como quieran | como queráis | ustedes deciden | sin problema | no hay problema
        ningún problema | me gusta | acepto | da igual | tanto da
    """),
    talk=listed("""
        no sé | no lo sé | ni idea | no hay prisa | no hay | no hay preguntas | sin comentarios | por ejemplo
        no obstante | no solo | no sólo | en contra de lo | a favor de lo | voto en blanco | no voto | no es
        no me acuerdo | mucho éxito
    """),
    because=listed("""
        porque | ya que | demasiado | muy | puesto que | dado que | debido a | por falta | pues | por ser
    """),
    reversals=listed("""
        retiro lo dicho | olvidadlo | olvídenlo | olvídalo | ignoren esto | ignorad esto | por favor ignoren
        ps: he cambiado de opinión | pd: he cambiado de opinión
    """),
    provisos=listed("""
        condición | una condición | con una condición | con una sola condición | mi condición | mi única condición
        condiciones
    """),
    trials=listed("""
        prueba | una prueba | es una prueba | esto es una prueba | solo una prueba | sólo una prueba
        es solo una prueba | esto es solo una prueba | test
    """),
    prepositions=listed("a | al | con | de | del | para | por | sobre | en | re"),
    choosing=listed("""
        voto por | voto | mi voto | mi voto es | elijo | prefiero | escojo | mi elección | mi elección es | apruebo
        opción | opciones | estoy por | me quedo con
    """),
    ordering=listed("""
        primero
        mi orden | mi orden es | mi preferencia | en este orden | por orden de preferencia | orden
    """),
    then=listed("luego | después | y luego | y después | antes que | sobre"),
    both=listed("y | e"),
    nothing=listed("ninguna | ninguno | ninguna de ellas | nada"),
    dangling=listed("""
        el | la | los | las | un | una | de | del | mi | su | y | o | pero | si | no | a | al | con | por | para | en
        porque | que | es | era | dio | dijo | más | menos | solo
    """),
    help=listed("ayuda | socorro"),
    not_counted=listed("""
        Ben dio su +1 | al menos 3 votos a favor | ¿Qué significa +1? | Gracias por la propuesta
        Lo leo el fin de semana | Como Ben | Yo también | Deberían votar sí | Voten sí | Estamos a favor
        +1 si Ben lo hace | Casi +1 | Votaría sí | Votaré a favor | a favor, en contra, abstención
        De acuerdo. No, en contra. | Ni idea | ¿Quién votó sí? | Es una buena idea | Estoy indecisa
    """),
)
