from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower, Now
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts import access, lists
from accounts.models import User
from company.models import Department
from desk.refusals import UnfitView

if TYPE_CHECKING:
    from accounts.lists import Listing


NAME_TAKEN = gettext_lazy("You have a view of this name already.")


@contextmanager
def one_of_a_name() -> Iterator[None]:
    """Two tabs may save at once: the second is told what it would have been told a moment later."""
    try:
        yield
    except IntegrityError:
        raise UnfitView(NAME_TAKEN, field="name") from None


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)

    def visible_to(self, user: User) -> Self:
        """One's own, and what others share with one: as long as one may open the list at all."""
        held = access.held(user)
        reaches = held.reaches.values()
        mine = models.Q(owner=user) | models.Q(shared_with=Audience.EVERYONE)
        mine |= models.Q(shared_with=Audience.TEAM, shared_id__in=held.on_jobs)
        if any(reach.everywhere for reach in reaches):
            mine |= models.Q(shared_with=Audience.DEPARTMENT)
        else:
            departments = frozenset[int]().union(*(reach.departments for reach in reaches))
            mine |= models.Q(shared_with=Audience.DEPARTMENT, shared_id__in=departments)
        opened = [name for name, listing in lists.known().items() if listing.is_open_to(user)]
        return self.kept().filter(mine, list_name__in=opened)

    def save_view(
        self,
        name: str,
        *,
        list_name: str,
        query: str,
        within: int | None = None,
        shared_with: str = "nobody",
        shared_id: int | None = None,
        by: audit.Actor,
    ) -> "SavedView":
        """The filters of a list under a name. Whoever asks owns it."""
        owner = accounts.person(by)
        if owner is None:
            raise UnfitView(_("Only a person of the company saves views."))
        view = SavedView(owner=owner, list_name=list_name, within=within)
        view.take(name=name, query=query, shared_with=shared_with, shared_id=shared_id)
        with one_of_a_name(), transaction.atomic():
            view.refuse_second_of_a_name()
            view.save(force_insert=True)
            audit.record("view.saved", view, by=by, list_name=list_name, shared_with=view.shared_with)
        return view


class Audience(models.TextChoices):
    NOBODY = "nobody", gettext_lazy("Nobody else")
    TEAM = "team", gettext_lazy("The hiring team of a job")
    DEPARTMENT = "department", gettext_lazy("A department")
    EVERYONE = "everyone", gettext_lazy("Everyone who may open the list")


class SavedView(models.Model):
    """The filters of a list, kept under a name by one person and perhaps shared. It opens nothing by itself."""

    Audience = Audience

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=60)
    list_name = models.CharField(max_length=40)
    # The thing whose list it is, such as the job of applications.
    within = models.BigIntegerField(null=True, blank=True)
    query = models.CharField(max_length=lists.LONGEST, blank=True)
    shared_with = models.CharField(max_length=10, choices=Audience.choices, default=Audience.NOBODY)
    # The job of the team, or the department.
    shared_id = models.BigIntegerField(null=True, blank=True)
    # For whom the list opens with it.
    default_for = models.ManyToManyField(User, related_name="default_views", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="view_by_update"),
            models.Index(fields=["list_name", "within"], name="view_of_list", condition=models.Q(removed_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                "owner", "list_name", "within", Lower("name"),
                name="view_name_once", condition=models.Q(removed_at=None), nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.listing.address(self.query, self.within)

    @property
    def listing(self) -> "Listing":
        return lists.find(self.list_name)

    def take(self, **facts: Any) -> list[str]:
        """Puts checked facts on this object, without saving; gives the names of those that differ."""
        checked = self._checked(facts)
        changed = [name for name, value in checked.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, checked[name])
        self._refuse_unfit_audience()
        return changed

    def _checked(self, facts: dict[str, Any]) -> dict[str, Any]:
        checked = dict(facts)
        if "name" in facts:
            checked["name"] = " ".join(str(facts["name"]).split())[:60]
            if not checked["name"]:
                raise UnfitView(_("Give the view a name."), field="name")
        if "query" in facts:
            checked["query"] = self._checked_query(str(facts["query"]))
        return checked

    def _checked_query(self, query: str) -> str:
        """The list's own filters alone: a view is no way to anywhere else."""
        listing = self._known_list()
        if unknown := lists.unknown_filters(listing, query):
            raise UnfitView(_("This list has no filter “%(name)s”.") % {"name": unknown[0][:60]}, field="query")
        kept = listing.query_of(QueryDict(query))
        if len(kept) > lists.LONGEST:
            raise UnfitView(_("These filters are too long to be kept."), field="query")
        return kept

    def _known_list(self) -> "Listing":
        try:
            listing = self.listing
        except Http404:
            raise UnfitView(_("There is no such list."), field="list_name") from None
        if bool(listing.within) != bool(self.within):
            words = _("Say which one the list is of.") if listing.within else _("This list is not within anything.")
            raise UnfitView(words, field="within")
        return listing

    def _refuse_unfit_audience(self) -> None:
        if self.shared_with not in Audience.values:
            raise UnfitView(_("Choose with whom it is shared."), field="shared_with")
        of_one = self.shared_with in (Audience.TEAM, Audience.DEPARTMENT)
        if not of_one:
            self.shared_id = None
        elif self.shared_id is None:
            raise UnfitView(_("Say which team or department it is shared with."), field="shared_id")
        elif not self._is_within_reach():
            raise UnfitView(_("Share it with a team you are on, or a department you work for."), field="shared_id")

    def _is_within_reach(self) -> bool:
        """One shares where one belongs: with others it would say what there is."""
        held = access.held(self.owner)
        if self.shared_with == Audience.TEAM:
            return self.shared_id in held.on_jobs
        reaches = held.reaches.values()
        if any(reach.everywhere for reach in reaches):
            return Department.objects.filter(pk=self.shared_id or 0).exists()
        return any(self.shared_id in reach.departments for reach in reaches)

    def refuse_second_of_a_name(self) -> None:
        same = SavedView.objects.kept().filter(owner=self.owner, list_name=self.list_name, within=self.within)
        if same.filter(name__iexact=self.name).exclude(pk=self.pk).exists():
            raise UnfitView(NAME_TAKEN, field="name")

    def change(self, *, by: audit.Actor, **facts: Any) -> None:
        self.require_owner(by)
        changed = self.take(**facts)
        if not changed:
            return
        with one_of_a_name(), transaction.atomic():
            self.refuse_second_of_a_name()
            self.save(update_fields=[*changed, "shared_id"])
            audit.record("view.changed", self, by=by, fields=changed)

    def require_owner(self, by: audit.Actor) -> None:
        person = accounts.person(by)
        if person is None or person.pk != self.owner_id:
            raise PermissionDenied(_("This view belongs to %(name)s; only they change it.") % {"name": self.owner})

    def remove(self, *, by: audit.Actor) -> None:
        """Until it is brought back nobody sees it."""
        self.require_owner(by)
        with transaction.atomic():
            moment = audit.now()
            if SavedView.objects.kept().filter(pk=self.pk).update(removed_at=moment):
                self.removed_at = moment
                audit.record("view.removed", self, by=by, list_name=self.list_name)

    def bring_back(self, *, by: audit.Actor) -> None:
        self.require_owner(by)
        with one_of_a_name(), transaction.atomic():
            self.refuse_second_of_a_name()
            if SavedView.objects.filter(pk=self.pk).exclude(removed_at=None).update(removed_at=None):
                self.removed_at = None
                audit.record("view.returned", self, by=by, list_name=self.list_name)

    def open_with(self, is_default: bool, *, by: audit.Actor) -> None:
        """Whether the list opens with this view for the person who asks; of a list one view at most."""
        person = accounts.person(by)
        if person is None:
            raise UnfitView(_("Only a person of the company saves views."))
        with transaction.atomic():
            for other in person.default_views.filter(list_name=self.list_name, within=self.within):
                other.default_for.remove(person)
            if is_default:
                self.default_for.add(person)
            audit.record("view.default_set", self, by=by, list_name=self.list_name, is_default=is_default)

    def give_to(self, to: User, *, by: audit.Actor) -> None:
        """Of a leaver: what others see of it stays."""
        with transaction.atomic():
            self.owner = to
            taken = SavedView.objects.kept().filter(
                owner=to, list_name=self.list_name, within=self.within, name__iexact=self.name
            )
            if taken.exists():
                self.name = f"{self.name[:50]} ({self.pk})"
            self.save(update_fields=["owner", "name"])
            audit.record("view.handed_over", self, by=by, to=to.pk)
