"""French: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

FRENCH: Final = Vocabulary(
    language="fr",
    name="French",
    phrases=(
        Phrase(
            listed("""
                d'accord | daccord | je suis d'accord | suis d'accord | entièrement d'accord | tout à fait d'accord
                complètement d'accord | ça me va | ca me va | ça me convient | cela me convient | ça marche | accord
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                D'accord | d’accord ! | Je suis d'accord. | Je suis tout à fait d'accord | Ça me va
                Ça me convient bien | ça marche | #12 d'accord | Bonjour à tous, d'accord. Merci, Ada
                D'accord, le prix est juste
            """),
            not_counted=listed("""
                Je ne suis pas d'accord | Je suis d'accord avec Ben | D'accord ?
                Si tout le monde est d'accord, on le fait | D'accord, mais seulement si c'est moins cher
                Êtes-vous d'accord ? | Nous sommes d'accord | Pas d'accord avec Ben | Je serais d'accord
                D'accord, sauf pour le prix | Ça me va pas trop
            """),
        ),
        Phrase(
            listed("""
                pour | je suis pour | je vote pour | je soutiens | je soutiens la proposition
                je soutiens cette proposition | j'approuve | j'approuve la proposition | approuvé | favorable
                avis favorable | je suis favorable | je suis en faveur | en faveur | aucune objection
                pas d'objection | pas d'objections | sans objection | je n'ai pas d'objection | allez-y | allez y
                vas-y | allons-y | feu vert | on y va | faisons-le | je suis partant | je suis partante | partant
                partante | vous avez ma voix | bon pour moi | c'est bon pour moi | ok pour moi | je valide | validé
                adopté | je consens | j'adhère
            """),
            "agree",
            alone=True,
            counts=listed("""
                pour | Je suis pour. | Je vote pour ! | Je soutiens cette proposition | J'approuve | Favorable
                Aucune objection | Pas d'objection. | Allez-y ! | C'est bon pour moi | OK pour moi | Je valide
                Oui, je suis pour | Je suis partante | pour : il est temps | Vous avez ma voix
            """),
            not_counted=listed("""
                Je ne suis pas pour | Pour ma part je n'ai pas lu | Qui est pour ? | Ben est pour | Des objections ?
                Pas d'objection ? | Je vote pour que Ben reste | Pour le moment | J'étais pour
                Je suis pour si Ben paie | Je suis pour, à condition que Ben paie | pour ou contre ?
            """),
        ),
        Phrase(
            listed("""
                oui | oui s'il vous plaît | oui s'il te plaît | oui oui | ouais | ouaip | bien sûr | bien sur
                évidemment | absolument | certainement | volontiers | avec plaisir | oui bien sûr | mais oui | ok
                okay | mille fois oui | bien entendu
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                Oui | oui ! | Oui, s'il vous plaît | Bien sûr | Volontiers | Je vote oui | Oui pour moi
                Mon vote : oui | Oui, d'accord | Oui : bon prix | Oui, avec plaisir | Un grand oui | Oui de ma part
                Absolument | Oui, merci
            """),
            not_counted=listed("""
                Oui, mais seulement si c'est moins cher | Oui ? | Oui et non | Oui, j'ai vu ce mail | Ben dit oui
                J'ai voté oui | Peut-être oui | Oui si Ben accepte | oui ou non ? | Oui, lundi | Plutôt oui
                Oui, c'est Ben | Oui, à condition que Ben vienne | Je dirais oui
            """),
        ),
        Phrase(
            listed("""
                avec réserves | avec des réserves | avec réserve | d'accord avec réserves | d'accord avec des réserves
                oui avec réserves | oui avec des réserves | pour avec réserves | je peux vivre avec
                je peux faire avec | réserves
            """),
            "reservations",
            counts=listed("""
                avec réserves | D'accord avec des réserves | Oui, avec réserves | Je peux vivre avec
                avec réserves : le bruit
            """),
            not_counted=listed("Quelles réserves ? | Je ne peux pas vivre avec | Sans réserves ?"),
        ),
        Phrase(
            listed("""
                abstention | je m'abstiens | m'abstiens | neutre | je suis neutre | sans opinion | pas d'opinion
                sans avis | je n'ai pas d'avis | ne se prononce pas
            """),
            "abstain",
            counts=listed("Abstention | Je m'abstiens. | Neutre | Sans opinion | Abstention, j'étais absente"),
            not_counted=listed("Tu t'abstiens ? | Je ne m'abstiens pas | Les abstentions ne comptent pas"),
        ),
        Phrase(
            listed("""
                je me tiens à l'écart | je me mets en retrait | me mets en retrait | en retrait | je reste en retrait
            """),
            "stand aside",
            counts=listed("Je me tiens à l'écart. | Je me mets en retrait"),
            not_counted=listed("Reste en retrait de la machine | Je ne me mets pas en retrait"),
        ),
        Phrase(
            listed("""
                contre | je suis contre | je vote contre | je suis opposé | je suis opposée | opposé | opposée
                défavorable | je rejette | je désapprouve | je refuse | désaccord | en désaccord
                je suis en désaccord
            """),
            "disagree",
            alone=True,
            counts=listed("""
                contre | Je suis contre. | Non, je suis contre | Je vote contre | Je suis opposée : trop cher
                contre : trop bruyant | Défavorable
            """),
            not_counted=listed("""
                Je ne suis pas contre | Qui est contre ? | Ben est contre | Par contre, le prix est bon
                Contre le mur il y a de la place | J'étais contre | contre ? | Contre quoi ? | Pas d'accord ?
                Pas d'accord | Je ne suis pas d'accord
            """),
        ),
        Phrase(
            listed("""
                non | non merci | nan | jamais | surtout pas | certainement pas | absolument pas | pas question
                hors de question | non non | sûrement pas
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                Non | NON ! | Non merci | Non, merci. | Je vote non | Non - trop cher | Non : le bail l'interdit
                Non, trop cher | Pas question | Désolée, non | Non de ma part | Non parce que nous manquons de place
            """),
            not_counted=listed("""
                Non ? | Non, je l'ai vu hier | Je ne dis pas non | Non, mardi | Ben dit non | Non, pas encore
                Non, c'était Ben | Non, il est parti
            """),
        ),
        Phrase(
            listed("""
                objection | je m'oppose | je bloque | veto | je mets mon veto | j'oppose mon veto | j'ai une objection | je fais objection
                opposition | véto
            """),
            "object",
            alone=True,
            counts=listed("""
                objection : le bail l'interdit | Je m'oppose : le bail l'interdit | Veto | Je mets mon veto. | J'oppose mon veto : trop cher
                J'ai une objection : pas de place
            """),
            not_counted=listed("""
                Une objection ? | Je ne m'oppose pas | L'objection de Ben est levée | Quelqu'un s'oppose ?
            """),
        ),
        Phrase(
            listed("""
                je retire mon vote | retirer mon vote | annuler mon vote | je retire ma voix | annulez mon vote
            """),
            "withdraw",
            DECISION,
            counts=listed("Je retire mon vote. | Annulez mon vote"),
            not_counted=listed("Tu retires ton vote ? | Je ne retire pas mon vote"),
        ),
        Phrase(
            listed("je retire ma proposition | je retire la proposition"),
            "withdraw proposal",
            DECISION,
            counts=listed("Je retire ma proposition."),
            not_counted=listed("Je ne retire pas ma proposition"),
        ),
        Phrase(
            listed("j'appuie | j'appuie la proposition | je seconde | appuyé"),
            "second",
            DECISION,
            alone=True,
            counts=listed("J'appuie la proposition | Je seconde."),
            not_counted=listed("Qui appuie ?"),
        ),
        Phrase(
            listed("je me présente | je suis candidat | je suis candidate | je suis candidate à l'élection"),
            "stand",
            DECISION,
            counts=listed("Je me présente | Je suis candidate."),
            not_counted=listed("Es-tu candidat ? | Je ne me présente pas"),
        ),
        Phrase(
            listed("j'accepte la nomination | j'accepte ma nomination"),
            "accept nomination",
            DECISION,
            counts=listed("J'accepte la nomination, merci !"),
            not_counted=listed("Je n'accepte pas la nomination"),
        ),
        Phrase(
            listed("je maintiens mon objection | je maintiens mon opposition | objection maintenue"),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("Je maintiens mon objection."),
            not_counted=listed("Tu maintiens ton objection ?"),
        ),
        Phrase(
            listed("""
                je lève mon objection | je retire mon objection | objection levée | mon objection est levée
            """),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            counts=listed("Je lève mon objection."),
            not_counted=listed("Je ne lève pas mon objection"),
        ),
        Phrase(
            listed("""
                je suis volontaire | volontaire | je me propose | je peux aider | je peux le faire | je m'en occupe
                je m'en charge | je le fais | je participe | comptez sur moi | compte sur moi | inscrivez-moi
                inscris-moi | je veux bien | je suis partant | je suis partante | je veux bien aider
                je donne un coup de main
            """),
            "offer",
            TASK,
            counts=listed("""
                Je peux aider | Je m'en occupe. | Comptez sur moi ! | Volontaire | Inscrivez-moi | Je veux bien aider
                T7 je peux aider | Je me propose
            """),
            not_counted=listed("""
                Qui peut aider ? | Je ne peux pas aider | Je peux aider si Ben vient | Ben peut aider
                Je peux aider ?
            """),
        ),
        Phrase(
            listed("oui | d'accord | volontiers | ok | bien sûr"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("oui | d'accord"),
        ),
        Phrase(
            listed("non"),
            "decline",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("non"),
        ),
        Phrase(
            listed("""
                je ne peux pas | je peux pas | je ne peux pas ce mois-ci | pas ce mois-ci | pas cette fois
                je décline | pas disponible | je ne suis pas disponible | pas le temps | je n'ai pas le temps
                sans moi | non merci
            """),
            "decline",
            TASK,
            counts=listed("""
                Désolé, je ne peux pas | Pas cette fois | Je n'ai pas le temps, désolée | Je décline. | pas ce mois-ci
            """),
            not_counted=listed("Tu ne peux pas ? | Je ne peux pas dire"),
        ),
        Phrase(
            listed("j'accepte | accepté | j'accepte la tâche"),
            "accept",
            TASK,
            alone=True,
            counts=listed("J'accepte. | J'accepte la tâche"),
            not_counted=listed("Tu acceptes ? | J'accepte mal la critique"),
        ),
        Phrase(
            listed("fait | c'est fait | terminé | c'est terminé | fini"),
            "done",
            TASK,
            alone=True,
            counts=listed("C'est fait ! | Terminé | fait"),
            not_counted=listed("C'est fait ? | Il fait beau"),
        ),
        Phrase(
            listed("succès | réussi | c'est réussi | réussite | ça a marché | un succès"),
            "success",
            TASK,
            alone=True,
            counts=listed("Succès | Ça a marché ! | réussi"),
            not_counted=listed("Ça a marché ?"),
        ),
        Phrase(
            listed("en partie | partiellement"),
            "partly",
            TASK,
            alone=True,
            counts=listed("En partie | partiellement : la moitié manque"),
            not_counted=listed("En partie nuageux"),
        ),
        Phrase(
            listed("échec | raté | ça n'a pas marché | un échec"),
            "failure",
            TASK,
            alone=True,
            counts=listed("Échec | Ça n'a pas marché | échec : personne n'est venu"),
            not_counted=listed("Un échec ?"),
        ),
    ),
    leads=listed("""
        correction | je voulais écrire | pardon | je corrige
        je | je suis | suis | moi | moi je | moi aussi je suis | alors | donc | bon | bien | eh bien | et | un
        un grand | grand | tout à fait | entièrement | complètement | totalement | fortement | absolument
        personnellement | pour ma part | de mon côté | en ce qui me concerne | désolé | désolée | désolé mais
        malheureusement | hélas | super | parfait | excellent | très bien | bonne idée | très bonne idée
        bonne proposition | je dis | je voulais dire | toujours | aussi | c'est | c'est un | merci | ok | ma position
        ma position est | avec plaisir | volontiers
    """),
    performing=listed("""
        je vote | mon vote | mon vote est | ma voix | de ma part | pour moi | je change mon vote en
        je change mon vote pour | changez mon vote en | à la proposition | sur la proposition
    """),
    pronouns=listed("""
        je | j'ai | j'étais | tu | il | elle | on | nous | vous | ils | elles | ce | c'est | c'était | cela | ça | ca
        qui | il y a | mon | ton | son | le | la | les
    """),
    trails=listed("""
        de ma part | pour moi | de mon côté | s'il vous plaît | s'il te plaît | svp | stp | merci | bien | aussi
        également | tout à fait | absolument | bien sûr | avec plaisir | avec ça | avec cela | avec la proposition
        avec cette proposition | avec le plan | à la proposition | à cette proposition | la proposition
        cette proposition | sur ce point | là-dessus | à tous | tout le monde | bonne idée | bon travail | bravo
        désolé | désolée | non contraignant | contraignant | tel quel | ici | cette fois | ça | cela | toujours
        à 100% | 100% | volontiers
    """),
    greetings=listed("bonjour | salut | bonsoir | cher | chère | chers | chères | coucou | hello"),
    everybody=listed("""
        à tous | à toutes | à tous et à toutes | à toutes et à tous | à toutes et tous | tous | toutes | tout le monde
        camarades | amis | amies | collègues | les amis | à vous
    """),
    thanks=listed("""
        merci | merci beaucoup | merci bien | un grand merci | mille mercis | merci à tous | merci d'avance
    """),
    closings=listed("""
        cordialement | bien cordialement | amicalement | bien à vous | bien à toi | solidairement | salutations
        à bientôt | à plus | bonne journée | bonne soirée | bon week-end | bises | bise | amitiés | fraternellement
        cdlt | envoyé de mon iphone | a+
    """),
    negations=listed("""
        pas | ne | n'est | n'ai | jamais | non | aucun | aucune | sans | ni | rien | personne | plus | guère | n'y
        n'a
    """),
    conditions=listed("""
        mais | mais seulement si | si | sauf | sauf si | seulement | seulement si | à condition | à condition que
        à condition de | cependant | toutefois | pourtant | quoique | bien que | tant que | pourvu que | sous réserve
        sous réserve que | ou | sinon | quand | lorsque | dès que | en cas | à moins | à moins que | hormis | excepté
        néanmoins | jusqu'à | uniquement
    """),
    hedges=listed("""
        peut-être | peut être | sans doute | probablement | éventuellement | plutôt | en principe | en théorie
        presque | à moitié | à peu près | hum | euh | bof | indécis | indécise | pas sûr | pas sûre
        je ne suis pas sûr | je ne suis pas sûre | pour le moment | pour l'instant | je plaisante | pas encore
        attendez | attends | serais | dirais | voterais | pourrais | voterai
    """),
    opinions=listed("je pense | je crois | à mon avis | selon moi | il me semble | je trouve"),
    vague=listed("""
        oui et non | non et oui | comme ben | idem | moi aussi | pareil | pourquoi pas | bonne idée | très bonne idée
        comme vous voulez | à vous de voir | ça m'est égal | peu importe | pas de problème | aucun problème
        j'aime bien | ça me plaît | j'accepte | n'importe
    """),
    talk=listed("""
        par contre | pour ma part | pour le moment | pour l'instant | pour exemple | pour info | pour information
        pour rappel | pour autant | pour que | aucune idée | aucun commentaire | pas de question | pas de souci
        pas de nouvelles | oui dire | accord de principe | le pour et le contre | pour et contre | contre la montre
    """),
    because=listed("""
        parce que | parce qu'il | parce qu'elle | parce qu'on | car | trop | beaucoup trop | puisque | vu | vu que
        étant donné | faute de | en raison | à cause
    """),
    reversals=listed("""
        je retire ce que j'ai dit | oubliez ça | oubliez | oublie ça | oubliez ce message
        ne tenez pas compte de ce message | à ignorer | ps : j'ai changé d'avis | ps: j'ai changé d'avis
    """),
    provisos=listed("""
        condition | une condition | à une condition | à une seule condition | ma condition | ma seule condition
        conditions
    """),
    trials=listed("""
        test | un test | ceci est un test | c'est un test | juste un test | c'est juste un test | simple test
        ce n'est qu'un test | essai
    """),
    prepositions=listed("pour | sur | à | au | de | du | avec | concernant | re"),
    choosing=listed("""
        je vote pour | je choisis | je préfère | mon choix | mon choix est | ma voix va à | option | options | pour
        je suis pour | j'approuve | je prends
    """),
    ordering=listed("""
        d'abord
        mon ordre | mon classement | dans cet ordre | par ordre de préférence | classement | ordre
    """),
    then=listed("puis | ensuite | et ensuite | et puis | devant | avant"),
    both=listed("et"),
    nothing=listed("aucune | aucun | aucune des options | rien"),
    dangling=listed("""
        le | la | les | un | une | des | de | du | mon | son | et | ou | mais | si | ne | pas | à | au | avec | pour
        en | dans | par | parce | que | est | était | dit | a | plus | moins | seulement
    """),
    help=listed("aide | à l'aide | au secours"),
    not_counted=listed("""
        Ben a dit +1 | au moins 3 oui | Que veut dire +1 ? | Merci pour la proposition | Je lis ça ce week-end
        Comme Ben | Moi aussi | Vous devriez voter oui | Votez oui | Nous sommes pour | +1 si Ben le fait | Presque +1
        Je voterais oui | Je voterai pour | pour, contre, abstention | D'accord. Non, contre. | Aucune idée
        Qui a voté oui ? | C'est une bonne idée | Je suis encore indécise
    """),
)
