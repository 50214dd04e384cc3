"""English: what members write when they vote, offer work and judge it."""

from __future__ import annotations

from typing import Final

from listvote.mail.vocabulary.phrase import DECISION, TASK, Kind, Phrase, Vocabulary, listed

ENGLISH: Final = Vocabulary(
    language="en",
    name="English",
    phrases=(
        Phrase(
            listed("""
                agree | agreed | i'm in agreement | i am in agreement | i concur | makes sense to me | sounds good to me | sounds good | works for me
            """),
            "agree",
            kind=Kind.ECHO,
            counts=listed("""
                agree | I agree. | Agreed! | I fully agree | I agree to this | Hi all, I agree. Thanks, Ada
                Sounds good to me | I concur. | I am in agreement with this | Works for me! | #12 agree | agree: it is cheap | Agree, it is a fair price
            """),
            not_counted=listed("""
                I don't agree | I agree with Ben | Agree to disagree | if all agree, we go on | Agree?
                I agreed last time | We could never agree on that | I agree that the lease is a problem
                Agreed, but only if the lease allows it | I think I agree | I mostly agree | I concur with Ben
                I would agree if it were cheaper | Do we all agree? | I agree with most of it
                Sounds good, but who pays? | Not everybody agrees | I can't agree | agree: only if the lease allows it
            """),
        ),
        Phrase(
            listed("""
                consent | support | in favour | in favor | in favour of | in favor of | all for it | for it | approve
                approved | you have my support | you have my vote | lgtm | sounds like a plan | sounds great | plus one | i'm for this proposal | i'm for this | i'm for it | i'm for the proposal | i'm all for it | i'm all for this | sgtm | let's go | this works for me | that works for me | that's fine by me | that's fine with me | this is fine by me | this sounds good | that sounds good | hell yeah | looks good to me | go ahead
                let's go ahead | go for it | let's do it | let's do this | lets do it | please do | do it | make it so
                fine by me | fine with me | ok by me | okay by me | ok with me | okay with me | ok for me
                okay for me | good for me | fine for me | good by me | good with me | i'm ok with this
                i'm okay with this | i'm fine with this | i'm fine with that | i'm fine with it | i'm in favour
                i'm in favor | i'm in favour of | i'm in favor of | i'm happy with this | i'm good with this
                no objections | no objection | no objections from me | no objection from me | i have no objections
                i have no objection | no objections here | no concerns | i accept the proposal | you have my blessing
                count me as a yes | i am for this | i am for it | i am for this proposal | i am for the proposal
                i vote for this | i vote for this proposal | i vote for the proposal | please go ahead
            """),
            "agree",
            counts=listed("""
                I am for this. | I am for the proposal | I vote for this | I vote for the proposal: it is cheap
                Please go ahead
                consent | I support this | I'm in favour. | in favor | I'm all for it | You have my vote | LGTM
                Go ahead | Go ahead, please. | Fine by me | OK with me, thanks | No objections
                No objections from me! | I have no objection to this. | I'm fine with this | Let's do it! | I approve
                Please do | Looks good to me | I'm in favour of this proposal | Dear comrades, I support the proposal.
                Make it so.
            """),
            not_counted=listed("""
                I can't support this | I do not support this | The support group meets on Monday | Any objections?
                No objections? | No objections so far, but I have not read it | Go ahead without me
                Support for Windows is missing | I approved the minutes yesterday | I'm not in favour
                Ben is in favour of it | I am for this week only | Please go ahead without me | Who is in favour? | Fine by me if Ben pays | We need your support
                Go ahead and disagree if you like
            """),
        ),
        Phrase(
            listed("endorse"),
            "agree",
            ("consensus", "lazy", "majority"),
            counts=listed("I endorse this"),
            not_counted=listed("Who will endorse it?"),
        ),
        Phrase(
            listed("for"),
            "agree",
            alone=True,
            counts=listed("for | I'm for | For! | I vote for"),
            not_counted=listed("For the press, we pay 400 | For now | What for?"),
        ),
        Phrase(
            listed("""
                yes | yes please | yes please do | yep | yup | yeah | yes indeed | aye | sure | sure thing | of course | absolutely
                definitely | certainly | by all means | ok | okay | hell yes | yea | very much so | yes yes
            """),
            "agree",
            kind=Kind.ANSWER,
            counts=listed("""
                yes | Yes please | YES! | Yep | Aye. | Sure thing | ok | Yes from me | Yes, go ahead | Yes, I agree
                I vote yes | My vote is yes | A big yes from me | Yes - a fair price | Yes: it is cheap
                Definitely yes | So yes from me. | Yes, with pleasure | I say yes | Put me down for yes
                change my vote to yes
            """),
            not_counted=listed("""
                Yes, but only if the lease allows it | Yes and no | I voted yes | Yes? | Yes, I saw that mail
                Probably yes | yes or no? | Yes if Ben agrees | Ben said yes | Yes, the meeting is on Monday
                Maybe yes | Sure, whatever | Yes, I think | Should I write yes? | The yes votes are in the lead
                I would say yes | Yes, unless it rains | I will vote yes | yes to the first part | Yes, Friday
                OK, I read it | Ok, so what now?
            """),
        ),
        Phrase(
            listed("""
                agree with reservations | with reservations | yes with reservations | i can live with it | can live with this | can live with that | yes with some reservations
                can live with it | i can live with this | i can live with that | agree but with reservations
                support with reservations | agree with some reservations | with some reservations | some reservations
            """),
            "reservations",
            counts=listed("""
                agree with reservations | Yes, with reservations | I can live with it. | I agree, with reservations
                with reservations: the noise
            """),
            not_counted=listed("Can we live with it? | I can't live with it | Can you live with it?"),
        ),
        Phrase(
            listed("reservations"),
            "reservations",
            alone=True,
            counts=listed("reservations | reservations: the noise | #12 reservations"),
            not_counted=listed("""
                What are your reservations? | The hotel reservations are made | I have my reservations about the noise
            """),
        ),
        Phrase(
            listed("""
                abstain | i'd like to abstain | i would like to abstain | i want to abstain | i wish to abstain | i'm abstaining | abstaining | i am abstaining | abstention | i'm neutral | i am neutral | no opinion
                no preference | i have no opinion | i have no preference
            """),
            "abstain",
            counts=listed("""
                abstain | I abstain. | I have to abstain, sorry | I'm neutral | No opinion | Abstain, I was away
            """),
            not_counted=listed("""
                Did you abstain? | Those who abstain are not counted | I didn't abstain | I may abstain
                Nobody should abstain
            """),
        ),
        Phrase(
            listed("neutral"),
            "abstain",
            alone=True,
            counts=listed("neutral | Neutral."),
            not_counted=listed("Neutral colours please"),
        ),
        Phrase(
            listed("""
                stand aside | i stand aside | i'm standing aside | i am standing aside | standing aside
                i'll stand aside
            """),
            "stand aside",
            counts=listed("""
                stand aside | I stand aside. | I'll stand aside on this | stand-aside
                Stand aside: I have no time for it
            """),
            not_counted=listed("Would you stand aside? | Please stand aside from the machine | I won't stand aside"),
        ),
        Phrase(
            listed("disagree | i'm in disagreement"),
            "disagree",
            kind=Kind.ECHO,
            counts=listed("""
                disagree | I disagree. | I strongly disagree | disagree because it is too dear | I have to disagree
                Disagree - too expensive
            """),
            not_counted=listed("""
                I don't disagree | You may disagree | I disagree with Ben | Disagree? | Let us disagree in peace
            """),
        ),
        Phrase(
            listed("""
                oppose | opposed | i'm against | i am against | i'm against it | i am against it | against it
                against this | not in my name | count me as a no | i vote against | i vote against it | thumbs down
                i am opposed | i'm opposed
            """),
            "disagree",
            counts=listed("""
                I'm against | I'm against it. | I oppose this | I am opposed to this | Nope, I'm against
                I vote against | No, I'm against it | I oppose the proposal: too loud
                I'm against this because the floor is weak
            """),
            not_counted=listed("""
                I'm not against it | Is anybody against it? | I was against it | I'm not opposed | Who is opposed?
                Ben is against it
            """),
        ),
        Phrase(
            listed("against"),
            "disagree",
            alone=True,
            counts=listed("against | Against! | against: too loud"),
            not_counted=listed("Against the wall there is room | against what?"),
        ),
        Phrase(
            listed("""
                no | nope | nay | hell no | no thanks | no thank you | no way | absolutely not | definitely not | certainly not
                nah | no no | no sorry
            """),
            "disagree",
            kind=Kind.ANSWER,
            counts=listed("""
                no | No. | NO! | Nope | Nay. | No thanks | No, thank you. | No - too expensive
                No: the lease forbids it | I vote no | A no from me | No, too expensive | No because we lack the room
                No way! | My vote: no | Sorry, no. | I have to say no | change my vote to no
            """),
            not_counted=listed("""
                No idea | No. 12 is broken | No, I saw him yesterday | No? | No one told me | There is no room
                No news | I wouldn't say no | No vote from me yet | No worries | No doubt it is cheap | No, not yet
                Not yet | No problem? | No, the meeting is on Monday | No hurry | no longer needed | Why no?
                No matter what | No, Tuesday
            """),
        ),
        Phrase(
            listed("""
                i block | i'd like to object | i would like to object | i want to object | i wish to object | i block this | i'm blocking | i'm blocking this | i am blocking this | blocking this | strong objection | formal objection | i veto | i veto this | i must object | i raise an objection
                i have an objection
            """),
            "object",
            counts=listed("I block this: the lease forbids it | I veto | I have an objection: the lease forbids it"),
            not_counted=listed("Do you have an objection? | I block spam by hand | I won't block this"),
        ),
        Phrase(
            listed("object | block | veto | i object"),
            "object",
            alone=True,
            counts=listed("""
                object: the lease forbids it | I object. | I object, the lease forbids it | I object on the grounds that the lease forbids it | block: no room | veto
                I object!
            """),
            not_counted=listed("""
                I don't object | Does anybody object? | The object of the meeting | Block letters please
                I won't object | If you object, write now | The object code is broken
            """),
        ),
        Phrase(
            listed("endorse"),
            "step 1",
            ("gradient",),
            counts=listed("endorse | I endorse this"),
        ),
        Phrase(
            listed("""
                agree with a minor point | agree with a minor point of contention
                endorse with a minor point of contention | endorse with a minor point
            """),
            "step 2",
            ("gradient",),
            counts=listed("agree with a minor point"),
        ),
        Phrase(
            listed("""
                disagree but go along | disagree but willing to go with the majority
                formal disagreement but willing to go with majority | disagree but i will go along
            """),
            "step 6",
            ("gradient",),
            counts=listed("disagree but go along"),
        ),
        Phrase(
            listed("""
                disagree and not take part | formal disagreement with request to be absolved of responsibility
                disagree and i will not take part
            """),
            "step 7",
            ("gradient",),
            counts=listed("disagree and not take part"),
        ),
        Phrase(
            listed("""
                withdraw | please withdraw my vote | i withdraw my vote | withdraw my vote | scrap my vote | please scrap my vote
                take back my vote | withdraw my ballot | delete my vote | cancel my vote
            """),
            "withdraw",
            DECISION,
            alone=True,
            counts=listed("withdraw | Scrap my vote | Please withdraw my vote | I withdraw my vote."),
            not_counted=listed("Will you withdraw? | We withdraw money on Monday | I won't withdraw my vote"),
        ),
        Phrase(
            listed("""
                withdraw proposal | withdraw the proposal | withdraw my proposal | i withdraw the proposal
                i withdraw my proposal | i withdraw this proposal | withdraw this proposal
            """),
            "withdraw proposal",
            DECISION,
            counts=listed("withdraw proposal | I withdraw my proposal."),
            not_counted=listed("Would you withdraw the proposal? | Don't withdraw the proposal"),
        ),
        Phrase(
            listed("""
                second | seconded | i second | i second this | i second that | i second it | i second the proposal
                i second the motion
            """),
            "second",
            DECISION,
            alone=True,
            counts=listed("second | Seconded. | I second this | I second the motion!"),
            not_counted=listed("Second point: the price | On second thoughts | Give me a second | seconded?"),
        ),
        Phrase(
            listed("""
                still object | i still object | i keep my objection | i keep up my objection | my objection stands
                i maintain my objection
            """),
            "still object",
            ("consensus", "lazy", "gradient"),
            counts=listed("still object | I still object. | My objection stands"),
            not_counted=listed("Do you still object? | I no longer object | I don't still object"),
        ),
        Phrase(
            listed("""
                satisfied | i'm satisfied | i am satisfied | objection resolved | my objection is resolved
                i withdraw my objection | my objection is met
            """),
            "satisfied",
            ("consensus", "lazy", "gradient"),
            alone=True,
            counts=listed("satisfied | I'm satisfied. | I withdraw my objection"),
            not_counted=listed("Are you satisfied? | I'm not satisfied | satisfied customers"),
        ),
        Phrase(
            listed("""
                i stand | i'm standing | i am standing | i stand for election | i'll stand | i am a candidate
                i'm a candidate | i nominate myself
            """),
            "stand",
            DECISION,
            counts=listed("I stand | I'm standing. | I stand for election | I nominate myself"),
            not_counted=listed("I stand by what I said | I don't stand | I can't stand this | I stand corrected"),
        ),
        Phrase(
            listed("""
                accept nomination | accept the nomination | i accept the nomination | i accept my nomination
                accept my nomination
            """),
            "accept nomination",
            DECISION,
            counts=listed("accept nomination | I accept the nomination, thanks!"),
            not_counted=listed("Will you accept the nomination? | I can't accept the nomination"),
        ),
        Phrase(
            listed("raise | raise this | i ask to raise this"),
            "raise",
            DECISION,
            alone=True,
            counts=listed("raise | raise #12"),
            not_counted=listed("Raise your hand | A raise would be nice"),
        ),
        Phrase(
            listed("""
                offer | volunteer | i volunteer | i'll volunteer | willing | i'm willing | i am willing | i can do it
                i can do this | i can do that | i can help | i could do it | i'll do it | i will do it | i'll help
                i will help | count me in | put me down | put me on the list | sign me up | happy to help
                i'm happy to help | glad to help | i'd love to | i'd be happy to help | i'm in | i'd like to help
                i want to help | i can take this | i'll take it | i'll take this
            """),
            "offer",
            TASK,
            counts=listed("""
                offer | I volunteer | willing | I can do it. | I can help | Count me in! | Put me down | I'm in
                T7 I can help | Happy to help, thanks | I'll do it | sign me up please | I'd love to!
            """),
            not_counted=listed("""
                Who can help? | I can help if Ben comes too | Can I help? | I can do it, but only in May
                Ben can do it | An offer came by post | I could help maybe | Count me in?
            """),
        ),
        Phrase(
            listed("yes | yes please | sure | ok | yep | of course | agree | i could help | i might help | me"),
            "offer",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("yes | Sure | I could help | agree"),
        ),
        Phrase(
            listed("no | nope | disagree | object"),
            "decline",
            TASK,
            kind=Kind.VAGUE,
            not_counted=listed("no"),
        ),
        Phrase(
            listed("""
                decline | i decline | i can't | i cannot | i can't do it | can't this month | can't do it
                i can't this time | can't this time | i can't this month | sorry i can't | not this time
                sorry can't this month | i have to decline | can't this week | i can't this week | not available
                i'm not available | no time | i have no time | count me out | i'm out | no thanks | no sorry
                sorry no time
            """),
            "decline",
            TASK,
            counts=listed("""
                decline | I decline. | Sorry, can't this month | I can't this time, sorry | Not this time
                I have no time, sorry | count me out
            """),
            not_counted=listed("Did he decline? | I can't say | Can't you do it? | I don't decline"),
        ),
        Phrase(
            listed("accept | i accept | accepted | i accept the task | i accept the mandate"),
            "accept",
            TASK,
            alone=True,
            counts=listed("accept | I accept. | T7 accept | I accept, thanks"),
            not_counted=listed("Would you accept? | I can't accept | Accept all cookies"),
        ),
        Phrase(
            listed("""
                apprentice | as an apprentice | as apprentice | i'd like to learn it | i want to learn it
                i'd like to learn | i want to learn
            """),
            "apprentice",
            TASK,
            counts=listed("apprentice | As an apprentice, please | I'd like to learn it"),
            not_counted=listed("Is there an apprentice? | The apprentice was late"),
        ),
        Phrase(
            listed("""
                withdraw offer | withdraw my offer | i withdraw my offer | withdraw the offer | i take back my offer
            """),
            "withdraw offer",
            TASK,
            counts=listed("withdraw offer | I withdraw my offer."),
            not_counted=listed("Don't withdraw your offer"),
        ),
        Phrase(
            listed("done | it's done | it is done | all done | i'm done | finished | job done | completed"),
            "done",
            TASK,
            alone=True,
            counts=listed("done | Done! | It's done. | T7 done"),
            not_counted=listed("Is it done? | Not done yet | It will be done by May | done with coffee"),
        ),
        Phrase(
            listed("success | worked | it worked | a success | it was a success | it worked well"),
            "success",
            TASK,
            alone=True,
            counts=listed("success | It worked. | worked: everybody came | A success!"),
            not_counted=listed("Was it a success? | It never worked | We worked until ten"),
        ),
        Phrase(
            listed("""
                partly | partly worked | it partly worked | half a success | a partial success | partial success
            """),
            "partly",
            TASK,
            alone=True,
            counts=listed("partly | partly: half of it is done | It partly worked"),
            not_counted=listed("partly? | Partly cloudy today"),
        ),
        Phrase(
            listed("""
                failure | did not work | didn't work | it did not work | it didn't work | a failure | it was a failure
                it failed | failed
            """),
            "failure",
            TASK,
            alone=True,
            counts=listed("failure | It didn't work. | did not work: nobody came | It was a failure"),
            not_counted=listed("Was it a failure? | failure is not an option"),
        ),
    ),
    leads=listed("""
        changed my mind | i changed my mind | i have changed my mind | i've changed my mind | correction
        another | my | adding my | adding a | count my | hard | consider this a | consider this my | consider me a | i have to vote
        voting | formally | i formally
        100%
        i | i too | i vote | i'm voting | i am voting | i cast my vote | i hereby | i say | i'll say | my vote
        my vote is | my vote is a | my answer | my answer is | my position | my position is | mine is | so | so i
        well | ok | okay | right | and | so it's a | it's a | it is a | its a | that's a | that is a | this is a
        it's | a | an | big | huge | strong | clear | definite | enthusiastic | warm | hearty | definitely
        absolutely | totally | fully | completely | wholeheartedly | strongly | firmly | gladly | happily | personally
        as for me | for me | from me | for my part | as far as i'm concerned | from my side | speaking for myself
        here's my | here is my | here's a | put me down for | put me down for a | put me down as | put me down as a
        count me as | count me as a | mark me as | please count me as | please put me down as | please put me down for
        change my vote to | i change my vote to | i'm changing my vote to | changing my vote to
        please change my vote to | i'd like to change my vote to | i want to change my vote to | to be clear
        for the record | oh | ah | i'm | im | i am | i must | i have to | i have to say
        i'm afraid i must | i'm afraid | sorry | sorry but | unfortunately | regretfully | sadly | still | also
        really | i do | on this one | great | nice | excellent | good | cool | perfect | wonderful
        lovely | great idea | good idea | nice idea | great proposal | good proposal | nice work | good work
        great work | looks great | looks good | love it | having read it | i've read it | on reflection | and i
        i meant | i mean | meant | i meant to say | i meant to write
        yours truly | all in all
    """),
    performing=listed("""
        voting | i have to vote | consider this a
        change my vote from yes to | change my vote from no to | change my vote from agree to
        change my vote from disagree to | change my vote from abstain to | change my vote from for to
        change my vote from against to | change my vote from +1 to | change my vote from -1 to
        change my vote from reservations to | change my vote from object to | please change my vote from yes to
        please change my vote from no to | please change my vote from agree to | please change my vote from disagree to
        please change my vote from abstain to | please change my vote from for to | please change my vote from against to
        please change my vote from +1 to | please change my vote from -1 to | please change my vote from reservations to
        please change my vote from object to | i change my vote from yes to | i change my vote from no to
        i change my vote from agree to | i change my vote from disagree to | i change my vote from abstain to
        i change my vote from for to | i change my vote from against to | i change my vote from +1 to
        i change my vote from -1 to | i change my vote from reservations to | i change my vote from object to
        i vote | i'm voting | i am voting | i cast my vote | my vote | my vote is | my vote is a | my position
        my position is | from me | put me down for | put me down for a | put me down as | put me down as a
        count me as | count me as a | mark me as | please count me as | please put me down as | please put me down for
        change my vote to | i change my vote to | i'm changing my vote to | changing my vote to
        please change my vote to | i'd like to change my vote to | i want to change my vote to | on the proposal
        to the proposal | to this proposal
    """),
    pronouns=listed("""
        i | you | he | she | they | we | it | that | this | there | those | these | who | what | it's | that's
        there's | i'm | i've | i'll | we're | you're | he's | she's | they're | my | your | his | her
    """),
    trails=listed("""
        and thanks | and thank you | and many thanks | xx | x
        from me | for me | from my side | from here | here | on this | on this one | on that | to this | to this one
        to this proposal | to the proposal | to your proposal | to that | to it | with this | with it | with that
        with the proposal | with this proposal | with your proposal | with the plan | with this plan | with the motion
        this | it | that | this one | this proposal | the proposal | your proposal | the motion | this motion
        this plan | the plan | of this | of it | of the proposal | of this proposal | of the motion | please | too
        as well | also | of course | indeed | definitely | absolutely | completely | totally | fully | wholeheartedly
        100% | binding | non binding | nonbinding | not binding | vote | again | everyone | everybody | all | folks
        friends | comrades | good luck | great work | good work | well done | nice work | great idea | good idea
        great proposal | good proposal | nice idea | sorry | i'm afraid | as proposed | as written | as stated | as is
        as before | with pleasure | gladly | happily | strongly | for sure | this time | on my part | on my behalf
        on the proposal | on this proposal | on the motion | always | any time | anytime | for this | for the task
        for this task | with this task
    """),
    greetings=listed("""
        hi | hello | hey | dear | good morning | good afternoon | good evening | greetings | howdy | morning | hiya
    """),
    everybody=listed("""
        all | everyone | everybody | folks | comrades | friends | team | there | fellow | members | people
        colleagues | y'all | both | group | list
    """),
    thanks=listed("""
        thanks | thank you | many thanks | thanks a lot | thx | ta | cheers | thank you very much | thanks again
        with thanks
    """),
    closings=listed("""
        best | best wishes | best regards | kind regards | regards | warm regards | yours | sincerely
        yours sincerely | in solidarity | solidarity | solidarity greetings | all the best | love | take care
        see you | talk soon | greetings | have a nice day | have a nice weekend | have a good day
        have a good weekend | bye | sent from my iphone | sent from my phone | cu
    """),
    negations=listed("""
        not | don't | dont | doesn't | didn't | can't | cannot | cant | won't | wouldn't | couldn't | isn't | aren't
        wasn't | haven't | never | neither | nor | nobody | none | hardly | no | no longer | without | hasn't
        i'd not | do not | did not
    """),
    conditions=listed("""
        as amended | caveat | caveats | with one caveat | with a caveat | with the caveat | with caveats | modulo | minus | after | before | while
        but | if | unless | only | only if | but only if | except | except for | provided | providing | however
        though | although | until | till | as long as | so long as | assuming | in case | depending | on condition
        on the condition | subject to | whether | apart from | other than | otherwise | or | with the exception
        with one change | with a change | with the change | with changes | with the proviso | even if | once | when
        as soon as | pending | yet | instead | conditional on | conditionally | but i | just if
    """),
    hedges=listed("""
        maybe | perhaps | probably | possibly | i guess | i suppose | i suspect | kind of | sort of | kinda | leaning
        i lean | tend to | inclined | tentative | tentatively | for now | for the moment | hmm | hm | um | er | unsure
        undecided | almost | nearly | half | mostly | partly | partially | more or less | in principle | in theory
        could | might | may | would | should | not sure | i'm not sure | i am not sure | just kidding | kidding
        joking | just joking | not really | wait | not yet | whatever | or maybe not | on second thoughts
        on second thought | scratch that | never mind | so far | will
    """),
    opinions=listed("i think | i believe | imo | imho | in my opinion | i feel | it seems | seems"),
    vague=listed("""
        no strong feelings | no strong opinion | no strong opinions
        fine | go | objection | perfect | ok then
        same as | same here | ditto | me too | what ben said | like ben | as before | yes and no | no and yes
        yes or no | yes/no | why not | whatever you decide | your call | as you like | not sure | i'm undecided
        i'm torn | count me in | same for me | good idea | great idea | i like it | i love it | love it | like it
        i don't mind | i do not mind | no problem | no problems | not bad | i agree with everything | thumbs up
        +1 to that | i'm with | what she said | what he said | accept | i accept | accepted
    """),
    talk=listed("""
        no virus | no viruses | no virus found
        agree to disagree | no idea | no vote | no votes | no comment | no comments | no one | no need | no more
        no doubt | no matter | no worries | no rush | no hurry | no news | no reply | no answer | no such | no quorum
        no less | yes vote | yes votes | yes man | +1 votes | -1 votes | support group | object code | for example
        for instance | for sale | for a while | on second | second hand | second time | against all odds
        of the object | well done everybody | no question | no questions | no change | no changes | no further
        no answer yet | no response | no luck | go ahead and | go ahead without | go ahead with | ok so | no not
        stand by | stand corrected | can't stand | no real | no time to
    """),
    because=listed("""
        because | on the grounds that | on the ground that | on the grounds of | since | as | due to | too | far too | way too | much too | not enough | considering | given | seeing
        out of | cause | for the reason | on grounds of | it's too | it is too | that's too | we can't afford
        we cannot afford
    """),
    reversals=listed("""
        i take that back | i take it back | i take back what i said | forget it | forget that | forget the above
        disregard the above | disregard that | disregard this | disregard my vote | please disregard
        ignore the above | ignore that | ignore my vote | please ignore this | please ignore
        update i changed my mind | update: i changed my mind | ps: i changed my mind | ps i changed my mind
        edit: i changed my mind | p.s. i changed my mind
    """),
    provisos=listed("""
        condition | one condition | on one condition | a condition | my condition | my only condition | conditions
        proviso | one proviso | prerequisite
    """),
    trials=listed("""
        test | testing | just testing | just a test | only a test | only testing | this is a test
        this is only a test | this is just a test | it's only a test | test mail | a test | please ignore
    """),
    prepositions=listed("on | to | for | re | regarding | about | with | of | concerning | in"),
    choosing=listed("""
        approve | i approve | i approve of | approve of | i vote | i vote for | my vote | my vote is | my vote is for
        my vote goes to | vote for | vote | option | options | i choose | i'd choose | i pick | i prefer | i'd go for
        i go for | i'd go with | +1 for | +1 to | yes to | yes for | i'm for | i am for | for | my choice
        my choice is | my pick | my first choice | my first choice is | my favourite is | i like
    """),
    ordering=listed("""
        first | firstly
        my ranking | my ranking is | my order | my order is | my order of preference | in this order | in order
        in order of preference | ranking | i rank | order | rank | my preferences
    """),
    then=listed("then | and then | over | before | followed by | second | third"),
    both=listed("and | plus | as well as"),
    nothing=listed("none | none of them | none of these | none of the above | nothing | neither"),
    dangling=listed("""
        a | an | the | my | his | her | their | our | your | its | gave | give | gives | of | at | least | if | not
        to | and | or | but | with | for | in | on | by | as | because | that | than | is | was | are | say | said
        says | vote | voted | write | wrote | answer | would | will | be | more | unless | until | only | when | from
        no
    """),
    help=listed("help me | how does this work"),
    not_counted=listed("""
        For: 12 | +1: Ada, Ben, Cleo | -1: Cleo | Agree: Ada | yes: 12
        Please support this proposal! | please agree | Just say no | I'd like to agree | No virus found. | Of course not
        Yeah, right | Thanks for the yes | Do support this, please | Yes. I saw him yesterday. | No. You sent it already.
        Ben gave his +1 | at least 3 +1 votes | Same as Ben | I'd rather wait for Cleo | Thanks for writing this up
        What does +1 mean? | So that makes three people who said yes | As I said, the lease forbids it
        Why should we agree to that? | Hi all | Best wishes, Ada | I read it and I like it
        We had 12 +1 and 3 -1 last time | The vote was +1 | Please vote yes | Vote no! | Everybody should vote yes
        Write agree or disagree | You can answer "agree" or "object" | My answer depends on the price | Me too
        I like it | Let me think about it | We agree | +1 if Ben does it | +1 to Ben's idea | +1 Ben
        -1 unless the lease changes | Almost +1 | Not a +1 from me | +1 for now | Somebody else's problem | Ada: +1
        I counted nine +1 | ~~agree~~ | Was that a yes? | is it ok if I vote yes later? | agree / disagree
        agree, disagree, abstain | +1, wait, -1 | Agree. No, disagree. | I will agree | You should agree
        They said: agree | He wrote +1 | +1 though I have doubts
    """),
)
