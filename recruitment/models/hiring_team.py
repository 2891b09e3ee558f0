from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

import audit
from accounts.models import User
from recruitment.refusals import TeamRefused


class TeamRole(models.TextChoices):
    RECRUITER = "recruiter", gettext_lazy("Recruiter")
    COORDINATOR = "coordinator", gettext_lazy("Coordinator")
    ASSOCIATE = "associate", gettext_lazy("Associate")
    HIRING_MANAGER = "hiring_manager", gettext_lazy("Hiring manager")
    INTERVIEWER = "interviewer", gettext_lazy("Interviewer")

    @property
    def permission(self) -> str:
        return f"team_{self.value}"


class HasTeam(models.Model):
    """A job's hiring team: who may do what on it, beyond the roles that reach it."""

    if TYPE_CHECKING:
        recruiter_id: int

        def touch(self) -> None: ...

    class Meta:
        abstract = True

    def add_to_team(self, user: User, role: str, *, by: audit.Actor) -> None:
        member = self._team_role(role)
        if not user.is_active:
            raise TeamRefused(_("%(person)s has left the company.") % {"person": user}, field="user")
        if self.team_rows().filter(user=user, permission__codename=member.permission).exists():
            return
        with transaction.atomic():
            JobUserObjectPermission.objects.assign_perm(member.permission, user, self)
            self.touch()
            audit.record("job.team_joined", self, by=by, on=[user], role=member.value, user=user.pk)

    def remove_from_team(self, user: User, role: str, *, by: audit.Actor) -> None:
        member = self._team_role(role)
        if user.pk == self.recruiter_id and member is TeamRole.RECRUITER:
            raise TeamRefused(_("%(person)s is the recruiter of this job. Name another first.") % {"person": user})
        rows = self.team_rows().filter(user=user, permission__codename=member.permission)
        with transaction.atomic():
            if rows.delete()[0]:
                self.touch()
                audit.record("job.team_left", self, by=by, on=[user], role=member.value, user=user.pk)

    def team_rows(self) -> "models.QuerySet[JobUserObjectPermission]":
        return JobUserObjectPermission.objects.filter(content_object=self)

    def team(self) -> list[tuple[User, TeamRole]]:
        rows = self.team_rows().select_related("user", "permission").order_by("permission_id", "user__name")
        return [(row.user, TeamRole(row.permission.codename.removeprefix("team_"))) for row in rows]

    @staticmethod
    def _team_role(role: str) -> TeamRole:
        if role not in TeamRole.values:
            raise TeamRefused(_("There is no such role on a hiring team."), field="role")
        return TeamRole(role)


class JobUserObjectPermission(UserObjectPermissionBase):
    """A place on a hiring team."""

    content_object = models.ForeignKey("recruitment.Job", models.CASCADE)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(UserObjectPermissionBase.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["updated_at", "id"], name="team_by_update")]

    @property
    def role(self) -> str:
        return self.permission.codename.removeprefix("team_")


class JobGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey("recruitment.Job", models.CASCADE)
