"""What follows from an application: mails to the candidate, a duty for the recruiter."""

import audit
import communications
import desk
from audit import Event
from candidates.models import Candidate
from communications.refusals import NoAddress, NoMailWanted
from company.hours import add_business_days
from recruitment.minding import minder_of
from recruitment.models import Application
from recruitment.models.application import REVIEW

REVIEW_WITHIN = 2  # business days


def _application(event: Event) -> Application | None:
    found = Application.objects.select_related("candidate", "address", "post", "stage", "job__brand", "job__recruiter")
    return found.select_related("job__office", "referral").filter(pk=event.about_id).first()


@audit.on("application.received", "application.confirmed")
def answer_the_candidate(event: Event) -> None:
    """A person we know gets a link to confirm first; everyone else reads that it has arrived."""
    application = _application(event)
    if application is None:
        return
    waits = event.verb == "application.received" and not event.facts["confirmed"]
    key = _letter(application) if waits else "application_received"
    try:
        communications.send(
            key,
            to=address_of(application),
            name=application.candidate.full_name,
            language=application.language,
            about=application,
            by=audit.SYSTEM,
            cause=event,
        )
    except (NoAddress, NoMailWanted):
        # Whoever wants no mail has their page; the recruiter has the duty.
        return


def _letter(application: Application) -> str:
    """Whom a colleague has named did not write to us: they are asked whether they want to."""
    return "referral_invitation" if hasattr(application, "referral") else "application_confirm"


@audit.on("application.received", "application.confirmed")
def owe_a_review(event: Event) -> None:
    application = _application(event)
    if application is None or not application.is_on_board or application.visits.count() != 1:
        return
    _owe_review(application, event)


@audit.on("application.transferred")
def owe_a_review_there(event: Event) -> None:
    """The other job's recruiter hears of a person whom somebody else has brought, in whatever stage."""
    application = _application(event)
    if application is None or not application.is_on_board or application.job_id != event.facts["to_job"]:
        return
    if event.actor_ref != ("user", application.job.recruiter_id):
        _owe_review(application, event)


def _owe_review(application: Application, event: Event) -> None:
    due = add_business_days(event.at, REVIEW_WITHIN, application.job.office)
    desk.owe(
        REVIEW,
        owner=minder_of(application),
        about=application,
        due_at=due,
        by=audit.SYSTEM,
        title=f"{application.candidate} · {application.job}"[:200],
    )


def address_of(application: Application) -> str:
    """Where the form came from; for an application by staff the person's first address."""
    if application.address is not None:
        return application.address.value
    return primary_address(application.candidate)


def primary_address(candidate: Candidate) -> str:
    address = candidate.emails.order_by("-primary", "pk").first()
    return address.value if address else ""
