from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts import access, sessions
from accounts.refusals import LastAdministrator, MailTaken, UnfitManager
from company.models import Department, Office

if TYPE_CHECKING:
    from accounts.models.role_grant import RoleGrant


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def able_to_sign_in(self) -> "UserQuerySet":
        """Active, and with a password: not only invited."""
        return self.active().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def visible_to(self, user: "User") -> "UserQuerySet":
        """Colleagues are no secret to anyone who signs in; what they may do is another matter."""
        return self.all() if user.is_active else self.none()

    def named_like(self, words: str) -> "UserQuerySet":
        found = self
        for word in words.split():
            found = found.filter(models.Q(name__icontains=word) | models.Q(email__icontains=word))
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(email__iexact=username)
        return user

    def invite(self, *, name: str, email: str, office: Office | None = None, language: str = "en",
               time_zone: str = "", job_title: str = "", manager: "User | None" = None,
               by: audit.Actor) -> "User":  # fmt: skip
        """Adds a person, who sets their own password by the link that is mailed to them."""
        zone = time_zone or (office.time_zone if office else "UTC")
        user = User(name=name, email=email, office=office, language=language, time_zone=zone, job_title=job_title)
        user.manager = manager
        user.set_unusable_password()
        with transaction.atomic():
            user.insert_once()
            audit.record("user.invited", user, by=by)
        return user


class User(AbstractBaseUser):
    """A person of the company who signs in; `audit.Actor` of what they do."""

    class Theme(models.TextChoices):
        AUTO = "auto", gettext_lazy("As the system")
        LIGHT = "light", gettext_lazy("Light")
        DARK = "dark", gettext_lazy("Dark")

    email = models.EmailField(gettext_lazy("E-mail"))
    name = models.CharField(gettext_lazy("Name"), max_length=150)
    job_title = models.CharField(gettext_lazy("Job title"), max_length=150, blank=True)
    employee_id = models.CharField(gettext_lazy("Employee number"), max_length=60, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=gettext_lazy("Office")
    )
    # Whom they report to. Of a colleague's own application their manager learns late (recruitment's policy).
    manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=gettext_lazy("Manager")
    )
    language = models.CharField(gettext_lazy("Language"), max_length=10, default="en")
    time_zone = models.CharField(gettext_lazy("Time zone"), max_length=64, default="UTC")
    theme = models.CharField(gettext_lazy("Appearance"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    # Single letters that lead somewhere; whoever dictates or slips switches them off (WCAG 2.1.4).
    shortcuts = models.BooleanField(gettext_lazy("Keyboard shortcuts of one letter"), default=True)
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    held: "access.Held | None" = None
    keeps_held = False

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="user_by_update")]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_kind(self) -> str:
        return "user"

    @property
    def actor_id(self) -> int | None:
        return self.pk

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_invited(self) -> bool:
        """Has been invited and has not set a password yet."""
        return self.is_active and not self.has_usable_password()

    def may(self, right: str, job: access.Work | None = None) -> bool:
        return access.may(self, right, job)

    def require(self, right: str, job: access.Work | None = None, sentence: str | None = None) -> None:
        """Raises PermissionDenied with a sentence for the person."""
        if not self.may(right, job):
            raise PermissionDenied(
                sentence or _("Your role does not let you %(what)s.") % {"what": access.WORDS[right]}
            )

    def keep_held(self) -> None:
        """For the length of a request: what the person may do is looked up once."""
        self.keeps_held = True

    def insert_once(self) -> None:
        if User.objects.filter(email__iexact=self.email).exists():
            raise MailTaken(_("Someone with this e-mail address is here already."))
        self.save(force_insert=True)

    def invite_again(self, *, by: audit.Actor) -> None:
        """Mails a new link; the old one dies with the password that it was bound to."""
        with transaction.atomic():
            self.set_unusable_password()
            self.save(update_fields=["password"])
            audit.record("user.invited", self, by=by)

    def accept_invitation(self, password: str) -> bool:
        """Whether it was this call that set the first password: of two, one."""
        before = self.password
        self.set_password(password)
        with transaction.atomic():
            if not User.objects.filter(pk=self.pk, password=before, is_active=True).update(password=self.password):
                return False
            audit.record("user.joined", self, by=self)
        return True

    def change(self, *, by: audit.Actor, **values: object) -> None:
        """Changes what stands in the profile. The log keeps the names of the fields."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        if not changed:
            return
        if "manager" in changed:
            self._refuse_manager(values["manager"])
        for name in changed:
            setattr(self, name, values[name])
        with transaction.atomic():
            self.save(update_fields=changed)
            audit.record("user.changed", self, by=by, fields=changed)

    def _refuse_manager(self, manager: object) -> None:
        """Nobody reports to themselves, over however many steps."""
        above, seen = manager, set[int]()
        while isinstance(above, User) and above.pk not in seen:
            if above.pk == self.pk:
                raise UnfitManager(_("Nobody reports to themselves, over however many steps."), field="manager")
            seen.add(above.pk)
            above = above.manager

    def grant(
        self, role: str, *, department: Department | None = None, office: Office | None = None, by: audit.Actor
    ) -> "RoleGrant":
        """Gives a role; given twice it is the same grant."""
        with transaction.atomic():
            grant, is_new = self.grants.get_or_create(role=role, department=department, office=office)
            if is_new:
                self.touch()
                audit.record(
                    "user.role_granted", self, by=by, role=role, department=grant.department_id, office=grant.office_id
                )
        return grant

    def touch(self) -> None:
        User.objects.filter(pk=self.pk).update(name=self.name)

    def leave(self, *, by: audit.Actor) -> None:
        """Ends everything that signs in as this person. What they hold is handed over before (`handover.leave`)."""
        with transaction.atomic():
            self.refuse_last_administrator()
            now = audit.now()
            if not User.objects.filter(pk=self.pk, is_active=True).update(is_active=False, left_at=now):
                return
            self.is_active, self.left_at = False, now
            for key in self.api_keys.in_force():
                key.revoke(by=by)
            sessions.end_all(self)
            audit.record("user.left", self, by=by)

    def come_back(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            if User.objects.filter(pk=self.pk, is_active=False).update(is_active=True, left_at=None):
                self.is_active, self.left_at = True, None
                audit.record("user.returned", self, by=by)

    def refuse_last_administrator(self) -> None:
        """Two administrators may remove each other in the same moment: the grants are locked, then counted anew."""
        from accounts.models.role_grant import RoleGrant

        grants = RoleGrant.objects.administrators()
        list(grants.select_for_update(of=("self",)).order_by("id"))
        holders = set(grants.values_list("user_id", flat=True))
        if holders == {self.pk}:
            raise LastAdministrator(
                _("%(name)s is the only administrator. Make someone else administrator first.") % {"name": self.name}
            )
