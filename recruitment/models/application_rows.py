from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

import audit
from candidates.models import Candidate, Proposal
from recruitment.models.job import Job
from recruitment.refusals import JobNotOpen

if TYPE_CHECKING:
    from accounts.models import User
    from recruitment.models.application import Application
    from recruitment.models.post import JobPost
    from recruitment.models.stage import Stage

ON_BOARD = Q(open=True, confirmed_at__isnull=False)
UNCONFIRMED = Q(open=True, confirmed_at__isnull=True)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: "User") -> Self:
        """Those on jobs where `user` may see applications; unconfirmed ones only with the right to add some."""
        from recruitment import access

        return self.filter(access.applications_open_to(user))

    def known_to(self, user: "User") -> Self:
        """Without those that are kept from `user` (a colleague's own): for counts on jobs that `user` sees anyway."""
        from recruitment import access

        return self.filter(access.known_to(user))

    def on_board(self) -> Self:
        return self.filter(ON_BOARD)

    def closed(self) -> Self:
        return self.filter(open=False)

    def unconfirmed(self) -> Self:
        return self.filter(UNCONFIRMED)

    def for_page(self) -> Self:
        """Each with the ids of the cards above and below in its column, what waits about its person, and the later
        forms of the same person for the same job; all in the one query."""
        from recruitment.models.hiring_team import JobUserObjectPermission
        from recruitment.models.offer import Offer
        from recruitment.models.touch import Touch

        every = self.model.objects
        column = every.on_board().filter(job_id=OuterRef("job_id"), stage_id=OuterRef("stage_id"))
        since, pk = OuterRef("stage_since"), OuterRef("pk")
        above = column.filter(Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=pk))
        below = column.filter(Q(stage_since__lt=since) | Q(stage_since=since, pk__lt=pk))
        waiting = Proposal.objects.open().filter(candidate_id=OuterRef("candidate_id")).order_by()
        same = every.closed().filter(candidate_id=OuterRef("candidate_id"), job_id=OuterRef("job_id"))
        seats = JobUserObjectPermission.objects.filter(content_object_id=OuterRef("job_id"))
        seat = JSONObject(user="user_id", role="permission__codename")
        touches = Touch.objects.filter(application=OuterRef("pk")).order_by("which")
        again = same.filter(closure__kind="duplicate").exclude(pk=pk).order_by("pk")
        return self.annotate(
            previous_id=Subquery(above.order_by("stage_since", "pk").values("pk")[:1]),
            next_id=Subquery(below.order_by("-stage_since", "-pk").values("pk")[:1]),
            proposal_ids=ArraySubquery(waiting.values("pk")),
            touch_list=ArraySubquery(touches.values(touch=JSONObject(which="which", **{n: n for n in Touch.FIELDS}))),
            again_list=ArraySubquery(again.values(form=JSONObject(pk="pk", applied_at="applied_at"))),
            team_list=ArraySubquery(seats.order_by("pk").values(seat=seat)),
            newest_offer=Subquery(Offer.objects.newest_of(OuterRef("pk"))),
        )

    def with_transfers(self) -> Self:
        """Each with `transfer_list`: when it left which job, oldest first, in the same query."""
        told = audit.Event.objects.filter(verb="application.transferred", about_kind="application")
        told = told.filter(about_id=OuterRef("pk")).order_by("pk")
        left = JSONObject(at="at", job="facts__from_job")
        return self.annotate(transfer_list=ArraySubquery(told.values(left=left)))

    def add(
        self,
        *,
        candidate: Candidate,
        job: Job,
        by: audit.Actor,
        stage: "Stage | None" = None,
        source: str = "",
        post: "JobPost | None" = None,
    ) -> "Application":
        """By somebody of the company: on the board at once. `source` is a word of the sources, or becomes one."""
        from recruitment import gates
        from recruitment.models.source import Source

        if job.status == Job.Status.CLOSED or job.is_template:
            raise JobNotOpen(_("This job is closed."), field="job")
        with transaction.atomic():
            stage = stage.held() if stage else job.first_stage(held=True)
            application = self.model(candidate=candidate, job=job, stage=stage, post=post)
            application.source = Source.objects.word(source)
            application.language, application.job_version = candidate.language, job.version
            application._refuse_stage(stage)
            gates.refuse_arrival(stage, job)
            application.put_on_board(force_insert=True)
            audit.record("application.added", application, by=by, on=[candidate, job], stage=stage.pk)
        return application

    def receive(self, *, by: audit.Actor, **form: Any) -> "Application":
        """What a candidate sent by the careers form (`applying.Form`); the same sending twice is one application."""
        from recruitment import applying

        return applying.receive(applying.Form(**form), by=by)
