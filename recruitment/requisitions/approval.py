"""What is approved of a job, and what follows once it is decided."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

import audit
from recruitment import money
from recruitment.approvals import Kind, Line, Terms
from recruitment.models import Job, Requisition
from recruitment.requisitions import settling
from recruitment.requisitions.asking import KIND

# How many hours somebody works in a year, for policies that look at the pay of a year.
A_YEAR = {Job.PayPeriod.YEAR: 1, Job.PayPeriod.MONTH: 12, Job.PayPeriod.HOUR: 2080}


def kind() -> Kind:
    return Kind(
        name=KIND,
        model=Job,
        label=str,
        url=lambda job: reverse("recruitment:job-headcount", args=[job.pk]),
        terms=terms,
        snapshot=snapshot,
        watched=frozenset({"pay", "headcount", "level", "budget", "department", "office", "entity"}),
        granted=granted,
        refused=refused,
        withdrawn=withdrawn,
    )


def terms(job: Job) -> Terms:
    """The pay of a year at the upper end of the range: that is what may be spent."""
    yearly = None if job.pay_maximum is None else Decimal(job.pay_maximum) * A_YEAR[Job.PayPeriod(job.pay_period)]
    return Terms(
        entity=job.entity,
        department=job.department,
        office=job.office,
        level=job.level,
        pay_yearly=yearly,
        currency=job.pay_currency,
    )


def snapshot(job: Job) -> list[Line]:
    lines = [
        Line("name", gettext_noop("Job"), job.name),
        Line("headcount", gettext_noop("Openings"), str(job.headcount())),
        Line("need", gettext_noop("Need"), str(job.get_need_display())),
        Line("replaces", gettext_noop("Replaces"), job.replaces),
        Line("level", gettext_noop("Level"), job.level),
        Line("budget", gettext_noop("Budget code"), job.budget_code),
        Line("pay", gettext_noop("Pay range"), pay_in_words(job), is_pay=True),
        Line("entity", gettext_noop("Legal entity"), job.entity.name),
        Line("department", gettext_noop("Department"), job.department.name),
        Line("office", gettext_noop("Office"), job.office.name),
        Line("target_start_on", gettext_noop("Target start"), _day(job.target_start_on)),
        Line("must_haves", gettext_noop("Must-haves"), _in_one_line(job.must_haves)),
        Line("reason", gettext_noop("Reason"), _reason(job)),
    ]
    return [line for line in lines if line.value]


def pay_in_words(job: Job) -> str:
    """ "£40,000 – 45,000 a year"; with one end alone it says which."""
    amounts = [Decimal(amount) for amount in (job.pay_minimum, job.pay_maximum) if amount is not None]
    if not amounts:
        return ""
    least, most = amounts[0], amounts[-1]
    said = money.in_words((least, most), job.pay_currency) if job.pay_currency else f"{least:,} – {most:,}"
    said = f"{said} {job.get_pay_period_display()}"
    if job.pay_minimum is None:
        return _("up to %(pay)s") % {"pay": said}
    return _("from %(pay)s") % {"pay": said} if job.pay_maximum is None else said


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _in_one_line(words: str) -> str:
    return "; ".join(line for one in words.splitlines() if (line := one.strip()))


def _reason(job: Job) -> str:
    asked = Requisition.objects.filter(job_id=job.pk).only("reason").first()
    return asked.reason if asked else ""


def granted(job: Job, *, by: audit.Actor) -> None:
    job.approve_openings(by=by)
    settling.approve(job, by=by)


def refused(job: Job, *, by: audit.Actor, reason: str) -> None:
    settling.refuse(job, reason, by=by)


def withdrawn(job: Job, *, by: audit.Actor) -> None:
    settling.back_to_completing(job, by=by)
