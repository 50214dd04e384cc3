"""German: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

GERMAN: Final = Vocabulary(
    language="de",
    name="German",
    phrases=(
        Phrase(
            listed("""
                einverstanden | ich stimme zu | stimme zu | ich stimme dem zu | stimme dem zu | ich stimme dem voll zu
                ich stimme dem voll und ganz zu | ich stimme voll und ganz zu | zustimmung | klingt gut
                hört sich gut an | sehe ich auch so | passt | passt für mich | genehmigt
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                einverstanden | Bin einverstanden. | Ich stimme zu! | Ich stimme dem voll und ganz zu | Zustimmung
                Klingt gut | Passt für mich | #12 einverstanden | Stimme zu, guter Preis
            """),
            not_counted=listed("""
        Bitte unterstütze den Vorschlag | Ja. Ich habe ihn gesehen.
                Ich stimme nicht zu | Ich stimme Ben zu | Bist du einverstanden?
                Wenn alle einverstanden sind, machen wir es | Einverstanden, aber nur wenn es billiger wird
                Ich bin nicht einverstanden | Einverstanden? | Klingt gut, aber wer zahlt? | Das passt mir nicht
            """),
        ),
        Phrase(
            listed("""
                dafür | bin dafür | ich bin dafür | bin ich dafür | da bin ich dafür | ich bin sehr dafür
                ich stimme dafür | stimme dafür | ich unterstütze das | unterstütze ich
                ich unterstütze den vorschlag | unterstütze den vorschlag | keine einwände | kein einwand
                keine einwände von mir | habe keine einwände | ich habe keine einwände | von mir aus
                von mir aus gern | von mir aus gerne | meine stimme habt ihr | meine stimme hast du
                ich stimme dem vorschlag zu | stimme dem vorschlag zu | ich stimme dem antrag zu | stimme dem antrag zu
                ich stimme dem plan zu | meine zustimmung habt ihr | meine zustimmung hast du
                lasst es uns machen | lass uns das machen | machen wir | machen wir so | so machen wir das | macht das
                macht mal | nur zu | los geht's | befürworte ich | ich befürworte das | bin dabei | ich bin dabei
                für mich in ordnung | für mich ok | für mich okay | geht für mich in ordnung | ist für mich in ordnung
                ist ok für mich | ich bin für den vorschlag
            """),
            "agree",
            counts=listed("""
                dafür | Ich bin dafür. | Ja, bin dafür | Ich stimme dem Vorschlag zu. | Stimme dem Antrag zu
                Meine Zustimmung habt ihr | von mir aus gern | Von mir aus | Keine Einwände
                Ich habe keine Einwände. | Ich unterstütze das | Macht das! | Nur zu | Los geht's!
                Ich bin sehr dafür | Hallo zusammen, bin dafür. Liebe Grüße, Ada | Machen wir so | Ich stimme dafür
                Für mich in Ordnung | dafür: endlich | Bin dafür, weil es billig ist
            """),
            not_counted=listed("""
                Ich bin nicht dafür | Ich stimme dem Vorschlag nicht zu | Ich stimme dem Vorschlag zu, wenn er billiger wird
                Dafür habe ich keine Zeit | Wer ist dafür? | Ben ist dafür | Gibt es Einwände?
                Keine Einwände? | Ich wäre dafür, wenn es billiger wäre | dafür oder dagegen? | Ich war dafür
                Nur zu dumm | Bin dafür, falls Ben zahlt
            """),
        ),
        Phrase(
            listed("""
                ja | ja bitte | jo | jep | jepp | jap | jawohl | jawoll | klar | na klar | gern | gerne | ja gern | ja gerne | sicher
                natürlich | selbstverständlich | auf jeden fall | unbedingt | sehr gern | sehr gerne | ja klar
                ja natürlich | aber ja | aber klar | jaja | ja ja | in ordnung | ok | okay
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                Ja | ja! | Ja, bitte | Jawohl | Jawoll | Jepp | Jap | Klar | Na klar! | Gerne | Auf jeden Fall | Ja von mir
                Ich stimme mit ja | Ja: guter Preis | Ja, einverstanden | Ja, gerne | Ein klares Ja
                Ja - weil es nötig ist | Ja, danke
            """),
            not_counted=listed("""
                Ja, aber nur wenn es billiger wird | Ja? | Ja und nein | Jein | Ja, ich habe die Mail gesehen
                Vielleicht ja | Ben sagt ja | Ich habe mit ja gestimmt | Ja, am Montag | ja oder nein?
                Ja wenn Ben zustimmt | Ja, das war Ben | Eher ja | Klar ist das teuer | Ja, falls alle kommen
                Ich würde ja sagen
            """),
        ),
        Phrase(
            listed("""
                mit bedenken | zustimmung mit bedenken | einverstanden mit bedenken | ich kann damit leben
                kann damit leben | damit kann ich leben | dafür mit bedenken | ja mit bedenken | mit vorbehalten
                mit vorbehalt | zustimmung mit vorbehalt | ja mit vorbehalt | dafür mit vorbehalt | leichte bedenken
            """),
            "reservations",
            counts=listed("""
                mit Bedenken | Ich kann damit leben. | Damit kann ich leben | Ja, mit Bedenken
                mit Vorbehalt: der Lärm | Dafür, mit Vorbehalt
            """),
            not_counted=listed("Damit kann ich nicht leben | Könnt ihr damit leben? | Welche Bedenken gibt es?"),
        ),
        Phrase(
            listed("""
                enthaltung | ich enthalte mich | enthalte mich | ich enthalte mich der stimme | ich möchte mich enthalten
                neutral
                ich bin neutral | keine meinung | ich habe keine meinung | mir egal | ist mir egal | mir ist es egal
            """),
            "abstain",
            counts=listed("""
                Enthaltung | Ich enthalte mich. | Ich möchte mich enthalten | enthalte mich | neutral | Keine Meinung
                Enthaltung, ich war nicht da
            """),
            not_counted=listed("""
                Enthältst du dich? | Ich möchte mich nicht enthalten | Ich enthalte mich nicht | Die Enthaltungen zählen nicht | Enthaltung?
            """),
        ),
        Phrase(
            listed("""
                stehe beiseite | ich stehe beiseite | beiseite stehen | ich trete beiseite | trete beiseite
                stehe abseits | ich stehe abseits
            """),
            "stand aside",
            counts=listed("Ich stehe beiseite. | stehe beiseite | Ich trete beiseite: keine Zeit"),
            not_counted=listed("Stehst du beiseite? | Ich stehe nicht beiseite"),
        ),
        Phrase(
            listed("""
                dagegen | bin dagegen | ich bin dagegen | da bin ich dagegen | ich stimme dagegen | stimme dagegen
                ich lehne ab | lehne ab | lehne ich ab | ich lehne das ab | abgelehnt | ablehnung
                ich lehne den vorschlag ab | lehne den vorschlag ab | ich lehne den antrag ab | lehne den antrag ab | nicht mit mir | ich bin gegen den vorschlag
            """),
            "disagree",
            counts=listed("""
                dagegen | Ich bin dagegen. | Ich lehne den Antrag ab. | Nein, bin dagegen | Ich stimme dagegen | Ich lehne ab
                Ich lehne das ab: zu teuer | dagegen: zu laut | Dagegen, der Boden ist zu schwach
            """),
            not_counted=listed("""
                Ich bin nicht dagegen | Ich lehne den Antrag nicht ab | Wer ist dagegen? | Ben ist dagegen | Dagegen kann man nichts machen
                Ich war dagegen | Hat jemand was dagegen? | Ich habe nichts dagegen | Dagegen?
            """),
        ),
        Phrase(
            listed("""
                nein | nein danke | nö | nee | auf keinen fall | keinesfalls | niemals | nein nein | bloß nicht
                lieber nicht | nie im leben
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                Nein | NEIN! | Nein danke | Nein, danke. | Auf keinen Fall | Ich stimme mit nein | Nein - zu teuer
                Nein: der Mietvertrag verbietet es | Nein, zu teuer | Nein von mir | Nö | Leider nein
                Nein, weil wir keinen Platz haben
            """),
            not_counted=listed("""
                Nein? | Nein, ich habe ihn gestern gesehen | Ich sage nicht nein | Nein, am Dienstag
                Nein, das war Ben | Ben sagt nein | Nein, noch nicht | Nein, Dienstag
            """),
        ),
        Phrase(
            listed("""
                einspruch | veto | ich erhebe einspruch | erhebe einspruch | ich lege ein veto ein | ich lege veto ein
                lege veto ein | ich blockiere | ich blockiere das | ich habe einen einwand | einwand
                schwerer einwand | schwerwiegender einwand
            """),
            "object",
            alone=True,
            counts=listed("""
                Einspruch: der Mietvertrag verbietet es | Veto | Ich erhebe Einspruch. | Einwand: kein Platz
                Ich lege ein Veto ein: zu gefährlich
            """),
            not_counted=listed("""
                Hat jemand Einspruch erhoben? | Einspruch gegen den Bescheid gab es 2019 | Ich erhebe keinen Einspruch
                Einspruch?
            """),
        ),
        Phrase(
            listed("""
                ich ziehe meine stimme zurück | ziehe meine stimme zurück | stimme zurückziehen
                meine stimme bitte streichen | bitte meine stimme streichen
            """),
            "withdraw",
            DECISION,
            counts=listed("Ich ziehe meine Stimme zurück."),
            not_counted=listed("Ziehst du deine Stimme zurück? | Ich ziehe meine Stimme nicht zurück"),
        ),
        Phrase(
            listed("""
                ich ziehe den vorschlag zurück | ziehe den vorschlag zurück | ich ziehe meinen vorschlag zurück
                vorschlag zurückgezogen
            """),
            "withdraw proposal",
            DECISION,
            counts=listed("Ich ziehe meinen Vorschlag zurück."),
            not_counted=listed("Ziehst du den Vorschlag zurück?"),
        ),
        Phrase(
            listed("unterstützung | ich unterstütze den antrag | ich sekundiere | sekundiert"),
            "second",
            DECISION,
            alone=True,
            counts=listed("Ich sekundiere | Ich unterstütze den Antrag."),
            not_counted=listed("Danke für die Unterstützung"),
        ),
        Phrase(
            listed("""
                ich kandidiere | kandidiere | ich stelle mich zur wahl | stelle mich zur wahl | ich stelle mich auf
            """),
            "stand",
            DECISION,
            counts=listed("Ich kandidiere | Ich stelle mich zur Wahl."),
            not_counted=listed("Kandidierst du? | Ich kandidiere nicht"),
        ),
        Phrase(
            listed("ich nehme die nominierung an | nehme die nominierung an"),
            "accept nomination",
            DECISION,
            counts=listed("Ich nehme die Nominierung an, danke!"),
            not_counted=listed("Ich nehme die Nominierung nicht an"),
        ),
        Phrase(
            listed("""
                ich bleibe bei meinem einwand | ich bleibe bei meinem einspruch | einwand bleibt | mein einwand bleibt
                einspruch bleibt bestehen
            """),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("Ich bleibe bei meinem Einwand."),
            not_counted=listed("Bleibst du bei deinem Einwand?"),
        ),
        Phrase(
            listed("""
                einwand erledigt | mein einwand ist erledigt | ich ziehe meinen einwand zurück
                ich ziehe meinen einspruch zurück | zufrieden | ich bin zufrieden
            """),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            alone=True,
            counts=listed("Mein Einwand ist erledigt | Ich ziehe meinen Einwand zurück."),
            not_counted=listed("Bist du zufrieden? | Ich bin nicht zufrieden"),
        ),
        Phrase(
            listed("""
                ich melde mich | ich helfe mit | ich helfe | ich kann helfen | kann helfen | ich kann das machen
                ich mache das | ich mach das | ich mache mit | mache mit | bin dabei | ich bin dabei
                ich übernehme das | übernehme ich | mache ich | mach ich | kann ich machen | zählt auf mich
                trag mich ein | tragt mich ein | schreib mich auf | ich melde mich freiwillig | helfe gern
                helfe gerne | ich helfe gern | ich helfe gerne
            """),
            "offer",
            TASK,
            counts=listed("""
                Ich kann helfen | Ich mache das. | Bin dabei! | Mach ich | Tragt mich ein | Ich helfe gerne
                T7 ich kann helfen | Ich übernehme das
            """),
            not_counted=listed("""
                Wer kann helfen? | Ich kann nicht helfen | Kann ich helfen? | Ich kann das machen, aber nur im Mai
                Ben kann helfen
            """),
        ),
        Phrase(
            listed("ja | klar | gern | gerne | ja gerne | ok | einverstanden"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("ja | gerne"),
        ),
        Phrase(
            listed("nein | dagegen"),
            "decline",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("nein"),
        ),
        Phrase(
            listed("""
                ich kann nicht | kann nicht | kann leider nicht | ich kann leider nicht | diesmal nicht
                diesen monat nicht | kann diesen monat nicht | ich kann diesen monat nicht | leider keine zeit
                keine zeit | ich habe keine zeit | habe keine zeit | ohne mich | ich lehne ab | nein danke
                bin nicht dabei
            """),
            "decline",
            TASK,
            counts=listed("""
                Ich kann leider nicht | Leider keine Zeit | Diesmal nicht | Sorry, kann diesen Monat nicht | ohne mich
            """),
            not_counted=listed("Hast du keine Zeit? | Ich kann nicht klagen"),
        ),
        Phrase(
            listed("ich nehme an | nehme an | angenommen | ich nehme die aufgabe an"),
            "accept",
            TASK,
            alone=True,
            counts=listed("Ich nehme an. | angenommen"),
            not_counted=listed("Nimmst du an? | Ich nehme nicht an | Ich nehme an, dass es regnet"),
        ),
        Phrase(
            listed("erledigt | ist erledigt | fertig | ist fertig | bin fertig | ich bin fertig | geschafft"),
            "done",
            TASK,
            alone=True,
            counts=listed("erledigt | Fertig! | Ist erledigt."),
            not_counted=listed("Ist es erledigt? | Noch nicht fertig"),
        ),
        Phrase(
            listed("erfolg | hat geklappt | es hat geklappt | ein erfolg | war ein erfolg | gelungen"),
            "success",
            TASK,
            alone=True,
            counts=listed("Erfolg | Hat geklappt! | Ein Erfolg"),
            not_counted=listed("War es ein Erfolg? | Viel Erfolg"),
        ),
        Phrase(
            listed("teilweise | zum teil | teils | teilweise gelungen"),
            "partly",
            TASK,
            alone=True,
            counts=listed("teilweise | Zum Teil: die Hälfte fehlt"),
            not_counted=listed("Teilweise bewölkt"),
        ),
        Phrase(
            listed("""
                misserfolg | hat nicht geklappt | es hat nicht geklappt | gescheitert | misslungen | fehlgeschlagen
            """),
            "failure",
            TASK,
            alone=True,
            counts=listed("Hat nicht geklappt | Misserfolg: niemand kam"),
            not_counted=listed("Ist es gescheitert?"),
        ),
    ),
    leads=listed("""
        korrektur | berichtigung | gemeint war | sorry ich meinte | entschuldigung | entschuldigt
        entschuldigung ich meinte
        ich | ich bin | bin | also | also ich | na dann | dann | ok | okay | gut | und | so | ein | eine | ein klares
        ein großes | klares | voll | voll und ganz | absolut | ganz | total | sehr | auch | auch ich | ich auch
        unbedingt | gern | gerne | natürlich | klar | für mich | meinerseits | leider | leider muss ich sagen
        ich sage | ich meine | ich meinte | ich muss sagen | sorry | tut mir leid | schade | super | prima | toll
        schön | danke | gute idee | tolle idee | guter vorschlag | doch | weiterhin | immer noch
        finde ich gut | hiermit | ich persönlich | persönlich | klingt gut | ist | mit
    """),
    performing=listed("""
        ich stimme | ich stimme mit | ich stimme für | meine stimme | meine stimme ist | meine stimme ist ein
        von mir | von mir ein | ich votiere mit | ich ändere meine stimme auf | ändere meine stimme auf
        bitte meine stimme ändern auf | ein klares | zum vorschlag
    """),
    pronouns=listed("""
        ich | du | er | sie | es | wir | ihr | das | dies | dieser | diese | der | die | man | da | dort | wer | was
        mein | sein
    """),
    trails=listed("""
        von mir | von meiner seite | meinerseits | für mich | dazu | dem zu | zu | bitte | danke | gern | gerne | auch | ebenfalls
        natürlich | auf jeden fall | unbedingt | sehr | voll | voll und ganz | absolut | total | damit
        mit dem vorschlag | mit dem plan | dem vorschlag | den vorschlag | diesem vorschlag | zum vorschlag
        für den vorschlag | das | dem | bindend | nicht bindend | unverbindlich | verbindlich | zusammen | alle
        leute | viel erfolg | gute idee | tolle idee | guter vorschlag | finde ich gut | so | wie vorgeschlagen | hier
        diesmal | leider | sorry | doch | stimme | jederzeit | dabei | gute arbeit | super | toll | prima
    """),
    greetings=listed("""
        hallo | hi | hey | moin | moin moin | servus | liebe | lieber | liebes | guten tag | guten morgen
        guten abend | grüß gott | grüezi | tach | huhu | sehr geehrte
    """),
    everybody=listed("""
        zusammen | alle | allerseits | leute | miteinander | ihr lieben | genossen | genossinnen | kollegen
        kolleginnen | freunde | freundinnen | in die runde | runde | genoss | innen | an alle
    """),
    thanks=listed("""
        danke | vielen dank | danke schön | dankeschön | besten dank | herzlichen dank | merci | danke euch
        danke dir
    """),
    closings=listed("""
        gruß | grüße | viele grüße | liebe grüße | lg | vg | mfg | mit freundlichen grüßen | beste grüße
        schöne grüße | herzliche grüße | solidarische grüße | mit solidarischen grüßen | bis dann | bis bald | tschüss
        ciao | schönen tag noch | schönes wochenende | von meinem iphone gesendet | glück auf
    """),
    negations=listed("""
        nicht | kein | keine | keinen | keiner | keinem | nie | nichts | niemand | ohne | weder | kaum | nein
    """),
    conditions=listed("""
        aber | aber nur | aber nur wenn | wenn | falls | sofern | nur | nur wenn | es sei denn | außer | jedoch
        allerdings | obwohl | obgleich | solange | sobald | vorausgesetzt | unter der bedingung
        unter der voraussetzung | bis auf | oder | sonst | doch nur | bevor | ob | abgesehen von | mit ausnahme
        mit der änderung | mit einer änderung | erst wenn | bis
    """),
    hedges=listed("""
        vielleicht | eventuell | evtl | wahrscheinlich | vermutlich | wohl | eher | tendenziell | eigentlich
        grundsätzlich | im prinzip | prinzipiell | jein | hm | hmm | naja | na ja | unentschieden | unsicher
        nicht sicher | bin mir nicht sicher | fast | halb | teilweise | könnte | würde | wäre | möglicherweise
        erstmal | vorerst | noch nicht | warte | moment | war ein scherz | scherz | kleiner scherz | bisher | werde
    """),
    opinions=listed("""
        ich glaube | glaube ich | ich denke | denke ich | meiner meinung nach | finde ich | ich finde | mir scheint
    """),
    vague=listed("""
        ja und nein | jein | wie ben | dito | ich auch | mir auch recht | warum nicht | gute idee | tolle idee
        finde ich gut | ich habe nichts dagegen | nichts dagegen | hab nichts dagegen | habe nichts dagegen | genau
        genauso | kein problem | wie ihr wollt | ihr entscheidet | gefällt mir | dem schließe ich mich an
        ich schließe mich an | schließe mich an | daumen hoch
    """),
    talk=listed("""
        keine ahnung | kein kommentar | keine frage | keine fragen | kein thema | keine eile | keine antwort
        keine stimme | dafür habe | dafür gibt | dafür braucht | dafür ist | dagegen kann | nein sagen | ja sagen
        zum beispiel | ja nun | ja mei | ich nehme an dass | nehme an dass
    """),
    because=listed("weil | da | denn | zu | viel zu | wegen | da sonst | aus folgendem grund | weil sonst"),
    reversals=listed("""
        kommando zurück | ich nehme das zurück | ich nehme es zurück | nehme ich zurück | ich ziehe das zurück
        ich ziehe es zurück | ziehe ich zurück | vergesst es | vergesst das | vergiss es | vergiss das
        bitte ignorieren | ignoriert das | ignoriert meine mail | nachtrag: ich habe es mir anders überlegt
        ps: ich habe es mir anders überlegt
    """),
    provisos=listed("""
        bedingung | eine bedingung | unter einer bedingung | meine bedingung | einzige bedingung | bedingungen
        voraussetzung | eine voraussetzung | meine voraussetzung
    """),
    trials=listed("""
        test | nur ein test | das ist nur ein test | das ist ein test | dies ist ein test | dies ist nur ein test
        nur zum test | ich teste nur | testmail | ein test
    """),
    prepositions=listed("zu | für | bei | mit | von | zum | betreffend | re | über"),
    choosing=listed("""
        ich wähle | ich stimme für | stimme für | ich bin für | bin für | meine stimme für | meine stimme geht an
        option | variante | ich bevorzuge | ich nehme | für | am liebsten | meine wahl | meine wahl ist | ich möchte
    """),
    ordering=listed(
        "erst | zuerst | erstens | meine reihenfolge | reihenfolge | meine rangfolge | rangfolge | in dieser reihenfolge"
    ),
    then=listed("dann | danach | vor | und dann"),
    both=listed("und | sowie"),
    nothing=listed("keine | keine davon | keins | keines | keine von beiden | nichts davon"),
    dangling=listed("""
        der | die | das | ein | eine | einen | mein | sein | ihr | und | oder | aber | wenn | falls | nicht | zu | mit
        für | von | in | an | auf | weil | dass | ist | war | gab | gibt | sagt | mindestens | nur | kein | keine
        mehr | als
    """),
    help=listed("hilfe | hilfe bitte"),
    not_counted=listed("""
        Ben hat +1 geschrieben | mindestens 3 Ja-Stimmen | Was bedeutet +1? | Danke für den Vorschlag
        Ich lese das am Wochenende | Wie Ben | Ich auch | Ihr solltet zustimmen | Bitte stimmt mit ja | Wir sind dafür
        +1 wenn Ben es macht | Fast +1 | Ich würde zustimmen | Ich werde dafür stimmen | Eigentlich dafür
        dafür, dagegen, Enthaltung | Dafür. Nein, dagegen. | Keine Ahnung | Wer hat mit ja gestimmt?
        Das ist eine gute Idee | Ich bin noch unentschieden | +1 aber nur vielleicht
    """),
)
