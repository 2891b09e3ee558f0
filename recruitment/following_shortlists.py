"""What follows from a shortlist: mails to its readers, what its sender hears and owes, and ends that cards bring."""

from collections.abc import Iterable

import audit
import communications
import desk
from accounts.models import User
from audit import Event
from company.hours import add_business_days
from recruitment.models import Shortlist, ShortlistAnswer, ShortlistItem, ShortlistReader
from recruitment.models.shortlist import ACT, DISCUSS

ACT_WITHIN = 2  # business days
SENT, REMINDER = "shortlist_sent", "shortlist_reminder"
# The card has gone on, or is no longer in the selection.
CARD = (
    "application.moved",
    "application.transferred",
    "application.rejected",
    "application.withdrawn",
    "application.closed",
    "application.hired",
)


def _shortlist(event: Event) -> Shortlist | None:
    found: Shortlist | None = Shortlist.objects.with_people().filter(pk=event.about_id).first()
    return found


@audit.on("shortlist.sent", "shortlist.reminded")
def write_to_readers(event: Event) -> None:
    template = SENT if event.verb == "shortlist.sent" else REMINDER
    _write(ShortlistReader.objects.filter(shortlist=event.about_id, pk__in=event.facts["readers"]), template, event)


@audit.on("shortlist.reader_joined")
def write_to_the_new_reader(event: Event) -> None:
    _write(ShortlistReader.objects.filter(pk=event.facts["reader"]), SENT, event)


@audit.on("shortlist.answered")
def tell_the_sender(event: Event) -> None:
    shortlist = _shortlist(event)
    if shortlist is None:
        return
    desk.notify("shortlist.answered", [shortlist.minder], about=shortlist, by=_actor(event), on=[shortlist.job])
    _owe_an_act(shortlist)


@audit.on("shortlist.answer_given")
def follow_a_second_thought(event: Event) -> None:
    """Answers of a shortlist that is answered already: a new yes is owed, the last yes taken back ends the duty."""
    shortlist = _shortlist(event)
    if shortlist is None or shortlist.answered_at is None or event.at <= shortlist.answered_at:
        return
    if shortlist.items.to_act_on().exists():
        _owe_an_act(shortlist)
    else:
        desk.discharge(ACT, about=shortlist, by=_actor(event))


@audit.on("shortlist.lapsed")
def tell_of_the_lapse(event: Event) -> None:
    shortlist = _shortlist(event)
    if shortlist is not None:
        desk.notify("shortlist.lapsed", [shortlist.minder], about=shortlist, by=_actor(event), on=[shortlist.job])


@audit.on("shortlist.withdrawn")
def end_what_was_to_discuss(event: Event) -> None:
    shortlist = _shortlist(event)
    for item in shortlist.items.select_related("application") if shortlist else ():
        _end_discussion(item, _actor(event))


@audit.on(*CARD)
def look_after_the_card(event: Event) -> None:
    by = _actor(event)
    for item in ShortlistItem.objects.filter(application_id=event.about_id).select_related("application"):
        shortlist = Shortlist.objects.with_people().get(pk=item.shortlist_id)
        desk.discharge(DISCUSS, about=item.application, by=by)
        if shortlist.is_open:
            shortlist.settle(by=by)
        elif not shortlist.items.to_act_on().exists():
            desk.discharge(ACT, about=shortlist, by=by)


@audit.on("job.team_left", "user.left")
def drop_who_sees_the_job_no_more(event: Event) -> None:
    user = User.objects.filter(pk=event.facts.get("user", event.about_id)).first()
    rows = ShortlistReader.objects.filter(user=user, shortlist__in=Shortlist.objects.unfinished())
    for reader in rows.select_related("user", "shortlist__job__recruiter", "shortlist__sent_by"):
        if not reader.user.may("applications.view", reader.shortlist.job):
            reader.drop(by=_actor(event))


def _write(readers: Iterable[ShortlistReader], template: str, event: Event) -> None:
    """To who still has something to answer; nobody's name stands in these mails."""
    by = User.objects.filter(pk=event.actor_id).first() if event.actor_kind == "user" else None
    for reader in (
        ShortlistReader.objects.filter(pk__in=[one.pk for one in readers])
        .owing()
        .select_related("user", "shortlist__job__recruiter", "shortlist__sent_by")
    ):
        if not reader.user.is_active or not reader.shortlist.takes_answers:
            continue
        communications.send(
            template,
            to=reader.user.email,
            name=reader.user.name,
            language=reader.user.language,
            about=reader,
            by=by or reader.shortlist.minder,
            cause=event,
        )


def _owe_an_act(shortlist: Shortlist) -> None:
    if not shortlist.items.to_act_on().exists():
        return
    desk.owe(
        ACT,
        owner=shortlist.minder,
        about=shortlist,
        due_at=add_business_days(audit.now(), ACT_WITHIN, shortlist.job.office),
        by=audit.SYSTEM,
    )


def _end_discussion(item: ShortlistItem, by: audit.Actor) -> None:
    others = ShortlistAnswer.objects.filter(
        item__application=item.application, answer="discuss", item__shortlist__withdrawn_at=None
    )
    if not others.exists():
        desk.discharge(DISCUSS, about=item.application, by=by)


def _actor(event: Event) -> audit.Actor:
    return audit.by(event.actor_kind, event.actor_id)
