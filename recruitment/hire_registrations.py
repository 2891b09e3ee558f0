"""What this app tells those below it of hires and of answers to offers: things, words of events, duties, news."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

import audit
import desk
from accounts import deletions
from candidates.timeline import register_kind, words
from desk import notifications
from recruitment import following_hires as follows
from recruitment.models import Hire, Job, Offer, OfferAnswer, OfferCondition
from recruitment.tracker import columns, joining

PLAIN = {
    "offer.accepted": gettext_noop("accepted the offer"),
    "offer.declined": gettext_noop("declined the offer"),
    "offer.lapsed": gettext_noop("ended the application, and the offer with it"),
    "offer.found_no_opening": gettext_noop("wanted to accept the offer: no opening was left"),
    "offer.paper_recorded": gettext_noop("uploaded the signed copy of the offer"),
    "offer.paper_dismissed": gettext_noop("took the signed copy of the offer back"),
    "offer.condition_cleared": gettext_noop("cleared a condition of the offer"),
    "offer.condition_waived": gettext_noop("waived a condition of the offer"),
    "offer.condition_failed": gettext_noop("found a condition of the offer not met"),
    "offer.condition_opened": gettext_noop("opened a condition of the offer again"),
    "offer.condition_file_added": gettext_noop("added a document to a condition of the offer"),
    "job.runners_up_told": gettext_noop("noted that the runners-up know how it stands"),
    "hire.agreed": gettext_noop("agreed on a hire: an opening is reserved"),
    "hire.took_effect": gettext_noop("put the hire into effect: all conditions are settled"),
    "hire.start_moved": gettext_noop("moved the first day"),
    "hire.started": gettext_noop("confirmed that they have started"),
    "hire.fell_through": gettext_noop("ended the hire: it came to nothing"),
}


def register() -> None:
    _things()
    _duties()
    _notifications()
    register_kind("hire", _("Hires"))
    for verb, sentence in PLAIN.items():
        words.register(verb, lambda _event, sentence=sentence: gettext(sentence))  # type: ignore[misc]
    columns.register(
        "to_start",
        label=_("To start"),
        rows=joining.to_start,
        hint=_("They have accepted and their first day is to come"),
        order=60,
    )
    deletions.register(
        "offer_answers", "hires", seen=lambda user: Offer.objects.visible_to(user).order_by().values("pk")
    )
    deletions.register(
        "offer_condition_files",
        seen=lambda user: (
            OfferCondition.objects.filter(
                offer__in=Offer.objects.visible_to(user),
                offer__application__job__in=Job.objects.open_to(user, "offers.conditions"),
            )
            .order_by()
            .values("pk")
        ),
    )


def _things() -> None:
    audit.things.register(
        "hire",
        "recruitment.Hire",
        label=str,
        url=hire_url,
        visible_to=lambda user: Hire.objects.visible_to(user).select_related(
            "application__candidate", "application__job"
        ),
    )
    audit.things.register(
        "offer_answer",
        "recruitment.OfferAnswer",
        label=str,
        url=lambda answer: reverse("recruitment:offer", args=[answer.offer_id]),
        visible_to=lambda user: OfferAnswer.objects.visible_to(user),
    )


def _duties() -> None:
    kinds = desk.kinds
    kinds.register(follows.CONDITION, title=_("Settle a condition of an offer"))
    kinds.register(follows.PAPER, title=_("Confirm a signed copy"))
    kinds.register(follows.DECLINED, title=_("Go on after a declined offer"))
    kinds.register(follows.NO_OPENING, title=_("Find an opening for an accepted offer"), reminds_by="mail")
    kinds.register(follows.START, title=_("Confirm that somebody has started"), reminds_by="mail")
    kinds.register(follows.KEEP_IN_TOUCH, title=_("Keep in touch with the runners-up"), url=runners_up_url)
    kinds.register(follows.RUNNERS_UP, title=_("Go on with the runners-up"), url=runners_up_url)


def _notifications() -> None:
    def put(kind: str, label: Promise, sentence: Promise, *, by_mail: bool = False) -> None:
        default: notifications.Channel = "mail" if by_mail else "page"
        notifications.register(kind, label=label, sentence=sentence, default=default, direct=True)

    put("offer.accepted", _("An offer for my job is accepted"), _("The offer is accepted"), by_mail=True)
    put("offer.declined", _("An offer for my job is declined"), _("The offer is declined"), by_mail=True)
    put(
        "offer.found_no_opening",
        _("Somebody accepts, and no opening is left"),
        _("They wanted to accept, and no opening was left"),
        by_mail=True,
    )
    put("hire.took_effect", _("A hire takes effect"), _("The hire is in effect: all conditions are settled"))
    put("hire.start_moved", _("A first day is moved"), _("%(who)s moved the first day"))
    put("hire.started", _("Somebody has started"), _("They have started"))
    put("hire.fell_through", _("A hire comes to nothing"), _("The hire came to nothing"), by_mail=True)


def hire_url(hire: Hire) -> str:
    return reverse("recruitment:hire", args=[hire.pk])


def runners_up_url(job: Job) -> str:
    return reverse("recruitment:job-runners-up", args=[job.pk])
