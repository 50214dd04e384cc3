"""What is said of work before it is somebody's: calls for offers, frozen pools, draws, and places that stay empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from listvote import lot
from listvote.charter import Rotation
from listvote.deliberation.decision import Decision
from listvote.events import Drawn, moment
from listvote.group import State
from listvote.group.draws import in_vain, may_reopen, sources_wanted
from listvote.group.times import deadline
from listvote.group.willing import hours_in, offers_for, rotation_of
from listvote.labour.draw import Draw, InPool
from listvote.labour.hours import TOLD_FROM
from listvote.labour.rotation import bound
from listvote.labour.task import Task, TaskStatus
from listvote.posts import views
from listvote.posts.matters import letterhead, say

_TURNS: Final[Mapping[Rotation, str]] = {
    Rotation.TURNS: "whoever was asked least recently goes first; a lot settles ties.",
    Rotation.SHARE: "whoever is owed most goes first; a lot settles ties.",
    Rotation.COUNT: "whoever served the fewest terms goes first; a lot settles ties.",
    Rotation.LOT: "everybody is equal before the lot.",
}


def offers_close(task: Task, now: datetime) -> datetime:
    """Until when offers are taken; a task that no post has called for yet is given its whole time from now on."""
    return task.offers_until if task.called is not None else task.offers_until + (now - task.opened)


def task_item(state: State, task: Task, now: datetime, *, new: bool = False) -> views.TaskItem:
    """A task that looks for people; a `new` one is called for here, so its lot is committed to here."""
    open_ = task.status(now) is TaskStatus.OFFERS
    draw = state.draws.get(task.draw)
    return views.TaskItem(
        ref=task.ref,
        title=task.title,
        people=task.wanted,
        hours=task.hours,
        by=_date(task.by),
        able=task.able,
        apprentices=task.apprentices_wanted,
        offers=len(offers_for(state, task)),
        offers_close=offers_close(task, now),
        write=_write(task) if open_ else (),
        again=task.calls > 1,
        commitment=draw.commitment if draw and new else "",
    )


def looking(state: State, now: datetime) -> list[Task]:
    """The tasks for which offers are taken."""
    return [each for each in state.tasks.values() if each.over is None and each.status(now) is TaskStatus.OFFERS]


def _write(task: Task) -> tuple[views.Say, ...]:
    able = f", able: {', '.join(task.able)}" if task.able else ""
    learn = (say(task.ref, "apprentice"),) if task.apprentices_wanted else ()
    return (say(task.ref, f"I can help{able}"), *learn)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def planned(state: State, decision: Decision) -> tuple[views.TaskItem, ...]:
    """The tasks that a decision opens if it is adopted."""
    made = []
    titles = decision.task_titles or ("",) * len(decision.tasks)
    for task, title in zip(decision.tasks, titles, strict=True):
        by = state.day(deadline(task["by"], decision.deadline, state.zone)) if task.get("by") else None
        able, apprentices = tuple(task.get("able", ())), task.get("apprentices", 0)
        made.append(views.TaskItem("", title, task["people"], task.get("hours"), by, able, apprentices))
    return tuple(made)


def call(
    state: State, tasks: Sequence[Task], answer_to: str, now: datetime, thread_subject: str = ""
) -> views.TaskCall:
    """Tasks look for people, one or several that are drawn together."""
    first = tasks[0]
    shown = task_item(state, first, now)
    rotation = rotation_of(state, first.work_class)
    draw = state.draws.get(first.draw)
    return views.TaskCall(
        letterhead=letterhead(state, answer_to, now),
        ref=first.ref,
        title=first.title,
        people=shown.people,
        offers_close=offers_close(first, now),
        write=shown.write if len(tasks) == 1 else (),
        hours=shown.hours,
        by=shown.by,
        able=shown.able,
        apprentices=shown.apprentices,
        opened_by=state.roll.shown_as(first.opener) if first.opener else "",
        plan=first.plan,
        rotation=_TURNS[rotation],
        commitment=draw.commitment if draw else "",
        sources=state.charter.labour.sources,
        handover=first.handover,
        again=first.calls > 1,
        together=tuple(task_item(state, each, now) for each in tasks) if len(tasks) > 1 else (),
        thread_subject=thread_subject,
    )


def pool(state: State, draw: Draw, answer_to: str, now: datetime, thread_subject: str = "") -> views.Pool:
    """Offers are closed: whoever can be drawn, and until when anybody may add salt."""
    first = state.task_of(draw.name)
    until = draw.salts_until if draw.posted is not None else state.charter.labour.salt.after(now, state.zone)
    return views.Pool(
        letterhead=letterhead(state, answer_to, now),
        ref=first.ref,
        title=first.title,
        people=sum(draw.places.values()) + sum(draw.apprentices.values()),
        pool=tuple(_in_pool(state, draw, each) for each in draw.pool),
        salts_until=until or now,
        commitment=draw.commitment,
        sources=draw.sources,
        together=_together(state, draw),
        bound=_bound(draw),
        thread_subject=thread_subject,
    )


def _together(state: State, draw: Draw) -> tuple[views.Given, ...]:
    """The tasks of a draw, where it has several; whoever was given them, once it was drawn."""
    return tuple(_given(state, draw, ref) for ref in draw.tasks) if len(draw.tasks) > 1 else ()


def _given(state: State, draw: Draw, ref: str) -> views.Given:
    who = tuple(state.roll.shown_as(each) for each in draw.seats.get(ref, ()))
    learning = tuple(state.roll.shown_as(each) for each in draw.taught.get(ref, ()))
    return views.Given(ref, state.task_of(ref).title, draw.places[ref], who, learning)


def _bound(draw: Draw) -> str:
    places = sum(draw.places.values()) + sum(draw.apprentices.values())
    return bound(Rotation(draw.rotation), len(draw.pool), places)


def _in_pool(state: State, draw: Draw, each: InPool) -> views.InPool:
    words = [_standing(state, Rotation(draw.rotation), each.standing)]
    if len(draw.tasks) > 1 and each.able:
        words.append(f"for {_listed(each.able)}")
    if each.learning:
        words.append(f"learning {_listed(each.learning)}" if len(draw.tasks) > 1 else "to learn it")
    return views.InPool(each.number, state.roll.shown_as(each.number), "; ".join(filter(None, words)))


def _standing(state: State, rotation: Rotation, place: tuple[Any, ...]) -> str:
    """A standing in words, as far as there is anything to say."""
    match rotation, place:
        case Rotation.TURNS, (str(last), int(terms)) if last:
            return f"last asked {state.day(moment(last)):%-d %b %Y}, {_counted(terms, 'term')}"
        case Rotation.TURNS, _:
            return "not asked before"
        case Rotation.SHARE, (str(beyond),):
            ahead = not beyond.startswith("-")
            return "served their share" if beyond == "0" else f"{beyond.lstrip('-')} {'ahead' if ahead else 'owed'}"
        case Rotation.COUNT, (int(terms),):
            return _counted(terms, "term")
    return ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def draw(state: State, drawn: Draw, answer_to: str, now: datetime, thread_subject: str = "") -> views.Draw:
    """The order that a draw gave, who is asked, and all that it takes to do it again."""
    first = state.task_of(drawn.name)
    by_number = {each.number: each for each in drawn.pool}
    given = tuple(_given(state, drawn, ref) for ref in drawn.tasks)
    public = tuple(drawn.values[number] for number in sorted(drawn.values))
    by_rfc = drawn.lot == "rfc3797" and len(public) == len(drawn.sources) and bool(public)
    said = lot.guarantees("rfc3797" if by_rfc else "listvote", bool(public), drawn.revealed is None and not by_rfc)
    return views.Draw(
        letterhead=letterhead(state, answer_to, now),
        ref=first.ref,
        title=first.title,
        chosen=sum(len(each.who) + len(each.learning) for each in given),
        order=tuple(_in_pool(state, drawn, by_number[number]) for number in drawn.order),
        secret=drawn.revealed or "",
        salts=len(drawn.salts or {}),
        recount=f"listvote draw verify {file_of(drawn)}",
        head=state.head.hex(),
        given=given,
        salted=tuple(f"{state.roll.shown_as(each)} (member {each}): {text}" for each, text in _salts(drawn)),
        public=public,
        empty=tuple(empty for empty in _empty_of(state, drawn)),
        guarantees=(said, _bound(drawn)),
        thread_subject=thread_subject,
    )


def offers_closed(
    state: State, drawn: Drawn, tasks: Sequence[Task], answer_to: str, now: datetime
) -> views.OffersClosed:
    """What the opener of tasks is told once they are drawn; `state` is the group before the draw."""
    given = []
    for task in tasks:
        who = tuple(state.roll.shown_as(each) for each in drawn.places.get(task.ref, ()))
        learning = tuple(state.roll.shown_as(each) for each in drawn.apprentices.get(task.ref, ()))
        given.append(views.Given(task.ref, task.title, task.wanted, who, learning))
    refs = {task.ref for task in tasks}
    empty = [each for each in drawn.empty if refs & set(each["tasks"])]
    again = any(
        len(each.who) < task.wanted and may_reopen(state, task, now) for task, each in zip(tasks, given, strict=True)
    )
    return views.OffersClosed(
        letterhead(state, answer_to, now), tuple(given), tuple(why_empty(each) for each in empty), again
    )


def file_of(drawn: Draw) -> str:
    """The name of the file that holds the record of a draw."""
    return f"draw-{drawn.name}.json"


def _salts(drawn: Draw) -> list[tuple[int, str]]:
    return sorted((drawn.salts or {}).items())


def _empty_of(state: State, drawn: Draw) -> list[str]:
    seen: dict[str, None] = {}
    for ref in drawn.tasks:
        for each in state.task_of(ref).empty:
            seen[why_empty(each)] = None
    return list(seen)


def why_empty(missing: Mapping[str, Any]) -> str:
    """Why places stay empty, as a sentence: `T7 and T9 want 4 able in layout, 3 offered.`"""
    tasks = list(missing["tasks"])
    wanted, offered = missing["wanted"], missing["offered"]
    able = f" able in {_listed(missing['able'])}" if missing["able"] and not missing["apprentices"] else ""
    people = ("apprentice" if wanted == 1 else "apprentices") if missing["apprentices"] else ""
    who = f"{wanted}{' ' if people else ''}{people}{able}"
    offers = "nobody" if not offered else str(offered)
    return f"{_listed(tasks)} {'wants' if len(tasks) == 1 else 'want'} {who}, {offers} offered."


def pools(state: State) -> tuple[views.PoolItem, ...]:
    """Every frozen pool whose salts are not closed, in a line each."""
    return tuple(
        views.PoolItem(
            state.task_of(each.name).ref,
            _titles(state, each),
            tuple(f"{one.number} {state.roll.shown_as(one.number)}" for one in each.pool),
            each.salts_until or each.frozen,
            each.commitment,
        )
        for each in state.draws.values()
        if each.frozen is not None and each.salts is None and each.pool and not in_vain(state, each)
    )


def _titles(state: State, draw_: Draw) -> str:
    titles = [state.task_of(ref).title for ref in draw_.tasks]
    return titles[0] if len(titles) == 1 else f"{titles[0]} (with {_listed(draw_.tasks[1:])})"


def were_drawn(state: State, names: Sequence[str]) -> tuple[views.DrawnItem, ...]:
    """The draws of these names that a digest tells of, in a few lines each."""
    made = []
    for name in names:
        drawn = state.draws.get(name)
        if drawn is None or drawn.drawn is None or not drawn.pool:
            continue
        shown = draw(state, drawn, "", drawn.drawn)
        next_ = [
            each.alias for each in shown.order if all(each.alias not in one.who + one.learning for one in shown.given)
        ]
        made.append(
            views.DrawnItem(
                shown.ref, _titles(state, drawn), shown.given, tuple(next_), shown.secret, shown.salts, shown.public
            )
        )
    return tuple(made)


def notes(state: State, now: datetime) -> list[str]:
    """What a digest says of draws that wait and of places that stay empty, a sentence each."""
    said = []
    for each in state.draws.values():
        for number, words in sources_wanted(each):
            salts = _counted(len(each.salts or {}), "salt")
            of = "" if len(each.sources) == 1 else f"{number} of "
            said.append(
                f"The draw of {_listed(each.tasks)} waits for a public value: {words}. {salts} went in. "
                f"A moderator enters it: source {of}{each.tasks[0]}: the value"
            )
    return said + [
        f"{task.ref}, {task.title}: {stays_empty(task)}"
        for task in state.tasks.values()
        if task.empty and task.drawn and task.over is None and task.wanted > 0 and not may_reopen(state, task, now)
    ]


def stays_empty(task: Task) -> str:
    """How many places of a task nobody was found for, and why, as sentences."""
    places = "one place stays empty" if task.wanted == 1 else f"{task.wanted} places stay empty"
    return " ".join([f"{places}.", *(why_empty(each) for each in task.empty)])


def hours(state: State, now: datetime) -> views.HoursFigure | None:
    """The hours of all work that is not over: wanted, offered where nobody is drawn yet, promised; None for none."""
    wanted = promised = offered = 0
    for task in state.tasks.values():
        if task.hours is None or task.over is not None:
            continue
        wanted += task.hours * task.people
        promised += task.hours * sum(not each.apprentice for each in task.serving())
        if task.status(now) is TaskStatus.OFFERS:
            offered += _offered(state, task, task.hours)
    return views.HoursFigure(wanted, promised, offered=offered) if wanted else None


def _offered(state: State, task: Task, each: int) -> int:
    """The hours that the willing offer for a task, no more of each than it asks for, and no more than it wants.

    Of a few nobody's own is to be read off the sum: they count with what the task asks for.
    """
    willing = [offer for offer in offers_for(state, task).values() if not offer.apprentice]
    given = [hours_in(offer.hours) if len(willing) >= TOLD_FROM else None for offer in willing]
    return min(sum(each if one is None else min(one, each) for one in given), each * task.wanted)
