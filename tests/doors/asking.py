"""What stands in the addresses of requests and in their bodies, so that each comes to the things of one house."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, get_resolver

import audit
from recruitment import shortlist_links
from recruitment.careers import links
from recruitment.offers import links as offer_links
from tests.doors.hiring import scan
from tests.doors.house import House
from tests.files import pdf


@cache
def urls() -> dict[str, set[str]]:
    """Every URL of the product by its name, with the names of the arguments in it."""
    return dict(_walk(get_resolver(), "", set()))


def _walk(resolver: URLResolver, space: str, known: set[str]) -> Iterator[tuple[str, set[str]]]:
    for pattern in resolver.url_patterns:
        names = known | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, names)
        else:
            yield f"{space}{pattern.name}", names


def arguments(house: House) -> dict[str, dict[str, Any]]:
    """What stands in the addresses: by URL name, or for all names of an app."""
    job, ada, one = house.job, house.ada, house.application
    fresh = job.stages.get(name="Interview")
    new = links.seal(one, links.CONFIRM)
    return {
        "recruitment:job": {"pk": job.pk},
        "recruitment:stage": {"pk": job.pk, "stage_pk": fresh.pk},
        "recruitment:question": {"pk": job.pk, "question_pk": house.question.pk},
        "recruitment:team-removal": {"pk": job.pk, "user_pk": house.ivo.pk, "role": "interviewer"},
        "recruitment:post": {"pk": job.pk},
        "recruitment:tracker-mail": {"pk": house.tracker_mail.pk},
        "recruitment:hire": {
            "pk": house.hiring.reserved.pk,
            "condition_pk": house.hiring.condition.pk,
            "file_pk": house.hiring.file.pk,
        },
        "recruitment:hire-start": {"pk": house.hiring.effective.pk},
        "recruitment:hire-no-show": {"pk": house.hiring.effective.pk},
        "recruitment:offer-paper": {"pk": house.hiring.waiting.pk},
        "recruitment:offer-paper-": {"pk": house.hiring.paper.offer_id},
        "recruitment:offer-refusal": {"pk": house.hiring.waiting.pk},
        "careers:offer": {"token": offer_links.seal(house.hiring.waiting)},
        "careers:offer-letter-page": {"token": offer_links.seal(house.hiring.waiting), "number": 1},
        "recruitment:offer-letter-page": {"pk": house.offer.pk, "number": 1},
        "api:offer-letter-page": {"pk": house.offer.pk, "number": 1},
        "careers:offer-withdrawal": {"token": offer_links.seal(house.hiring.reserved.offer)},
        "api:offer-condition": {"pk": house.hiring.condition.pk},
        "api:offer-condition-file": {"pk": house.hiring.file.pk},
        "api:offer-answer": {"pk": house.hiring.paper.pk},
        "api:hire-": {"pk": house.hiring.reserved.pk},
        "api:hire-start": {"pk": house.hiring.effective.pk},
        "api:hire-no-show": {"pk": house.hiring.effective.pk},
        "recruitment:shortlist": {"pk": house.shortlist.pk},
        "recruitment:shortlist-new": {"pk": job.pk},
        "recruitment:shortlist-answer": {"pk": house.shortlist.pk, "item_pk": house.shortlist.items.get().pk},
        "recruitment:shortlist-link": {
            "token": shortlist_links.seal(house.shortlist.readers.order_by("-pk")[0]),
            "item_pk": house.shortlist.items.get().pk,
            "document_pk": house.document.pk,
            "number": 1,
        },
        "api:shortlist": {"pk": house.shortlist.pk},
        "api:shortlist-item": {"pk": house.shortlist.items.get().pk},
        "api:shortlist-answer": {"pk": house.shortlist.items.get().answers.order_by("pk")[0].pk},
        "recruitment:approval": {"pk": house.gated.approval.pk},
        "recruitment:approval-seat": {"pk": house.gated.approval.pk, "seat_pk": _seat(house).pk},
        "recruitment:approval-link": {"token": _approval_token(house)},
        "recruitment:approval-policy": {"pk": house.gated.policy.pk},
        "recruitment:delegation-ending": {"pk": house.gated.delegation.pk},
        "recruitment:stage-gate": {"pk": job.pk, "stage_pk": house.gated.stage.pk},
        "recruitment:stage-checks": {"pk": job.pk, "stage_pk": house.gated.stage.pk},
        "recruitment:stage-check-removal": {
            "pk": job.pk,
            "stage_pk": house.gated.stage.pk,
            "check_pk": house.gated.check.pk,
        },
        "recruitment:gate-request": {"pk": one.pk, "stage_pk": house.gated.stage.pk},
        "recruitment:gate-advice": {"pk": one.pk, "stage_pk": house.gated.stage.pk},
        "recruitment:application-check": {"pk": one.pk, "check_pk": house.gated.check.pk},
        # The other has an offer out, and is not closed past that.
        "api:job-close": {"pk": house.other_job.pk},
        "api:approval-": {"pk": house.gated.approval.pk},
        "api:approval-policy": {"pk": house.gated.policy.pk},
        "api:delegation": {"pk": house.gated.delegation.pk},
        "api:stage-check": {"pk": house.gated.check.pk},
        "api:application-check": {"pk": house.gated.tick.pk},
        "api:application-advice": {"pk": house.gated.advice.pk},
        "recruitment:offer": {"pk": house.offer.pk},
        "recruitment:offer-new": {"pk": one.pk},
        "recruitment:offer-letter": {"pk": house.offer.template_id},
        "recruitment:signatory-removal": {"pk": house.offer.signatory_id},
        "api:offer": {"pk": house.offer.pk},
        "api:offer-letter-pages": {"pk": house.offer.pk},
        "api:offer-letter-template": {"pk": house.offer.template_id},
        "api:signatory": {"pk": house.offer.signatory_id},
        "recruitment:application": {"pk": one.pk},
        "recruitment:application-new": {"pk": job.pk},
        "recruitment:candidate-application-new": {"pk": ada.pk},
        "candidates:candidate": {"id": ada.pk},
        "candidates:candidate-tag-removal": {"id": ada.pk, "tag_id": ada.tags.get().pk},
        "candidates:candidate-email-removal": {"id": ada.pk, "fact_id": ada.emails.get().pk},
        "candidates:candidate-phone-removal": {"id": ada.pk, "fact_id": ada.phones.get().pk},
        "candidates:candidate-link-removal": {"id": ada.pk, "fact_id": ada.links.get().pk},
        "candidates:proposal": {"id": ada.pk, "proposal_id": ada.proposals.get().pk},
        "candidates:note": {"id": ada.notes.get().pk},
        "candidates:activity": {"id": _logged(house).pk},
        "candidates:document": {"id": house.document.pk},
        "candidates:document-page": {"id": house.document.pk, "number": 1},
        "communications:message": {"pk": house.message.pk},
        "communications:template": {"pk": house.template.pk},
        "communications:local-mail": {"pk": house.mail.pk},
        "accounts:list-csv": {"name": "candidates"},
        "accounts:list-csv-within": {"name": "applications", "pk": job.pk},
        "desk:view": {"pk": house.view.pk},
        "api:saved-view": {"pk": house.view.pk},
        "accounts:person": {"pk": house.leaver.pk},
        "accounts:grants": {"pk": house.leaver.pk},
        "accounts:grant-removal": {"pk": house.leaver.pk, "grant_id": house.grant.pk},
        "accounts:leaving": {"pk": house.leaver.pk},
        "accounts:key": {"pk": house.key.pk},
        "demo:removing": {"ticket": "no-such-ticket"},
        "accounts:invitation": {"token": "no-such-token"},
        "accounts:api-unknown": {"rest": "v1/nothing"},
        "company:notices": {"pk": house.company.entity.pk},
        "company:notice": {"pk": house.company.entity.pk, "notice_id": house.company.notice.pk},
        "company:office-days": {"pk": house.company.office.pk},
        "company:office-day": {"pk": house.company.office.pk, "day_id": house.day.pk},
        "company:office-days-import": {"pk": house.company.office.pk},
        "company:office-days-restoration": {"pk": house.company.office.pk},
        "company:office-hours": {"pk": house.company.office.pk},
        "company:office-hours-restoration": {"pk": house.company.office.pk},
        "company:office-day-removal": {"pk": house.company.office.pk, "day_id": house.day.pk},
        "company:part": {"kind": "department", "pk": house.company.engineering.pk},
        "audit:pending-delivery": {"pk": house.pending.pk},
        "careers:": {"slug": house.post.slug},
        "careers:confirmation": {"token": new},
        "careers:status": {"token": links.seal(one, links.STATUS)},
        "careers:withdrawal": {"token": links.seal(one, links.STATUS)},
        "api:department": {"pk": house.company.engineering.pk},
        "api:office-detail": {"pk": house.company.office.pk},
        "api:office-day": {"pk": house.day.pk},
        "api:stuck-delivery": {"pk": house.pending.pk},
        "api:local-mail": {"pk": house.mail.pk},
        "api:list-file": {"name": "candidates"},
        "api:bulk_jobs": {"pk": _bulk_job(house).pk},
        "api:bulk-act": {"pk": _bulk_act(house).pk},
        "api:undo": {"pk": _undo(house).pk},
        "desk:undo": {"pk": _undo(house).pk},
        "recruitment:bulk-": {"pk": _bulk_act(house).pk, "thing_pk": one.pk},
        "api:event": {"pk": audit.Event.objects.about(job)[0].pk},
        "api:duties": {"pk": _duty(house).pk},
        "api:notification": {"pk": _told(house).pk},
        "api:notification-preference": {"pk": _chosen(house).pk},
        "api:follow": {"pk": _followed(house).pk},
        "desk:notification-reading": {"pk": _told(house).pk},
        "desk:follow": {"kind": "job", "id": job.pk},
        "api:candidates": {"pk": ada.pk},
        "api:notes": {"pk": ada.notes.get().pk},
        "api:activities": {"pk": _logged(house).pk},
        "api:attachments": {"pk": house.document.pk},
        "api:candidate_tags": {"pk": ada.tags.get().pk},
        "api:messages": {"pk": house.message.pk},
        "api:message_templates": {"pk": house.template.pk},
        "api:job": {"pk": job.pk},
        "api:job-post": {"pk": house.post.pk},
        "api:opening": {"pk": job.openings.get().pk},
        "api:requisition": {"pk": house.requisition.pk},
        "api:job-version": {"pk": job.versions.order_by("pk")[0].pk},
        "recruitment:requisition": {"pk": house.requisition.pk},
        "recruitment:opening": {"pk": job.openings.get().pk},
        "recruitment:job-version": {"pk": job.pk, "number": 1},
        "api:job-interview-stage": {"pk": fresh.pk},
        "api:application": {"pk": one.pk},
        "api:application-stage": {"pk": one.visits.get().pk},
        "api:rejection-reason": {"pk": house.reason("rejected").pk},
        "api:legal-entity": {"pk": house.company.entity.pk},
        "api:brand": {"pk": house.company.brand.pk},
        "api:place-of-work": {"pk": house.company.place.pk},
        "api:privacy-notice": {"pk": house.company.notice.pk},
        "api:user-": {"pk": house.leaver.pk},
        "api:user-detail": {"pk": house.leaver.pk},
        "api:user-role": {"pk": house.grant.pk},
        "api:api-key": {"pk": house.key.pk},
        "api:candidate_email_addresses": {"pk": ada.emails.get().pk},
        "api:candidate_phone_numbers": {"pk": ada.phones.get().pk},
        "api:candidate_website_addresses": {"pk": ada.links.get().pk},
        "api:proposals": {"pk": ada.proposals.get().pk},
        "api:job-post-question": {"pk": house.question.pk},
        "api:stage-template": {"pk": _template().pk},
        "api:tracker": {"pk": job.pk},
        "api:tracker-subscription": {"pk": house.tracker_mail.pk},
        "recruitment:inside-": {"slug": house.post.slug},
        "recruitment:source-applications": {"pk": _source().pk},
        "recruitment:source-name": {"pk": _source().pk},
        "recruitment:tracking-link": {"pk": _link(house).pk, "kind": "svg"},
        "tracking-link": {"code": _link(house).code},
        "api:source": {"pk": _source().pk},
        "api:tracking-link": {"pk": _link(house).pk},
        "api:internal-policy": {"pk": 1},
        "api:internal-job-post": {"pk": house.post.pk},
        # Nobody of the house has applied for a job of it.
        "api:internal-application": {"pk": one.pk},
        "api:referral": {"pk": _referral(house).pk},
        "api:hiring-team": {"pk": job.team_rows().order_by("-pk")[0].pk},
        "account_confirm_email": {"key": "no-such-key"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }


def _seat(house: House) -> Any:
    return house.gated.approval.steps.get().seats.get()


def _approval_token(house: House) -> str:
    from recruitment.approvals import links

    seat = _seat(house)
    return links.seal(seat, seat.user)


def _decided(house: House) -> dict[str, str]:
    return {"word": "approve", "seen": house.gated.approval.newest().hash}


def _policy_said(house: House) -> dict[str, Any]:
    """The one form of a policy with its steps."""
    steps = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-users": house.rosa.pk, "0-needed": 1}
    said = {f"steps-{name}": value for name, value in steps.items()}
    return {**said, "name": "Ours", "kind": "stage", "asks_again": "always"}


def _source() -> Any:
    from recruitment.models import Source

    return Source.objects.get(name="Xing")


def _link(house: House) -> Any:
    from recruitment.models import TrackingLink

    made = TrackingLink.objects.filter(job=house.job).first()
    return made or TrackingLink.objects.make(name="Advert", source=_source(), job=house.job, by=house.rosa)


def _referral(house: House) -> Any:
    from recruitment.models import Referral

    made = Referral.objects.filter(application=house.application).first()
    return made or Referral.objects.create(
        referrer=house.leaver, application=house.application, relationship="friend", name="Ada"
    )


def _referred(house: House) -> dict[str, Any]:
    said = {"first_name": "Grace", "email": "grace@hopper.example", "relationship": "friend", "is_agreed": "on"}
    return {**said, "form_token": UUID(int=8)}


def _duty(house: House) -> Any:
    import desk

    return desk.owe("application.review", owner=house.rosa, about=house.application, by=audit.SYSTEM)


def _logged(house: House) -> Any:
    return house.ada.log("call", "no_answer", by=house.rosa)


def _told(house: House) -> Any:
    import desk

    return desk.notify("job.closed", [house.rosa], about=house.job, by=audit.SYSTEM)[0]


def _chosen(house: House) -> Any:
    from desk.models import Preference

    return Preference.objects.choose(house.rosa, "job.closed", "page", by=house.rosa)


def _followed(house: House) -> Any:
    import desk

    return desk.follow(house.rosa, house.application)


def _bulk_job(house: House) -> Any:
    from accounts.models import BulkJob

    return BulkJob.objects.begin("candidates", "create", [{"first_name": "Grace"}], by=house.key)


def _bulk_asked(house: House) -> dict[str, Any]:
    what = {"kind": "move", "thing_kind": "application", "thing_ids": [house.application.pk]}
    return {**what, "stage_id": house.last_stage.pk}


def _bulk_act(house: House) -> Any:
    from recruitment.models import BulkAct

    chosen = [(house.application.pk, house.application.stage_id)]
    return BulkAct.objects.prepare("move", "application", chosen, by=house.rosa)


def _undo(house: House) -> Any:
    """One that stands."""
    from desk.models import Undo

    undo = Undo.objects.begin("Tagged", by=house.rosa)
    undo.remember("candidate.tagged", house.ada, tag=house.ada.tags.get().pk)
    undo.offer()
    return undo


def hire_bodies(house: House) -> dict[str, dict[str, Any]]:
    """What is said of offers and hires."""
    hiring, reason = house.hiring, house.own_reason.pk
    condition = hiring.condition.pk
    return {
        "recruitment:hire-settlement": {f"condition-{condition}-decision": "clear"},
        "recruitment:hire-first-day": {"start_on": "2099-01-05", "reason": "Longer notice"},
        "recruitment:offer-refusal": {"no-reason": reason},
        "recruitment:job-goodbyes": {"reason": house.reason("rejected").pk},
        "careers:offer-acceptance": {
            "name": hiring.waiting.candidate.full_name,
            "consent": "on",
            "letter": hiring.waiting.letter_sha256,
        },
        "careers:offer-refusal": {"no-reason": reason},
        "api:job-say-goodbye": {
            "rejection_reason_id": house.reason("rejected").pk,
            "application_ids": [house.application.pk],
        },
        "careers:offer-withdrawal": {"back-reason": reason},
        "api:offer-condition-waive": {"reason": "A citizen"},
        "api:offer-condition-fail": {"reason": "Not issued"},
        "api:offer-condition-reopen": {"reason": "By mistake"},
        "api:offer-condition-file-list": {"offer_condition_id": condition, "file": scan()},
        "api:offer-answer-list": {"offer_id": hiring.waiting.pk, "file": scan()},
        "api:offer-answer-decline": {"offer_id": hiring.waiting.pk, "rejection_reason_id": reason},
        "api:hire-move-start": {"start_on": "2099-01-05", "reason": "Longer notice"},
    }


def bodies(house: House) -> dict[str, dict[str, Any]]:
    """What a POST says, so that whoever may is not refused for its shape."""
    job, one, where = house.job, house.application, house.company
    facts = {"first_name": "Ada", "last_name": "Byron", "language": "en"}
    new_job = {
        "name": "Tester", "entity": where.entity.pk, "brand": where.brand.pk, "department": where.engineering.pk,
        "office": where.office.pk, "place": where.place.pk, "pay_period": "year", "recruiter": house.rosa.pk,
    }  # fmt: skip
    asked = {
        "title": "Tester", "need": "new", "department": where.engineering.pk, "office": where.office.pk, "headcount": 1,
    }  # fmt: skip
    mail = {"subject": "Hello", "body": "Dear Ada", "about_kind": "application", "about_id": one.pk}
    stage = {"name": "Trial"}
    words = {"subject": "Hello", "body": "Dear Ada"}
    question = {"label": "When?", "answer_type": "short_text"}
    return {
        "recruitment:job-new": {**new_job, "openings": 1, "template": _template().pk},
        "recruitment:job-settings": {**new_job, "requisition_id": job.requisition_id},
        "recruitment:job-openings": {"count": 1},
        "recruitment:job-copy": {"name": "Tester", "openings": 1},
        "recruitment:opening-hold": {"reason": "Wait"},
        "recruitment:opening-closure": {"reason": "No"},
        "recruitment:opening-target": {"target_start_on": "2099-01-01"},
        "recruitment:requisition-new": asked,
        "recruitment:requisition-facts": asked,
        "recruitment:requisition-question": {"question": "By when?"},
        "recruitment:requisition-refusal": {"reason": "Not now"},
        "recruitment:requisition-completion": {**new_job, "openings": 1, "template": _template().pk},
        "recruitment:job-closure": {"reason": house.reason("position_cancelled").pk},
        "recruitment:job-team": {"user": house.leaver.pk, "role": "interviewer"},
        "recruitment:job-stages": stage,
        "recruitment:stage": {f"stage-{job.stages.get(name='Interview').pk}-name": "Trial"},
        "recruitment:job-post": {"title": "Engineer", "content": "You build much."},
        "recruitment:post-publication": {"post": house.post.pk},
        "recruitment:post-takedown": {"post": house.post.pk},
        "recruitment:job-questions": question,
        "recruitment:question": {f"question-{house.question.pk}-{name}": value for name, value in question.items()},
        "recruitment:application-new": {"first_name": "Grace", "last_name": "Hopper"},
        **hire_bodies(house),
        "recruitment:candidate-application-new": {"job": job.pk},
        "recruitment:application-stage": {"stage": house.last_stage.pk},
        "recruitment:bulk": {"kind": "move", "things": "application", "chosen": one.pk},
        "recruitment:bulk-start": {"stage": house.last_stage.pk},
        "recruitment:application-transfer": {"job": house.other_job.pk},
        "recruitment:application-considerations": {"jobs": house.other_job.pk},
        "recruitment:application-no-shows": {"note": "Waited for an hour."},
        "recruitment:application-notes": {"body": "Good.", "visibility": "publicly_visible"},
        "recruitment:application-rejection": {"reason": house.reason("rejected").pk},
        "recruitment:application-withdrawal": {"withdrawn-reason": house.reason("withdrawn").pk},
        "recruitment:application-closure": {
            "kind": "not_considered",
            "not_considered-reason": house.reason("not_considered").pk,
        },
        "candidates:candidate-new": facts,
        "candidates:candidate-facts": facts,
        "candidates:candidate-notes": {"body": "Good.", "visibility": "publicly_visible"},
        "candidates:candidate-activities": {"what": "call:no_answer"},
        "candidates:note": {"body": "Better."},
        "candidates:candidate-tags": {"tag": "Maths"},
        "candidates:candidate-emails": {"email": "ada@work.example", "type": "work"},
        "candidates:candidate-phones": {"phone": "+49 40 1234567", "type": "work"},
        "candidates:candidate-links": {"link": "https://ada.example/work", "type": "other"},
        "communications:messages": {**mail, "token": UUID(int=7)},
        "communications:message-preview": {**mail, "token": UUID(int=7)},
        "communications:template-new": {**words, "name": "Yes", "purpose": "candidate", "language": "en"},
        "communications:template": {**words, "name": "Yes", "active": "on", "version": house.template.version},
        "communications:template-preview": words,
        "accounts:person-new": {"name": "New", "email": "new@norden.example", "language": "en"},
        "accounts:person": {"name": "Lea", "email": "lea@norden.example", "language": "en"},
        "accounts:grants": {"role": "associate"},
        "accounts:leaving": {"to": house.rosa.pk},
        "desk:view-new": {"list": "jobs", "query": "q=x", "name": "Mine", "audience": "nobody"},
        "desk:view": {"name": "Mine", "audience": "nobody"},
        "desk:view-default": {"is_default": "yes"},
        "api:saved-view-list": {"name": "Mine", "list_name": "jobs", "query": "q=x"},
        "api:saved-view-detail": {"name": "Ours"},
        "api:saved-view-default": {"is_default": True},
        "accounts:key-limits": {"reads": 1000},
        "accounts:key-new": {"name": "Mine", "reach": "everything"},
        "accounts:profile": {"name": "Me", "language": "en", "time_zone": "Europe/Berlin", "theme": "dark"},
        "company:notices": {
            "language": "en",
            "body": "Norden GmbH uses your data to decide on your application, for six months.",
        },
        "company:office-days": {"day": "2027-04-01", "name": "Feast"},
        "company:office-day": {"day": "2027-04-02", "name": "Feast"},
        "company:office-days-import": {"country": "FR", "year": "2027"},
        "company:office-hours": {"works_1": "on", "opens_1": "08:00", "closes_1": "16:00"},
        "accounts:profile-zone": {"time_zone": "America/New_York"},
        "company:part-new": {"name": "Finance"},
        "company:part": {"name": "Engineering"},
        "recruitment:shortlist-new": {
            "applications": one.pk,
            "readers": house.rosa.pk,
            "due_at": "2099-01-01T09:00",
            "message": "Please look.",
        },
        "recruitment:shortlist-answer": {f"item-{house.shortlist.items.get().pk}-answer": "yes"},
        "recruitment:shortlist-link-answer": _answered(house),
        "recruitment:shortlist-extension": {"due_at": "2099-01-01T09:00"},
        "recruitment:approval-decision": _decided(house),
        "recruitment:approval-link-decision": _decided(house),
        "recruitment:approval-skip": {"reason": "At sea"},
        "recruitment:approval-seat": {"user": house.gated.delegation.deputy.pk},
        "recruitment:approval-policy-new": _policy_said(house),
        "recruitment:approval-policy": _policy_said(house),
        "recruitment:delegations": {
            "deputy": house.gated.delegation.deputy.pk,
            "first_day": "2099-01-01",
            "last_day": "2099-01-02",
        },
        "recruitment:stage-gate": {"wants_approval": "on"},
        "recruitment:stage-checks": {"words": "Call them"},
        "recruitment:gate-advice": {"word": "yes"},
        "api:approval-list": {"application_id": one.pk, "job_interview_stage_id": house.gated.stage.pk},
        "api:approval-approve": {"hash": house.gated.approval.newest().hash},
        "api:approval-refuse": {"hash": house.gated.approval.newest().hash, "reason": "No"},
        "api:approval-skip": {"reason": "At sea"},
        "api:approval-reassign": {"seat_id": _seat(house).pk, "user_id": house.gated.delegation.deputy.pk},
        "api:approval-policy-list": {"kind": "offer", "name": "Ours", "steps": [{"user_ids": [house.rosa.pk]}]},
        "api:approval-policy-detail": {"name": "Ours"},
        "api:delegation-list": {
            "deputy_id": house.gated.delegation.deputy.pk,
            "first_day": "2099-01-01",
            "last_day": "2099-01-02",
        },
        "api:stage-check-list": {"job_interview_stage_id": house.gated.stage.pk, "words": "Call them"},
        "api:application-check-list": {"stage_check_id": house.gated.check.pk, "application_id": one.pk},
        "api:application-advice-list": {
            "application_id": one.pk,
            "job_interview_stage_id": house.gated.stage.pk,
            "word": "yes",
        },
        "api:shortlist-list": {"job_id": job.pk, "application_ids": [one.pk], "reader_ids": [house.rosa.pk]},
        "api:shortlist-extend": {"due_at": "2099-01-01T09:00:00Z"},
        "api:shortlist-answer-list": {"shortlist_item_id": house.shortlist.items.get().pk, "answer": "yes"},
        "recruitment:inside-application": {
            "form_token": UUID(int=9),
            "notice_read": "on",
            f"question_{house.question.pk}": "Because.",
        },
        "recruitment:inside-referral": _referred(house),
        "recruitment:source-new": {"name": "Reed", "kind": "job_board"},
        "recruitment:source-name": {"name": "Xing", "kind": "social", "active": "on"},
        "recruitment:tracking-link-new": {"name": "Advert", "source": _source().pk},
        "recruitment:tracking-link": {"name": "Advert", "source": _source().pk},
        "recruitment:internal-policy": {"hold_days": 90, "referrer_sees": "stage", "manager_learns": "offer"},
        "api:source-list": {"name": "Reed", "kind": "job_board"},
        "api:source-detail": {"kind": "job_board"},
        "api:tracking-link-list": {"name": "Advert", "source_id": _source().pk},
        "api:tracking-link-detail": {"name": "Advert"},
        "api:internal-policy-detail": {"hold_days": 90},
        "api:internal-application-list": {"job_post_id": house.post.pk, "notice_read": True},
        "api:referral-list": {
            "job_post_id": house.post.pk,
            "first_name": "Grace",
            "email": "grace@hopper.example",
            "relationship": "friend",
            "agreed": True,
        },
        "recruitment:offer-new": _offer_said(house),
        "recruitment:offer-dispatch": {"by_mail": "on"},
        "recruitment:offer-withdrawal": {"reason": "The budget was cut."},
        "recruitment:offer-letter-new": {"entity": where.entity.pk, "name": "Short", "language": "en", "body": "Hello"},
        "recruitment:offer-letter": {"body": "Hello again"},
        "recruitment:signatories": {"entity": where.entity.pk, "user": house.leaver.pk, "title": "Director"},
        "api:offer-list": {"application_id": one.pk, "pay": {"amount": "70000", "currency": "EUR"}},
        "api:offer-detail": {"title": "Chief engineer"},
        "api:offer-sign": {"name": house.rosa.name, "letter_sha256": "0" * 64},
        "api:offer-send": {"by_mail": True},
        "api:offer-withdraw": {"reason": "The budget was cut."},
        "api:offer-letter-template-list": {"legal_entity_id": where.entity.pk, "name": "Short", "body": "Hello"},
        "api:signatory-list": {"legal_entity_id": where.entity.pk, "user_id": house.leaver.pk},
        "recruitment:tracker-mails": {"weekdays": 5, "hour": 7, "look": "jobs"},
        "recruitment:tracker-mail": {"weekdays": 5, "hour": 7, "look": "recruiters"},
        "api:tracker-subscription-list": {"weekdays": [1, 4], "hour": 8},
        "api:tracker-subscription-detail": {"hour": 9},
        "desk:preferences": {"application.moved": "mail"},
        "desk:follow": {"choice": "mute"},
        "api:notification-preference-list": {"kind": "application.moved", "channel": "mail"},
        "api:notification-preference-detail": {"channel": "digest"},
        "api:follow-list": {"about_kind": "job", "about_id": job.pk},
        "api:follow-detail": {"is_muted": True},
        "careers:withdrawal": {"reason": house.own_reason.pk},
        "api:candidates-list": {"first_name": "Grace"},
        "api:candidates-detail": {"title": "Admiral"},
        "api:notes-detail": {"body": "Better."},
        "api:activities-list": {"candidate_id": house.ada.pk, "type": "call", "outcome": "reached"},
        "api:notes-list": {"candidate_id": house.ada.pk, "body": "Good."},
        "api:attachments-list": {
            "candidate_id": house.ada.pk,
            "file": SimpleUploadedFile("resume.pdf", pdf(), "application/pdf"),
        },
        "api:messages-list": {"about_kind": "application", "about_id": one.pk, **words},
        "api:job-list": _as_json(new_job),
        "api:job-detail": {"name": "Chief engineer"},
        "api:application-list": {"candidate_id": house.ada.pk, "job_id": job.pk},
        "api:candidates-bulk": {"action": "create", "items": [{"first_name": "Grace"}]},
        "api:bulk-act-list": _bulk_asked(house),
        "api:bulk-act-preview": _bulk_asked(house),
        "api:application-bulk": {"action": "move", "items": [{"id": one.pk}]},
        "api:application-detail": {"external_ids": {"hris": "7"}},
        "api:api-key-detail": {"reads_per_minute": 1000},
        "api:messages-preview": {"about_kind": "application", "about_id": one.pk, **words},
        "api:office-day-list": {"office_id": where.office.pk, "day": "2027-04-01", "name": "Feast"},
        "api:application-move": {"stage_id": house.last_stage.pk, "from_stage_id": one.stage_id},
        "api:application-transfer": {"job_id": house.other_job.pk},
        "api:application-consider": {"job_ids": [house.other_job.pk]},
        "api:application-no-show": {"note": "Waited for an hour."},
        "api:application-reject": {"rejection_reason_id": house.reason("rejected").pk},
        "api:application-withdraw": {"rejection_reason_id": house.reason("withdrawn").pk},
        "api:application-close": {"closure_kind": "duplicate", "rejection_reason_id": house.reason("duplicate").pk},
        "api:job-close": {"rejection_reason_id": house.reason("position_cancelled").pk},
        "api:job-reorder-stages": {"stage_ids": [stage.pk for stage in job.stages.order_by("-pk")]},
        "api:job-post-list": {"job_id": job.pk, "title": "Ingenieur", "content": "Sie bauen.", "language": "de"},
        "api:job-post-detail": {"title": "Chief engineer"},
        "api:job-post-question-list": {"job_post_id": house.post.pk, **question},
        "api:job-post-question-detail": {"label": "When?"},
        "api:opening-list": {"job_id": job.pk},
        "api:opening-detail": {"target_start_on": "2099-01-01"},
        "api:opening-hold": {"reason": "Wait"},
        "api:opening-close": {"reason": "No"},
        "api:job-clone": {"name": "Tester"},
        "api:requisition-list": {
            "title": "Tester",
            "department_id": where.engineering.pk,
            "office_id": where.office.pk,
        },
        "api:requisition-detail": {"level": "Senior"},
        "api:requisition-send-back": {"question": "By when?"},
        "api:requisition-refuse": {"reason": "Not now"},
        "api:requisition-complete": {
            "legal_entity_id": where.entity.pk,
            "brand_id": where.brand.pk,
            "place_of_work_id": where.place.pk,
            "stage_template_id": _template().pk,
        },
        "api:job-interview-stage-list": {"job_id": job.pk, **stage},
        "api:job-interview-stage-detail": stage,
        "api:hiring-team-list": {"job_id": job.pk, "user_id": house.leaver.pk, "role": "interviewer"},
        "api:candidates-untag": {"tag_id": house.ada.tags.get().pk},
        "api:candidate_email_addresses-list": {"candidate_id": house.ada.pk, "value": "ada@work.example"},
        "api:candidate_phone_numbers-list": {"candidate_id": house.ada.pk, "value": "+49 40 1234567"},
        "api:candidate_website_addresses-list": {"candidate_id": house.ada.pk, "value": "https://ada.example/w"},
        "api:message_templates-list": {**words, "name": "Yes", "purpose": "candidate", "language": "en"},
        "api:message_templates-detail": {"name": "Yes", "version": house.template.version},
        "api:legal-entity-list": {
            "name": "Sud",
            "registered_name": "Sud SA",
            "country": "FR",
            "address": "Paris",
            "privacy_contact": "privacy@sud.example",
        },
        "api:legal-entity-detail": {"address": "Kiel"},
        "api:brand-list": {
            "name": "Sud",
            "slug": "sud",
            "legal_entity_id": where.entity.pk,
            "sender_name": "Sud",
            "sender_address": "jobs@sud.example",
        },
        "api:brand-detail": {"tagline": "We sail."},
        "api:department-list": {"name": "Finance"},
        "api:department-detail": {"name": "Engines"},
        "api:office-list": {
            "name": "Kiel",
            "legal_entity_id": where.entity.pk,
            "city": "Kiel",
            "country": "DE",
            "time_zone": "Europe/Berlin",
        },
        "api:office-detail": {"name": "Hamburg Port"},
        "api:place-of-work-list": {"name": "Kiel", "city": "Kiel", "country": "DE"},
        "api:place-of-work-detail": {"name": "Hamburg Port"},
        "api:privacy-notice-list": {"legal_entity_id": where.entity.pk, "language": "en", "body": "We use it. " * 9},
        "api:user-list": {"name": "New", "primary_email": "new@norden.example"},
        "api:user-detail": {"name": "Lea"},
        "api:user-deactivate": {"to_user_id": house.rosa.pk},
        "api:user-role-list": {"user_id": house.leaver.pk, "role": "associate"},
        "api:api-key-list": {"name": "Mine", "scopes": ["jobs:list"]},
    }


def _answered(house: House) -> dict[str, Any]:
    """Whose link it is has answered yes already."""
    item = house.shortlist.items.get()
    return {f"item-{item.pk}-answer": "yes", f"item-{item.pk}-seen": "yes"}


def _offer_said(house: House) -> dict[str, Any]:
    count = {"conditions-TOTAL_FORMS": 0, "conditions-INITIAL_FORMS": 0}
    work = {"title": "Engineer", "employment": "permanent", "place": house.company.place.pk}
    return {**work, "amount": "70000", "currency": "EUR", "period": "year", **count}


def _template() -> Any:
    from recruitment.models import StageTemplate

    return StageTemplate.objects.get(name="Short")


def _as_json(job: dict[str, Any]) -> dict[str, Any]:
    names = {"entity": "legal_entity_id", "place": "place_of_work_id"}
    references = ("entity", "brand", "department", "office", "place", "recruiter")
    rest = {names.get(name, f"{name}_id"): job[name] for name in references}
    return {"name": job["name"], "stage_template_id": _template().pk, **rest}
