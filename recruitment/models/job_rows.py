from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

import audit
from recruitment.models.hiring_team import TeamRole
from recruitment.refusals import StagesIncomplete, Taken

if TYPE_CHECKING:
    from accounts.models import User
    from recruitment.models.job import Job
    from recruitment.models.stage_template import StageTemplate


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: "User") -> Self:
        return self.open_to(user, "jobs.view")

    def open_to(self, user: "User", right: str) -> Self:
        """Jobs on which `user` holds `right`: by a role that reaches them, or by their hiring team."""
        from recruitment import access

        return self.filter(access.jobs_open_to(user, right))

    def running(self) -> Self:
        """Drafts and open ones; a template is no job that anybody works on."""
        return self.filter(is_template=False).exclude(status=self.model.Status.CLOSED)

    def with_names(self) -> Self:
        return self.select_related("department", "office", "place", "recruiter", "brand", "entity")

    def with_seats(self) -> Self:
        """Each with `seat_states`, the states that its openings are in, in the same query."""
        from recruitment.models.opening import Opening

        seats = Opening.objects.filter(job=models.OuterRef("pk")).order_by().values("state").distinct()
        return self.annotate(seat_states=ArraySubquery(seats))

    def create_from(
        self,
        *,
        name: str,
        template: "StageTemplate",
        by: audit.Actor,
        openings: int = 1,
        requisition_id: str = "",
        **facts: Any,
    ) -> "Job":
        """A draft with the template's stages, its openings, and its recruiter on the team."""
        from recruitment.models.job import refuse_nobody_replaced

        refuse_nobody_replaced(facts.get("need", ""), facts.get("replaces", ""))
        if not template.stages.exists():
            raise StagesIncomplete(_("This stage template has no stages."), field="template")
        with transaction.atomic():
            job = self._numbered(requisition_id, name=name, **facts)
            job.copy_stages(template.stages.all())
            audit.record("job.created", job, by=by, template=template.pk)
            self._begin(job, openings, by)
        return job

    def create_like(
        self, other: "Job", *, name: str, by: audit.Actor, openings: int = 1, requisition_id: str = "", **facts: Any
    ) -> "Job":
        """A draft with the stages of another job."""
        with transaction.atomic():
            job = self._numbered(requisition_id, name=name, copied_from=other, **facts)
            job.copy_stages(other.stages.filter(active=True))
            audit.record("job.created", job, by=by, copied_from=other.pk)
            self._begin(job, openings, by)
        return job

    def _begin(self, job: "Job", openings: int, by: audit.Actor) -> None:
        """A template has no seats: nobody is hired on it."""
        job.add_to_team(job.recruiter, TeamRole.RECRUITER, by=by)
        job.keep_version((), by=by)
        if not job.is_template:
            job.add_openings(openings, target_start_on=job.target_start_on, by=by)

    def _numbered(self, requisition_id: str, **facts: Any) -> "Job":
        try:
            with transaction.atomic():
                job = self.create(requisition_id=requisition_id or f"new-{audit.now().timestamp()}", **facts)
                if not requisition_id:
                    job.requisition_id = f"R-{job.pk}"
                    job.save(update_fields=["requisition_id"])
        except IntegrityError as error:
            raise told_as_taken(error) from error
        return job


def told_as_taken(error: IntegrityError) -> Exception:
    """The number is typed by people; any other broken constraint is a mistake of ours."""
    if "requisition_id" in str(error):
        return Taken(_("This requisition number is taken."), field="requisition_id")
    return error
