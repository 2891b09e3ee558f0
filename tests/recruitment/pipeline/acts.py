"""What people do in the pipeline, each by the door that is asked for; where an act has no such door, by the nearest."""

from datetime import timedelta
from typing import Any

import audit
from candidates.models import Candidate
from desk.models import Undo
from recruitment.models import (
    Application,
    Approval,
    BulkAct,
    CheckTick,
    ClosureReason,
    Delegation,
    Job,
    Opening,
    Requisition,
    Stage,
    StageCheck,
    StageTemplate,
)
from tests.recruitment.pipeline.house import HERE, House, Person


class Acts:
    def __init__(self, house: House) -> None:
        self.house = house

    def by(self, door: str, resource: str, act: str, row: Any, page: tuple[str, dict[str, Any]], **said: Any) -> None:
        """Rosa's act upon one row, which the interface calls by the same noun as bulk jobs do."""
        rosa = self.house.rosa
        if door == "page":
            name, fields = page
            self.house.page(rosa, HERE + name, row.pk, **fields)
        elif door == "bulk" and act in ("move", "reject"):
            self.house.bulk(rosa, resource, act, id=row.pk, **said)
        else:
            self.house.rest(rosa, f"{resource}/{row.pk}/{act}", **said)

    # Applications.

    def add(self, door: str, person: Candidate, job: Job) -> None:
        rosa, said = self.house.rosa, {"candidate_id": person.pk, "job_id": job.pk}
        if door == "page":
            self.house.page(rosa, HERE + "candidate-application-new", person.pk, job=job.pk)
        elif door == "rest":
            self.house.rest(rosa, "applications", **said)
        else:
            self.house.bulk(rosa, "applications", "create", **said)

    def move(self, door: str, row: Application, stage: Stage, seen: int) -> None:
        page = ("application-stage", {"stage": stage.pk, "from": seen})
        self.by(door, "applications", "move", row, page, stage_id=stage.pk, from_stage_id=seen)

    def reject(self, door: str, row: Application) -> None:
        why = reason("rejected")
        self.by(
            door, "applications", "reject", row, ("application-rejection", {"reason": why}), rejection_reason_id=why
        )

    def withdraw(self, door: str, row: Application) -> None:
        why = reason("withdrawn")
        page = ("application-withdrawal", {"withdrawn-reason": why})
        self.by(door, "applications", "withdraw", row, page, rejection_reason_id=why)

    def close(self, door: str, row: Application, kind: str) -> None:
        why = reason(kind)
        page = ("application-closure", {"kind": kind, f"{kind}-reason": why})
        self.by(door, "applications", "close", row, page, closure_kind=kind, rejection_reason_id=why)

    def hire(self, door: str, row: Application) -> None:
        self.by(door, "applications", "hire", row, ("application-hire", {}))

    def reopen(self, door: str, row: Application) -> None:
        self.by(door, "applications", "reopen", row, ("application-reopening", {}))

    def transfer(self, door: str, row: Application, job: Job) -> None:
        page = ("application-transfer", {"job": job.pk, "from": row.stage_id})
        self.by(door, "applications", "transfer", row, page, job_id=job.pk)

    def consider(self, door: str, row: Application, job: Job) -> None:
        self.by(
            door, "applications", "consider", row, ("application-considerations", {"jobs": job.pk}), job_ids=[job.pk]
        )

    # Gates and approvals.

    def tick(self, door: str, row: Application, check: StageCheck, *, done: bool) -> None:
        hana, ticked = self.house.hana, CheckTick.objects.filter(application=row, check_line=check).first()
        if door == "page":
            self.house.page(hana, HERE + "application-check", row.pk, check.pk, done="yes" if done else "no")
        elif done:
            self.house.rest(hana, "application_checks", application_id=row.pk, stage_check_id=check.pk)
        elif ticked:
            self.house.rest(hana, f"application_checks/{ticked.pk}", method="delete")

    def advise(self, door: str, row: Application, stage: Stage, word: str) -> None:
        if door == "page":
            self.house.page(self.house.hana, HERE + "gate-advice", row.pk, stage.pk, word=word)
        else:
            said = {"application_id": row.pk, "job_interview_stage_id": stage.pk, "word": word}
            self.house.rest(self.house.hana, "application_advice", **said)

    def ask_for_gate(self, door: str, row: Application, stage: Stage) -> None:
        if door == "page":
            self.house.page(self.house.rosa, HERE + "gate-request", row.pk, stage.pk)
        else:
            self.house.rest(self.house.rosa, "approvals", application_id=row.pk, job_interview_stage_id=stage.pk)

    def decide(self, door: str, row: Approval, word: str, seen: str, *, is_deputy: bool = False) -> None:
        """By Hana; by Cleo, who may as long as she is Hana's deputy."""
        why = {} if word == "approve" else {"reason": "Not now."}
        who = self.house.cleo if is_deputy else self.house.hana
        if door == "page":
            self.house.page(who, HERE + "approval-decision", row.pk, word=word, seen=seen, **why)
        else:
            self.house.rest(who, f"approvals/{row.pk}/{word}", hash=seen, **why)

    def delegate(self, door: str) -> None:
        first = audit.now().date()
        days = {"first_day": str(first), "last_day": str(first + timedelta(days=3))}
        if door == "page":
            self.house.page(self.house.hana, HERE + "delegations", deputy=self.house.cleo.user.pk, **days)
        else:
            self.house.rest(self.house.hana, "delegations", deputy_id=self.house.cleo.user.pk, **days)

    def come_back(self, door: str, row: Delegation) -> None:
        if door == "page":
            self.house.page(self.house.hana, HERE + "delegation-ending", row.pk)
        else:
            self.house.rest(self.house.hana, f"delegations/{row.pk}/end")

    def skip(self, door: str, row: Approval) -> None:
        self.of_approval(self.house.cleo, door, row, "skip", "approval-skip", reason="She is away.")

    def take_request_back(self, door: str, row: Approval) -> None:
        self.of_approval(self.house.rosa, door, row, "withdraw", "approval-withdrawal")

    def of_approval(self, who: Person, door: str, row: Approval, act: str, page: str, /, **said: Any) -> None:
        if door == "page":
            self.house.page(who, HERE + page, row.pk, **said)
        else:
            self.house.rest(who, f"approvals/{row.pk}/{act}", **said)

    # Jobs and their seats.

    def ask_for_job(self, row: Job) -> None:
        self.house.page(self.house.rosa, HERE + "job-approval", row.pk)

    def open_job(self, door: str, row: Job) -> None:
        self.by(door, "jobs", "open", row, ("job-opening", {}))

    def close_job(self, door: str, row: Job, *, with_reason: bool) -> None:
        why = reason("position_cancelled") if with_reason else None
        said = {"rejection_reason_id": why} if with_reason else {}
        self.by(door, "jobs", "close", row, ("job-closure", {"reason": why}), **said)

    def change_job(self, row: Job, **said: Any) -> None:
        self.house.rest(self.house.rosa, f"jobs/{row.pk}", method="patch", **said)

    def add_seats(self, door: str, row: Job) -> None:
        if door == "page":
            self.house.page(self.house.rosa, HERE + "job-openings", row.pk, count=1)
        else:
            self.house.rest(self.house.rosa, "openings", job_id=row.pk)

    def seat(self, door: str, row: Opening, act: str) -> None:
        page = {"hold": "opening-hold", "close": "opening-closure", "reopen": "opening-reopening"}[act]
        said = {} if act == "reopen" else {"reason": "The budget is cut."}
        self.by(door, "openings", act, row, (page, said), **said)

    def add_stage(self, row: Job, name: str) -> None:
        self.house.rest(self.house.rosa, "job_interview_stages", job_id=row.pk, name=name)

    def retire_stage(self, door: str, row: Stage) -> None:
        if door == "page":
            self.house.page(self.house.rosa, HERE + "stage-retirement", row.job_id, row.pk)
        else:
            self.house.rest(self.house.rosa, f"job_interview_stages/{row.pk}/retire")

    # The intake: a manager asks, the recruiter completes.

    def ask_for_a_hire(self) -> None:
        where = self.house.jobs[0]
        said = {"title": "Planner", "department_id": where.department_id, "office_id": where.office_id}
        self.house.rest(self.house.hana, "requisitions", headcount=2, **said)

    def with_requisition(self, row: Requisition, act: str) -> None:
        like, who = self.house.jobs[0], self.house.hana if act == "withdraw" else self.house.rosa
        said: dict[str, Any] = {}
        if act == "complete":
            said = {"legal_entity_id": like.entity_id, "brand_id": like.brand_id, "place_of_work_id": like.place_id}
            said["stage_template_id"] = StageTemplate.objects.get(name="Short").pk
        elif act == "refuse":
            said = {"reason": "Not this year."}
        self.house.rest(who, f"requisitions/{row.pk}/{act}", **said)

    # Many at once, and back.

    def many(self, door: str, kind: str, rows: list[Application], choice: int | str) -> None:
        """Looked at first and then begun, on the page; at once by the interface."""
        last, rosa = BulkAct.objects.order_by("pk").last(), self.house.rosa
        ids = [row.pk for row in rows]
        if door != "page":
            field = {"move": "stage_id", "reject": "rejection_reason_id", "tag": "tag"}[kind]
            said = {"kind": kind, "thing_kind": "application", "thing_ids": ids, field: choice}
            self.house.rest(rosa, "bulk_acts", **said)
            return
        self.house.page(rosa, HERE + "bulk", kind=kind, things="application", chosen=ids)
        act = BulkAct.objects.filter(pk__gt=last.pk if last else 0).first()
        if act:
            field = {"move": "stage", "reject": "reason", "tag": "tag"}[kind]
            self.house.page(rosa, HERE + "bulk-start", act.pk, **{field: choice})

    def undo(self, door: str, row: Undo) -> None:
        if door == "page":
            self.house.page(self.house.rosa, "desk:undo", row.pk)
        else:
            self.house.rest(self.house.rosa, f"undos/{row.pk}/undo")


def reason(kind: str, **more: Any) -> int:
    found = ClosureReason.objects.filter(kind=kind, active=True, **more).order_by("pk").first()
    assert found, kind
    return found.pk
