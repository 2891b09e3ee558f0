from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

import audit
from accounts.models.user import User
from company.models import Department, Office


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    RECRUITER = "recruiter", _("Recruiter")
    COORDINATOR = "coordinator", _("Coordinator")
    ASSOCIATE = "associate", _("Associate")
    HIRING_MANAGER = "hiring_manager", _("Hiring manager")
    INTERVIEWER = "interviewer", _("Interviewer")
    COMPLIANCE_OFFICER = "compliance_officer", _("Compliance officer")
    ADJUDICATOR = "adjudicator", _("Adjudicator")
    AUDITOR = "auditor", _("Auditor")


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def administrators(self) -> "RoleGrantQuerySet":
        """Those who can really sign in and manage: active, with a password, company-wide."""
        wide = self.filter(role=Role.ADMINISTRATOR, department=None, office=None)
        return wide.filter(user__in=User.objects.able_to_sign_in())


class RoleGrant(models.Model):
    """A role that a person has: company-wide, or within a department (and those below it) or an office.

    Roles on single jobs are rows of the hiring team (django-guardian, see recruitment).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name=_("Department"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, verbose_name=_("Office"))
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="grant_by_update")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "department", "office"], name="grant_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(department=None) | models.Q(office=None), name="grant_on_department_or_office"
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def is_company_wide(self) -> bool:
        return self.department_id is None and self.office_id is None

    def revoke(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            if self.role == Role.ADMINISTRATOR and self.is_company_wide:
                self.user.refuse_last_administrator()
            if RoleGrant.objects.filter(pk=self.pk).delete()[0]:
                self.user.touch()
                audit.record(
                    "user.role_revoked",
                    self.user,
                    by=by,
                    role=self.role,
                    department=self.department_id,
                    office=self.office_id,
                )
