"""A house with something behind every door: one thing of each kind, all of it around Ada's application for `job`."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from accounts.models import ApiKey, User
from candidates.models import Candidate, Document, DocumentPage
from communications.models import LocalMail, Message, MessageTemplate
from company.models import OfficeHoliday
from desk.models import SavedView
from recruitment.models import (
    Application,
    ClosureReason,
    Job,
    JobPost,
    Offer,
    OfferLetterTemplate,
    Question,
    Requisition,
    Shortlist,
    Signatory,
    Stage,
    StageTemplate,
    TeamRole,
    TrackerSubscription,
)
from recruitment.offers import approving, drafting, sending, signing
from recruitment.requisitions import raising
from tests.doors.hiring import Hiring, pictured
from tests.files import PNG, pdf
from vault.gate import IMAGES
from vault.models import StoredFile


@dataclass(frozen=True)
class Gated:
    """A stage with a gate before Ada's card: what it wants, and what has been said of it."""

    stage: Stage
    policy: Any
    approval: Any
    check: Any
    tick: Any
    advice: Any
    delegation: Any


@dataclass(frozen=True)
class House:
    """What the rows of the table stand before."""

    company: Any
    rosa: User
    ivo: User
    leaver: User
    ada: Candidate
    job: Job
    other_job: Job
    post: JobPost
    question: Question
    application: Application
    document: Document
    message: Message
    template: MessageTemplate
    mail: LocalMail
    key: ApiKey
    grant: Any
    pending: Any
    day: OfficeHoliday
    tracker_mail: TrackerSubscription
    view: SavedView
    shortlist: Shortlist
    requisition: Requisition
    gated: Gated
    hiring: Hiring
    offer: Offer

    @property
    def last_stage(self) -> Stage:
        return self.job.stages.get(name="Offer")

    def reason(self, kind: str) -> ClosureReason:
        return ClosureReason.objects.filter(kind=kind, active=True).order_by("pk")[0]

    @property
    def own_reason(self) -> ClosureReason:
        """One that a candidate may choose."""
        return ClosureReason.objects.filter(kind="withdrawn", active=True, by_candidate=True)[0]

    @classmethod
    def around(cls, application: Application, company: Any, *, by: User, ivo: User, leaver: User) -> "House":
        """With something of each kind on Ada's record as well."""
        ada = application.candidate
        ada.write_note("Knows engines.", by=by)
        ada.tag("Engines", by=by)
        ada.add_phone("+49 151 23456789", by=by)
        ada.add_link("https://ada.example/", by=by)
        ada.propose("city", "London", source="form")
        return cls.build(company, by, ivo, leaver, application)

    @classmethod
    def build(cls, company: Any, rosa: User, ivo: User, leaver: User, application: Application) -> "House":
        job, ada = application.job, application.candidate
        post = published(job, by=rosa)
        return cls(
            company=company,
            rosa=rosa,
            ivo=ivo,
            leaver=leaver,
            ada=ada,
            job=job,
            other_job=job_beside(job, by=rosa),
            post=post,
            question=post.ask(label="Why us?", answer_type="long_text", by=rosa),
            application=application,
            document=documented(ada, application, by=rosa),
            message=mailed(application, by=rosa),
            template=MessageTemplate.objects.for_candidates().filter(language="en", key="")[:1].first() or letter(rosa),
            mail=LocalMail.objects.create(
                message_id="<1@x>", sender="a@x.example", recipients="b@x.example", subject="A mail",
                raw=b"Subject: A mail\r\nFrom: a@x.example\r\nTo: b@x.example\r\n\r\nHello",
            ),
            key=ApiKey.objects.issue(owner=rosa, name="Sync", scopes=["*"], by=rosa).key,
            grant=leaver.grant("interviewer", by=audit.SYSTEM),
            pending=stuck(),
            day=OfficeHoliday.objects.get_or_create(office=company.office, day="2027-03-01", name="Moving")[0],
            tracker_mail=TrackerSubscription.objects.subscribe(user=rosa, weekdays=[1], hour=8, by=rosa),
            view=saved(application.job, by=rosa),
            shortlist=shortlisted(application, by=rosa),
            gated=gated(application, company, by=rosa),
            hiring=Hiring.build(hiring_job(job, by=rosa), by=rosa),
            requisition=asked_for(job),
            offer=pictured(offered(job, ada, by=rosa)),
        )  # fmt: skip


def published(job: Job, *, by: User, title: str = "Engineer", content: str = "You build things.") -> JobPost:
    post = JobPost.objects.write(job, title=title, content=content, show_pay=False, by=by)
    if job.status != Job.Status.OPEN:
        job.open(by=by)
    post.publish(by=by)
    return post


def job_beside(job: Job, *, by: User, **differs: Any) -> Job:
    """To which a person may pass from the one to the other."""
    alike = {name: getattr(job, name) for name in ("entity", "brand", "department", "office", "place")} | differs
    short = StageTemplate.objects.get(name="Short")
    return Job.objects.create_from(name="Fitter", recruiter=by, template=short, by=by, **alike)


def hiring_job(job: Job, *, by: User) -> Job:
    """With the same team, for those who have accepted."""
    made = job_beside(job, by=by)
    for user, role in job.team():
        if user != by:
            made.add_to_team(user, role, by=by)
    made.open(by=by)
    return made


def documented(person: Candidate, application: Application, *, by: User, text: str = "Ada Lovelace") -> Document:
    """A resume whose page has been made."""
    upload = SimpleUploadedFile("resume.pdf", pdf(text), "application/pdf")
    document = person.add_document(upload, by=by, about=application)
    image = SimpleUploadedFile("page.png", PNG, "image/png")
    stored = StoredFile.objects.receive(image, data_key=person.data_key, allowed=IMAGES)
    DocumentPage.objects.create(document=document, number=1, width=1, height=1, image=stored)
    Document.objects.filter(pk=document.pk).update(state=Document.State.READY, text=text)
    return document


def shortlisted(application: Application, *, by: User) -> Shortlist:
    """Sent to the hiring managers, who have answered, and to the recruiter."""
    asked = [user for user, role in application.job.team() if role in {TeamRole.RECRUITER, TeamRole.HIRING_MANAGER}]
    shortlist = application.job.send_shortlist([application], readers=asked, message="Please look.", by=by)
    shortlist.items.get().answer("yes", by=asked[-1])
    return shortlist


def asked_for(job: Job) -> Requisition:
    """A hire that the manager of the other one asks for."""
    managers = [user for user, role in job.team() if role is TeamRole.HIRING_MANAGER]
    manager = managers[0] if managers else job.recruiter
    where = {"department": job.department, "office": job.office}
    return raising.raise_need(raised_by=manager, by=manager, title="Route planner", pay_idea="70,000", **where)


def offered(job: Job, like: Candidate, *, by: User) -> Offer:
    """Sent to somebody else on the board, of the same name, so that Ada's card stays free to go anywhere."""
    grace = Candidate.objects.add("Grace", like.last_name, email=f"grace.{job.pk}@navy.example", by=by)
    application = Application.objects.add(candidate=grace, job=job, stage=job.stages.get(name="Offer"), by=by)
    words = OfferLetterTemplate.objects.write(
        entity=job.entity, name=f"Offer letter {job.pk}", body="# {{ offer.title }}", by=by
    )
    signs = Signatory.objects.filter(entity=job.entity, user=by).first()
    signatory = signs or Signatory.objects.appoint(by, entity=job.entity, title="Director", by=by)
    pay = {"amount": "72345", "currency": "EUR", "period": "year"}
    said = {"pay": pay, "start_on": audit.now().date() + timedelta(days=40), "template": words, "signatory": signatory}
    made = drafting.draft(application, conditions=[{"kind": "references"}], by=by, **said)
    approving.submit(made, by=by)
    made = Offer.objects.with_names().get(pk=made.pk)
    signing.sign(made, name=by.name, seen=signing.hash_of(made), by=by)
    sending.send(made, by=by)
    return Offer.objects.with_names().get(pk=made.pk)


def gated(application: Application, company: Any, *, by: User) -> Gated:
    """Into a stage of its own, so that the others stay open; the job's interviewer or manager is to approve."""
    from recruitment import gates
    from recruitment.models import ApprovalPolicy, Delegation
    from recruitment.models.approval_policy import StepPlan

    job = application.job
    deputy = company_deputy(company, by)
    approver = next((user for user, _role in job.team() if user != by), deputy)
    stage = job.add_stage(name="Contract", by=by)
    check = stage.add_check("References are read", by=by)
    stage.set_gate(wants_approval=True, advice_from="recruiter", by=by)
    policy = ApprovalPolicy.objects.write(
        kind="stage", name=f"Entering {job}", department=job.department, steps=[StepPlan(users=[approver])], by=by
    )
    today = audit.now().date()
    return Gated(
        stage=stage,
        policy=policy,
        approval=gates.ask(application, stage, by=by),
        check=check,
        tick=gates.tick(application, check, by=by),
        advice=gates.advise(application, stage, "yes", words="Ready.", by=by),
        delegation=Delegation.objects.entrust(user=by, deputy=deputy, first_day=today, last_day=today, by=by),
    )


def company_deputy(company: Any, by: User) -> User:
    """Somebody who can sign in and is on no team."""
    return User.objects.create(
        email=f"deputy.{by.pk}@norden.example", name=f"Dep{by.pk}", office=company.office, password=by.password
    )


def mailed(application: Application, *, by: User, subject: str = "Hello", body: str = "Dear Ada") -> Message:
    import communications

    to = application.candidate.emails.get().value
    return communications.write(subject=subject, body=body, to=to, name="Ada", about=application, by=by)


def saved(job: Job, *, by: User) -> SavedView:
    """Shared with the team of the job."""
    view: SavedView = SavedView.objects.save_view(
        "Adas", list_name="candidates", query="q=ada", shared_with="team", shared_id=job.pk, by=by
    )
    return view


def letter(by: User) -> MessageTemplate:
    return MessageTemplate.objects.write(
        name="A letter",
        purpose="candidate",
        language="en",
        subject="Your application",
        body="Hello",
        active=True,
        by=by,
    )


def stuck() -> Any:
    """A reader that has failed so often that a person has to look."""
    from audit.models.pending import ATTEMPTS, Pending

    pending = Pending.objects.exclude(reader="seal").order_by("pk").first() or Pending.objects.order_by("pk").first()
    Pending.objects.filter(pk=pending.pk).update(attempts=ATTEMPTS, reader="nobody:nothing")
    return pending
