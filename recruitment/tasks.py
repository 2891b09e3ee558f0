from typing import Any

from celery import shared_task

import audit
from accounts import working
from recruitment import following_hires, weekly
from recruitment.approvals import tending
from recruitment.bulk import running
from recruitment.careers import drafts
from recruitment.models import Approval, BulkAct, Delegation, Offer, Shortlist
from recruitment.offers import drawing, sending
from recruitment.tracker import mailing

SCHEDULE: dict[str, dict[str, Any]] = {
    "recruitment.lapse_shortlists": {"task": "recruitment.tasks.lapse_shortlists", "schedule": 600.0},
    "recruitment.ask_on_first_days": {"task": "recruitment.tasks.ask_on_first_days", "schedule": 1800.0},
    "recruitment.tend_approvals": {"task": "recruitment.tasks.tend_approvals", "schedule": 600.0},
    "recruitment.turn_delegations": {"task": "recruitment.tasks.turn_delegations", "schedule": 300.0},
    "recruitment.send_weekly": {"task": "recruitment.tasks.send_weekly", "schedule": 300.0},
    "recruitment.relay_bulk_acts": {
        "task": "recruitment.tasks.relay_bulk_acts",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "recruitment.sweep_bulk_acts": {"task": "recruitment.tasks.sweep_bulk_acts", "schedule": 3600.0},
    "recruitment.run_offers": {"task": "recruitment.tasks.run_offers", "schedule": 600.0},
    "recruitment.draw_letters": {"task": "recruitment.tasks.draw_letters", "schedule": 60.0},
    "recruitment.sweep_drafts": {"task": "recruitment.tasks.sweep_drafts", "schedule": 3600.0},
    "recruitment.mail_tracker": {
        "task": "recruitment.tasks.mail_tracker",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}


@shared_task(ignore_result=True)
def sweep_drafts() -> None:
    drafts.sweep()


@shared_task(ignore_result=True)
def lapse_shortlists() -> None:
    for shortlist in Shortlist.objects.out_of_time().select_related("job"):
        shortlist.lapse(by=audit.SYSTEM)


@shared_task(ignore_result=True)
def ask_on_first_days() -> None:
    following_hires.ask_on_first_days()


@shared_task(ignore_result=True)
def tend_approvals() -> None:
    """Days of a deputy begin and end by themselves, and what no event told is found here."""
    for approval in Approval.objects.pending():
        tending.tend(approval)


@shared_task(ignore_result=True)
def turn_delegations() -> None:
    """Nobody presses anything on the first morning, nor on the night of the last."""
    for row in Delegation.objects.to_begin().select_related("user", "deputy"):
        row.begin()
    for row in Delegation.objects.to_lapse().select_related("user", "deputy"):
        row.lapse()


@shared_task(ignore_result=True)
def send_weekly() -> None:
    weekly.send_due()


@shared_task(ignore_result=True)
def mail_tracker() -> None:
    mailing.mail_what_is_due()


@shared_task(ignore_result=True)
def run_bulk_act(act_id: int) -> None:
    act = BulkAct.objects.unfinished().select_related("owner", "key__owner", "undo").filter(pk=act_id).first()
    if act and running.run(act):
        working.call(running.TASK, act_id)


@shared_task(ignore_result=True)
def relay_bulk_acts() -> None:
    """Finds those whose call was lost, or whose worker is gone."""
    for act_id in BulkAct.objects.quiet().values_list("pk", flat=True):
        working.call(running.TASK, act_id)


@shared_task(ignore_result=True)
def sweep_bulk_acts() -> None:
    BulkAct.objects.sweep()


@shared_task(ignore_result=True)
def run_offers() -> None:
    sending.run()


@shared_task(ignore_result=True)
def draw_letter(offer_id: int) -> None:
    offer = Offer.objects.with_names().select_related("letter__data_key").filter(pk=offer_id).first()
    if offer:
        drawing.draw(offer)


@shared_task(ignore_result=True)
def draw_letters() -> None:
    """Finds those whose call was lost."""
    for offer_id in drawing.undrawn().values_list("pk", flat=True)[: drawing.BATCH]:
        draw_letter(offer_id)
