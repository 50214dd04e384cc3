"""Portuguese: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

PORTUGUESE: Final = Vocabulary(
    language="pt",
    name="Portuguese",
    phrases=(
        Phrase(
            listed("""
                concordo | de acordo | estou de acordo | totalmente de acordo | eu concordo | parece-me bem
                me parece bem | acho bem | por mim tudo bem | tudo bem por mim | tudo bem para mim | soa bem
                combinado
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                Concordo | Concordo! | Eu concordo plenamente | Estou de acordo. | De acordo | Parece-me bem
                Por mim tudo bem | #12 concordo | Olá a todos, concordo. Obrigada, Ada | Concordo, o preço é justo
                Combinado
            """),
            not_counted=listed("""
                Não concordo com o Ben | Concordo com o Ben | Concordo? | Se todos concordarem, fazemos
                Concordo, mas só se for mais barato | Concordam? | Estamos de acordo | Concordaria
                Concordo, exceto com o preço | Quase concordo | Concordo que o preço é alto
            """),
        ),
        Phrase(
            listed("""
                a favor | sou a favor | estou a favor | voto a favor | favorável | sou favorável | apoio
                apoio a proposta | apoio esta proposta | eu apoio | aprovo | aprovo a proposta | aprovado
                sem objeções | sem objeção | nenhuma objeção | não tenho objeções | não tenho objeção | avante
                em frente | vamos em frente | vamos lá | vamos nessa | força | podem avançar | pode avançar
                têm o meu voto | tem meu voto | aceito a proposta | consinto | por mim sim
            """),
            "agree",
            alone=True,
            counts=listed("""
                a favor | Sou a favor. | Voto a favor | Favorável | Apoio a proposta | Aprovo | Sem objeções
                Não tenho objeções | Vamos em frente! | Podem avançar | Têm o meu voto | Sim, sou a favor
                a favor: já era tempo | Eu apoio
            """),
            not_counted=listed("""
                Não sou a favor | Quem é a favor? | O Ben é a favor | Objeções? | Sem objeções? | Era a favor
                Sou a favor se o Ben pagar | a favor ou contra? | Precisamos de apoio
                A favor do Ben fala a experiência | Sou a favor desde que o Ben pague
            """),
        ),
        Phrase(
            listed("""
                sim | sim por favor | claro | claro que sim | com certeza | certamente | sem dúvida | evidentemente
                com prazer | sim sim | ok | okay | pois sim | pode ser sim | com todo o prazer | certo | isso mesmo
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                Sim | Sim! | Sim, por favor | Claro | Claro que sim | Com certeza | Voto sim | O meu voto é sim
                Sim da minha parte | Sim, concordo | Sim: bom preço | Um grande sim | Sim, com prazer | Sim, obrigado
                ok
            """),
            not_counted=listed("""
                Sim, mas só se for mais barato | Sim? | Sim e não | Sim, vi esse email | O Ben disse sim | Votei sim
                Talvez sim | Sim se o Ben aceitar | sim ou não? | Sim, segunda-feira | Acho que sim | Sim, era o Ben
                Diria que sim | Sim, a menos que chova
            """),
        ),
        Phrase(
            listed("""
                com reservas | concordo com reservas | de acordo com reservas | sim com reservas
                a favor com reservas | posso viver com isso | consigo viver com isso | reservas
            """),
            "reservations",
            counts=listed("""
                com reservas | Concordo com reservas | Sim, com reservas | Posso viver com isso
                com reservas: o ruído
            """),
            not_counted=listed("Que reservas? | Não posso viver com isso | Consegues viver com isso?"),
        ),
        Phrase(
            listed("""
                abstenção | abstenho-me | me abstenho | eu me abstenho | neutro | neutra | sou neutro | sou neutra
                sem opinião | não tenho opinião
            """),
            "abstain",
            counts=listed("Abstenção | Abstenho-me. | Me abstenho | neutro | Sem opinião | Abstenção, estive fora"),
            not_counted=listed("Absténs-te? | Não me abstenho | As abstenções não contam"),
        ),
        Phrase(
            listed("fico de lado | ponho-me de lado | fico à margem | afasto-me"),
            "stand aside",
            counts=listed("Fico de lado. | Fico à margem"),
            not_counted=listed("Ficas de lado? | Não fico de lado"),
        ),
        Phrase(
            listed("""
                contra | sou contra | estou contra | voto contra | discordo | em desacordo | estou em desacordo
                rejeito | rejeito a proposta | desaprovo
            """),
            "disagree",
            alone=True,
            counts=listed("""
                contra | Sou contra. | Não, sou contra | Voto contra | Discordo | Em desacordo: caro demais
                Rejeito a proposta | contra: muito ruído
            """),
            not_counted=listed("""
                Não concordo | Não sou contra | Quem é contra? | O Ben é contra | Contra a parede há espaço
                Era contra | Contra? | Contra o quê? | Discordo do Ben
            """),
        ),
        Phrase(
            listed("""
                não | não obrigado | não obrigada | de maneira nenhuma | de modo nenhum | de jeito nenhum | nunca
                jamais | nem pensar | não não | claro que não
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                Não | NÃO! | Não, obrigado | Não obrigada. | Voto não | Não - demasiado caro | Não: o contrato proíbe
                Não, muito caro | Nem pensar | Desculpem, não | Não da minha parte | Não porque falta espaço | nao
            """),
            not_counted=listed("""
                Não? | Não, vi-o ontem | Não digo que não | Não, terça-feira | O Ben disse não | Não, ainda não
                Não sei | Não, era o Ben | Não há espaço
            """),
        ),
        Phrase(
            listed("""
                objeção | oponho-me | me oponho | eu me oponho | bloqueio | veto | tenho uma objeção | ponho o veto
                objecto
            """),
            "object",
            alone=True,
            counts=listed("""
                objeção: o contrato proíbe | Oponho-me: o contrato proíbe | Veto | Tenho uma objeção: falta espaço
                Me oponho.
            """),
            not_counted=listed("Alguma objeção? | Não me oponho | A objeção do Ben | Alguém se opõe?"),
        ),
        Phrase(
            listed("retiro o meu voto | retiro meu voto | anulem o meu voto | anulem meu voto"),
            "withdraw",
            DECISION,
            counts=listed("Retiro o meu voto. | Anulem meu voto"),
            not_counted=listed("Retiras o teu voto? | Não retiro o meu voto"),
        ),
        Phrase(
            listed("retiro a proposta | retiro a minha proposta | retiro minha proposta"),
            "withdraw proposal",
            DECISION,
            counts=listed("Retiro a minha proposta."),
            not_counted=listed("Não retiro a proposta"),
        ),
        Phrase(
            listed("secundo | secundo a proposta | apoio a moção"),
            "second",
            DECISION,
            alone=True,
            counts=listed("Secundo | Secundo a proposta."),
            not_counted=listed("Quem secunda?"),
        ),
        Phrase(
            listed("candidato-me | me candidato | sou candidato | sou candidata"),
            "stand",
            DECISION,
            counts=listed("Candidato-me | Sou candidata."),
            not_counted=listed("Candidatas-te? | Não me candidato"),
        ),
        Phrase(
            listed("aceito a nomeação | aceito a candidatura | aceito a indicação"),
            "accept nomination",
            DECISION,
            counts=listed("Aceito a nomeação, obrigada"),
            not_counted=listed("Não aceito a nomeação"),
        ),
        Phrase(
            listed("mantenho a minha objeção | mantenho minha objeção"),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("Mantenho a minha objeção."),
            not_counted=listed("Manténs a tua objeção?"),
        ),
        Phrase(
            listed("retiro a minha objeção | retiro minha objeção | objeção resolvida"),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            counts=listed("Retiro a minha objeção."),
            not_counted=listed("Não retiro a minha objeção"),
        ),
        Phrase(
            listed("""
                ofereço-me | me ofereço | sou voluntário | sou voluntária | voluntário | voluntária | posso ajudar
                eu posso ajudar | posso fazer | posso fazê-lo | eu faço | eu faço isso | faço eu | trato disso
                eu trato disso | contem comigo | conta comigo | conte comigo | inscrevam-me | inscreve-me
                estou dentro | eu ajudo
            """),
            "offer",
            TASK,
            counts=listed("""
                Posso ajudar | Eu faço isso. | Contem comigo! | Inscrevam-me | Ofereço-me | Eu ajudo | T7 posso ajudar
                Estou dentro
            """),
            not_counted=listed("""
                Quem pode ajudar? | Não posso ajudar | Posso ajudar se o Ben vier | O Ben pode ajudar | Posso ajudar?
            """),
        ),
        Phrase(
            listed("sim | claro | ok | concordo | de acordo"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("sim | claro"),
        ),
        Phrase(
            listed("não"),
            "decline",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("não"),
        ),
        Phrase(
            listed("""
                não posso | não posso este mês | este mês não | este mês não posso | desta vez não | dessa vez não
                não tenho tempo | não estou disponível | recuso | declino | passo | não obrigado | não obrigada
            """),
            "decline",
            TASK,
            counts=listed("""
                Desculpem, não posso | Desta vez não | Não tenho tempo, desculpem | Declino. | Este mês não posso
            """),
            not_counted=listed("Não podes? | Não posso acreditar"),
        ),
        Phrase(
            listed("aceito | aceito a tarefa | aceite"),
            "accept",
            TASK,
            alone=True,
            counts=listed("Aceito. | Aceito a tarefa"),
            not_counted=listed("Aceitas? | Não aceito | Aceito críticas"),
        ),
        Phrase(
            listed("feito | está feito | terminado | pronto | concluído | terminei"),
            "done",
            TASK,
            alone=True,
            counts=listed("Feito | Pronto! | Está feito."),
            not_counted=listed("Está feito? | Feito em casa"),
        ),
        Phrase(
            listed("sucesso | funcionou | um sucesso | correu bem | deu certo"),
            "success",
            TASK,
            alone=True,
            counts=listed("Sucesso | Funcionou! | Deu certo"),
            not_counted=listed("Funcionou? | Muito sucesso com isso"),
        ),
        Phrase(
            listed("em parte | parcialmente"),
            "partly",
            TASK,
            alone=True,
            counts=listed("Em parte | parcialmente: falta metade"),
            not_counted=listed("Em parte nublado"),
        ),
        Phrase(
            listed("fracasso | falhou | não funcionou | um fracasso | correu mal | não deu certo"),
            "failure",
            TASK,
            alone=True,
            counts=listed("Fracasso | Não funcionou | não funcionou: ninguém veio"),
            not_counted=listed("Um fracasso?"),
        ),
    ),
    leads=listed("""
        correção | queria dizer | queria escrever | desculpe | corrijo
        eu | eu sou | sou | estou | então | pois | bem | bom | e | um | um grande | grande | plenamente | totalmente
        completamente | absolutamente | fortemente | muito | pessoalmente | da minha parte | por mim
        pela minha parte | no que me diz respeito | desculpem | desculpa | desculpem mas | infelizmente | lamento
        ótimo | perfeito | excelente | muito bem | boa ideia | ótima ideia | boa proposta | digo | quis dizer
        quero dizer | ainda | também | obrigado | obrigada | a minha posição | a minha posição é | com prazer | claro
        ok
    """),
    performing=listed("""
        voto | o meu voto | o meu voto é | meu voto | meu voto é | o meu voto é um | da minha parte | por mim
        da minha | mudo o meu voto para | mudo meu voto para | mudem o meu voto para | à proposta
    """),
    pronouns=listed("""
        eu | tu | você | ele | ela | nós | eles | elas | isso | isto | é | era | foi | o | a | os | as | há | já | me
        te | seu | meu | quem | vi | estou
    """),
    trails=listed("""
        da minha parte | por mim | para mim | por favor | obrigado | obrigada | também | plenamente | totalmente
        completamente | absolutamente | claro | com certeza | com prazer | com isto | com isso | com a proposta
        com esta proposta | com o plano | à proposta | a esta proposta | a proposta | esta proposta | da proposta
        nisto | nisso | a todos | todos | todas | companheiros | companheiras | boa ideia | ótima ideia | bom trabalho
        bravo | desculpem | lamento | não vinculativo | vinculativo | tal como está | aqui | desta vez | 100% | a 100%
        sem dúvida
    """),
    greetings=listed("""
        olá | oi | bom dia | boa tarde | boa noite | caro | cara | caros | caras | querido | querida | queridos
        queridas | prezado | prezada | prezados
    """),
    everybody=listed("""
        a todos | a todas | a todos e todas | a todas e todos | todos | todas | pessoal | gente | companheiros
        companheiras | camaradas | amigos | amigas | colegas
    """),
    thanks=listed("""
        obrigado | obrigada | muito obrigado | muito obrigada | obrigado a todos | obrigada a todos | agradeço | valeu
    """),
    closings=listed("""
        abraços | abraço | um abraço | cumprimentos | saudações | saudações solidárias | atenciosamente | cordialmente
        até breve | até logo | beijos | tenham um bom dia | bom fim de semana | melhores cumprimentos
        com os melhores cumprimentos | enviado do meu iphone | abs
    """),
    negations=listed("não | nao | nunca | jamais | nenhum | nenhuma | sem | nem | tampouco | ninguém | nada"),
    conditions=listed("""
        mas | mas só se | mas apenas se | se | salvo | salvo se | exceto | só | só se | apenas | apenas se | somente
        somente se | desde que | contanto que | na condição | com a condição | porém | contudo | no entanto | embora
        ainda que | enquanto | a menos que | a não ser que | ou | senão | quando | caso | assim que | até que
        unicamente | com uma alteração
    """),
    hedges=listed("""
        talvez | provavelmente | possivelmente | se calhar | quiçá | em princípio | em teoria | quase | a meias
        mais ou menos | hum | hmm | indeciso | indecisa | não tenho certeza | não tenho a certeza | por agora
        por enquanto | estou a brincar | brincadeira | ainda não | espera | esperem | concordaria | votaria | diria
        poderia | votarei | pode ser
    """),
    opinions=listed("""
        acho | acho que | penso | penso que | creio | creio que | na minha opinião | parece-me que
    """),
    vague=listed("""
        sim e não | não e sim | como o ben | como ben | idem | eu também | igual | o mesmo | por que não | porque não
        boa ideia | ótima ideia | como quiserem | vocês decidem | sem problema | não há problema | nenhum problema
        gosto | gosto disso | aceito | tanto faz | pode ser
    """),
    talk=listed("""
        não sei | não faço ideia | não há pressa | não há | sem comentários | por exemplo | não obstante | não só
        voto em branco | não voto | não é | não me lembro | contra a vontade | muito sucesso
    """),
    because=listed("""
        porque | pois | já que | demasiado | muito | caro demais | visto que | dado que | devido a | por falta
        uma vez que
    """),
    reversals=listed("""
        retiro o que disse | esqueçam | esqueçam isso | esquece | esquece isso | ignorem | ignorem isto
        favor ignorar | ps: mudei de ideias
    """),
    provisos=listed("""
        condição | uma condição | com uma condição | com uma só condição | a minha condição | minha condição
        condições
    """),
    trials=listed("""
        teste | um teste | é um teste | isto é um teste | só um teste | apenas um teste | é só um teste
        isto é só um teste | test
    """),
    prepositions=listed("a | ao | à | com | de | do | da | para | por | sobre | em | no | na | re"),
    choosing=listed("""
        voto em | voto por | voto | o meu voto | meu voto | escolho | prefiro | a minha escolha | minha escolha
        aprovo | opção | opções | sou por
    """),
    ordering=listed("""
        primeiro
        a minha ordem | minha ordem | por esta ordem | nesta ordem | por ordem de preferência | ordem
    """),
    then=listed("depois | e depois | em seguida | antes de"),
    both=listed("e"),
    nothing=listed("nenhuma | nenhum | nenhuma delas | nada"),
    dangling=listed("""
        o | a | os | as | um | uma | de | do | da | meu | seu | e | ou | mas | se | não | ao | com | por | para | em
        porque | que | é | era | deu | disse | mais | menos | só | pelo
    """),
    help=listed("ajuda | socorro"),
    not_counted=listed("""
        O Ben deu o seu +1 | pelo menos 3 votos a favor | O que significa +1? | Obrigado pela proposta
        Leio no fim de semana | Como o Ben | Eu também | Deviam votar sim | Votem sim | Somos a favor
        +1 se o Ben fizer | Quase +1 | Votaria sim | Votarei a favor | a favor, contra, abstenção
        Concordo. Não, contra. | Não faço ideia | Quem votou sim? | É uma boa ideia | Estou indecisa
    """),
)
