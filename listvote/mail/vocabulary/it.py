"""Italian: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

ITALIAN: Final = Vocabulary(
    language="it",
    name="Italian",
    phrases=(
        Phrase(
            listed("""
                d'accordo | daccordo | sono d'accordo | pienamente d'accordo | completamente d'accordo
                totalmente d'accordo | concordo | va bene | va benissimo | mi va bene | per me va bene | mi sta bene
                suona bene | condivido | ci sto
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                D'accordo | d’accordo! | Sono d'accordo. | Concordo | Concordo pienamente | Va bene | Per me va bene
                Mi sta bene | #12 d'accordo | Ciao a tutti, concordo. Grazie, Ada | D'accordo, il prezzo è giusto
            """),
            not_counted=listed("""
                Non sono d'accordo con Ben | Concordo con Ben | D'accordo? | Se tutti sono d'accordo, lo facciamo
                D'accordo, ma solo se costa meno | Siete d'accordo? | Siamo d'accordo | Sarei d'accordo
                Va bene, tranne il prezzo | Quasi d'accordo | Non concordo sul prezzo
            """),
        ),
        Phrase(
            listed("""
                a favore | sono a favore | voto a favore | favorevole | sono favorevole | parere favorevole | appoggio
                appoggio la proposta | sostengo la proposta | sostengo | approvo | approvo la proposta | approvato
                nessuna obiezione | nessuna obiezione da parte mia | non ho obiezioni | avanti | avanti così
                facciamolo | procediamo | procedete | andiamo | avete il mio voto | hai il mio voto
                accetto la proposta | acconsento | ok per me
            """),
            "agree",
            alone=True,
            counts=listed("""
                a favore | Sono a favore. | Voto a favore | Favorevole | Sono favorevole | Appoggio la proposta
                Approvo | Nessuna obiezione | Non ho obiezioni | Avanti! | Facciamolo | Avete il mio voto
                Sì, sono favorevole | favorevole: era ora
            """),
            not_counted=listed("""
                Non sono a favore | Chi è a favore? | Ben è favorevole | Obiezioni? | Nessuna obiezione?
                Ero a favore | Sono favorevole se Ben paga | favorevoli o contrari? | Avanti senza di me
                A favore di Ben parla l'esperienza | Sono a favore purché Ben paghi
            """),
        ),
        Phrase(
            listed("""
                sì | sì grazie | sì per favore | certo | certamente | certo che sì | sicuro | sicuramente | ovvio
                ovviamente | assolutamente | assolutamente sì | volentieri | ok | okay | sì sì | eccome | senz'altro
                va da sé
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                Sì | Sì! | Sì, grazie | Certo | Certamente | Volentieri | Voto sì | Il mio voto è sì | Sì da parte mia
                Sì, d'accordo | Sì: buon prezzo | Un grande sì | Sì, volentieri | Assolutamente sì | ok
            """),
            not_counted=listed("""
                Sì, ma solo se costa meno | Sì? | Sì e no | Sì, ho visto quella mail | Ben ha detto sì | Ho votato sì
                Forse sì | Sì se Ben accetta | sì o no? | Sì, lunedì | Penso di sì | Sì, era Ben | Direi di sì
                Sì, a condizione che Ben venga
            """),
        ),
        Phrase(
            listed("si"),
            "agree",
            kind=Kind.ANSWER,
            alone=True,
            counts=listed("Si | si! | Si, d'accordo"),
            not_counted=listed("si vedrà | Si? | Si parla di soldi"),
        ),
        Phrase(
            listed("""
                con riserve | con riserva | d'accordo con riserve | d'accordo con riserva | sono d'accordo con riserva
                sì con riserva | sì con riserve | favorevole con riserva | posso conviverci | riserve
            """),
            "reservations",
            counts=listed("""
                con riserva | D'accordo con riserve | Sì, con riserva | Posso conviverci | con riserva: il rumore
            """),
            not_counted=listed("Quali riserve? | Non posso conviverci | Puoi conviverci?"),
        ),
        Phrase(
            listed("""
                astensione | mi astengo | astenuto | astenuta | neutrale | sono neutrale | nessuna opinione
                nessun parere
            """),
            "abstain",
            counts=listed("Astensione | Mi astengo. | astenuta | neutrale | Mi astengo, non c'ero"),
            not_counted=listed("Ti astieni? | Non mi astengo | Le astensioni non contano"),
        ),
        Phrase(
            listed("mi faccio da parte | mi tiro da parte | resto da parte"),
            "stand aside",
            counts=listed("Mi faccio da parte. | Resto da parte"),
            not_counted=listed("Ti fai da parte? | Non mi faccio da parte"),
        ),
        Phrase(
            listed("""
                contrario | contraria | sono contrario | sono contraria | contro | sono contro | voto contro
                in disaccordo | sono in disaccordo | respingo | respingo la proposta | disapprovo
            """),
            "disagree",
            alone=True,
            counts=listed("""
                contrario | Sono contraria. | No, sono contrario | Voto contro | In disaccordo: troppo caro
                Respingo la proposta | contro: troppo rumore
            """),
            not_counted=listed("""
                Non sono d'accordo | Non concordo | Non sono contrario | Chi è contrario? | Ben è contrario
                Al contrario | Contro il muro c'è posto | Ero contrario | Contro? | Contro cosa?
            """),
        ),
        Phrase(
            listed("""
                no | no grazie | per niente | assolutamente no | mai | neanche per sogno | no no | certo che no
                giammai | per nulla
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                No | NO! | No, grazie | No grazie. | Voto no | No - troppo caro | No: il contratto lo vieta
                No, troppo caro | Assolutamente no | Mi dispiace, no | No da parte mia | No perché manca lo spazio
            """),
            not_counted=listed("""
                No? | No, l'ho visto ieri | Non dico di no | No, martedì | Ben ha detto no | No, non ancora
                No. 12 è rotto | No, era Ben
            """),
        ),
        Phrase(
            listed("""
                obiezione | mi oppongo | blocco | veto | pongo il veto | metto il veto | ho un'obiezione | obietto
            """),
            "object",
            alone=True,
            counts=listed("""
                obiezione: il contratto lo vieta | Mi oppongo: il contratto lo vieta | Veto | Pongo il veto.
                Ho un'obiezione: manca lo spazio
            """),
            not_counted=listed("Qualche obiezione? | Non mi oppongo | L'obiezione di Ben | Qualcuno si oppone?"),
        ),
        Phrase(
            listed("ritiro il mio voto | annullate il mio voto | ritirare il mio voto"),
            "withdraw",
            DECISION,
            counts=listed("Ritiro il mio voto. | Annullate il mio voto"),
            not_counted=listed("Ritiri il tuo voto? | Non ritiro il mio voto"),
        ),
        Phrase(
            listed("ritiro la proposta | ritiro la mia proposta"),
            "withdraw proposal",
            DECISION,
            counts=listed("Ritiro la mia proposta."),
            not_counted=listed("Non ritiro la proposta"),
        ),
        Phrase(
            listed("secondo la proposta | appoggio la mozione | secondo la mozione"),
            "second",
            DECISION,
            counts=listed("Secondo la proposta | Appoggio la mozione."),
            not_counted=listed("Chi appoggia la mozione?"),
        ),
        Phrase(
            listed("mi candido | sono candidato | sono candidata"),
            "stand",
            DECISION,
            counts=listed("Mi candido | Sono candidata."),
            not_counted=listed("Ti candidi? | Non mi candido"),
        ),
        Phrase(
            listed("accetto la candidatura | accetto la nomina"),
            "accept nomination",
            DECISION,
            counts=listed("Accetto la candidatura, grazie"),
            not_counted=listed("Non accetto la candidatura"),
        ),
        Phrase(
            listed("mantengo la mia obiezione | confermo la mia obiezione"),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("Mantengo la mia obiezione."),
            not_counted=listed("Mantieni la tua obiezione?"),
        ),
        Phrase(
            listed("ritiro la mia obiezione | obiezione risolta"),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            counts=listed("Ritiro la mia obiezione."),
            not_counted=listed("Non ritiro la mia obiezione"),
        ),
        Phrase(
            listed("""
                mi offro | mi offro volontario | mi offro volontaria | volontario | volontaria | posso aiutare
                posso farlo | posso farlo io | lo faccio io | lo faccio | ci penso io | me ne occupo | me ne occupo io
                contate su di me | conta su di me | segnatemi | segnami | ci sto | ci sono
            """),
            "offer",
            TASK,
            counts=listed("""
                Posso aiutare | Ci penso io. | Contate su di me! | Segnatemi | Mi offro | Lo faccio io
                T7 posso aiutare | Me ne occupo
            """),
            not_counted=listed("""
                Chi può aiutare? | Non posso aiutare | Posso aiutare se viene Ben | Ben può aiutare | Posso aiutare?
            """),
        ),
        Phrase(
            listed("sì | certo | ok | d'accordo | va bene | volentieri"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("sì | va bene"),
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
                non posso | non posso questo mese | questo mese no | questo mese non posso | questa volta no
                stavolta no | non ho tempo | non sono disponibile | rinuncio | passo | no grazie
            """),
            "decline",
            TASK,
            counts=listed("""
                Mi dispiace, non posso | Questa volta no | Non ho tempo, scusate | Rinuncio. | Questo mese non posso
            """),
            not_counted=listed("Non puoi? | Non posso crederci"),
        ),
        Phrase(
            listed("accetto | accetto l'incarico | accettato"),
            "accept",
            TASK,
            alone=True,
            counts=listed("Accetto. | Accetto l'incarico"),
            not_counted=listed("Accetti? | Non accetto | Accetto critiche"),
        ),
        Phrase(
            listed("fatto | finito | completato | ho finito"),
            "done",
            TASK,
            alone=True,
            counts=listed("Fatto | Finito! | Ho finito."),
            not_counted=listed("Fatto? | Fatto in casa"),
        ),
        Phrase(
            listed("successo | riuscito | ha funzionato | un successo | è andata bene"),
            "success",
            TASK,
            alone=True,
            counts=listed("Successo | Ha funzionato! | Un successo"),
            not_counted=listed("Ha funzionato? | Cosa è successo"),
        ),
        Phrase(
            listed("in parte | parzialmente"),
            "partly",
            TASK,
            alone=True,
            counts=listed("In parte | parzialmente: manca metà"),
            not_counted=listed("In parte nuvoloso"),
        ),
        Phrase(
            listed("fallimento | fallito | non ha funzionato | un fallimento | è andata male"),
            "failure",
            TASK,
            alone=True,
            counts=listed("Fallimento | Non ha funzionato | non ha funzionato: nessuno è venuto"),
            not_counted=listed("Un fallimento?"),
        ),
    ),
    leads=listed("""
        correzione | volevo scrivere | scusa | correggo
        io | io sono | sono | anch'io sono | allora | quindi | bene | beh | e | un | un grande | un bel | grande
        pienamente | totalmente | completamente | assolutamente | fortemente | molto | personalmente
        per quanto mi riguarda | da parte mia | per me | mi dispiace | mi spiace | mi dispiace ma | purtroppo
        scusate | ottimo | perfetto | benissimo | bella idea | buona idea | ottima idea | buona proposta | dico
        dico di | volevo dire | intendevo | ancora | anche | grazie | la mia posizione | la mia posizione è
        volentieri | certo | ok
    """),
    performing=listed("""
        voto | il mio voto | il mio voto è | il mio voto è un | da parte mia | per me | da me | cambio il mio voto in
        cambiate il mio voto in | alla proposta
    """),
    pronouns=listed("""
        io | tu | lui | lei | noi | voi | loro | questo | quello | ciò | è | era | lo | la | l'ho | c'è | ci | mi | ti
        si | il | i | chi | mio | suo
    """),
    trails=listed("""
        da parte mia | per me | per favore | grazie | anche | anch'io | pienamente | totalmente | completamente
        assolutamente | certo | certamente | volentieri | con questo | con ciò | con la proposta | con questa proposta
        con il piano | alla proposta | a questa proposta | la proposta | questa proposta | della proposta | su questo
        a tutti | tutti | tutte | compagni | compagne | buona idea | ottima idea | bel lavoro | buon lavoro | bravi
        mi dispiace | scusate | non vincolante | vincolante | così com'è | qui | questa volta | 100% | al 100%
        senza dubbio | di sicuro
    """),
    greetings=listed("ciao | salve | buongiorno | buonasera | caro | cara | cari | care | gentile | gentili"),
    everybody=listed("""
        a tutti | a tutte | a tutti e a tutte | a tutte e tutti | tutti | tutte | compagni | compagne | amici | amiche
        colleghi | colleghe | ragazzi | ragazze | gente
    """),
    thanks=listed("grazie | grazie mille | molte grazie | tante grazie | grazie a tutti | vi ringrazio"),
    closings=listed("""
        saluti | cordiali saluti | un saluto | un abbraccio | abbracci | a presto | buona giornata | buona serata
        buon fine settimana | saluti solidali | fraterni saluti | baci | cordialmente | inviato da iphone | ciao
    """),
    negations=listed("""
        non | no | mai | nessun | nessuna | nessuno | senza | né | neanche | nemmeno | nulla | niente
    """),
    conditions=listed("""
        ma | ma solo se | se | solo | solo se | soltanto | tranne | salvo | eccetto | purché | a condizione
        a condizione che | a patto che | però | tuttavia | anche se | sebbene | benché | finché | a meno che | o
        oppure | altrimenti | quando | nel caso | appena | fino a | unicamente | con una modifica | qualora
    """),
    hedges=listed("""
        forse | probabilmente | magari | eventualmente | piuttosto | in linea di principio | in linea di massima
        in teoria | quasi | a metà | più o meno | mah | boh | ehm | indeciso | indecisa | non sono sicuro
        non sono sicura | per ora | per il momento | scherzo | scherzavo | non ancora | aspetta | aspettate | sarei
        voterei | direi | potrei | voterò
    """),
    opinions=listed("penso | penso che | credo | credo che | secondo me | a mio parere | mi sembra | mi pare"),
    vague=listed("""
        sì e no | si e no | no e sì | come ben | idem | anch'io | anche io | uguale | lo stesso | perché no
        buona idea | ottima idea | come volete | decidete voi | nessun problema | mi piace | accetto | fa lo stesso
        ci può stare
    """),
    talk=listed("""
        non so | non lo so | nessuna idea | nessuna fretta | nessun commento | per esempio | ad esempio | al contrario
        no comment | secondo me | voto segreto | ho votato | contro voglia | si vedrà
    """),
    because=listed("""
        perché | poiché | dato che | visto che | troppo | siccome | a causa | per via | per mancanza | in quanto
    """),
    reversals=listed("""
        mi rimangio tutto | lasciate perdere | lascia perdere | come non detto | ritiro quanto detto
        ignorate questo | ignorate | ps: ho cambiato idea
    """),
    provisos=listed("""
        condizione | una condizione | a una condizione | ad una condizione | la mia condizione
        mia unica condizione | condizioni
    """),
    trials=listed("""
        prova | una prova | è una prova | questa è una prova | solo una prova | è solo una prova
        questa è solo una prova | test
    """),
    prepositions=listed("a | al | alla | con | di | del | della | per | su | sul | in | re"),
    choosing=listed("""
        voto per | voto | il mio voto | il mio voto va a | scelgo | preferisco | la mia scelta | la mia scelta è
        approvo | opzione | opzioni | sono per
    """),
    ordering=listed("""
        prima
        il mio ordine | il mio ordine è | in quest'ordine | in ordine di preferenza | ordine | la mia classifica
    """),
    then=listed("poi | dopo | e poi | quindi | prima di"),
    both=listed("e | ed"),
    nothing=listed("nessuna | nessuno | nessuna di queste | niente"),
    dangling=listed("""
        il | la | lo | i | gli | le | un | una | di | del | mio | suo | e | o | ma | se | non | a | al | con | per
        in | perché | che | è | era | ha | detto | più | meno | solo | almeno
    """),
    help=listed("aiuto"),
    not_counted=listed("""
        Ben ha dato il suo +1 | almeno 3 voti a favore | Cosa significa +1? | Grazie per la proposta
        Lo leggo nel fine settimana | Come Ben | Anch'io | Dovreste votare sì | Votate sì | Siamo a favore
        +1 se lo fa Ben | Quasi +1 | Voterei sì | Voterò a favore | favorevole, contrario, astenuto
        D'accordo. No, contrario. | Non lo so | Chi ha votato sì? | È una buona idea | Sono ancora indecisa
    """),
)
