"""What a board and its list are narrowed by: one filter, in the address, for both looks."""

from typing import Any

from django import forms
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate, Tag
from candidates.searching import by_name
from recruitment import lateness, waiting
from recruitment.forms.application import offer
from recruitment.models import Application, ClosureKind, Job, Stage
from recruitment.models.application_rows import UNCONFIRMED
from recruitment.tracker import columns
from recruitment.tracker.moment import Moment

BOARD, LIST = "", "list"
ORDERS = {
    "newest": ("-stage_since", "-pk"),
    "oldest": ("stage_since", "pk"),
    "name": ("candidate__sort_name", "pk"),
    "activity": ("-last_activity_at", "-pk"),
}
USUAL_ORDER = {BOARD: "newest", LIST: "activity"}
# More are found by typing.
MOST_CHOICES = 200


class ApplicationFilter(forms.Form):
    STATUS = (("", _("On the board")), *ClosureKind.choices, ("unconfirmed", _("Not confirmed")), ("all", _("All")))
    DAYS = (
        ("", _("Any time")),
        ("late", _("Longer than the stage allows")),
        ("3", _("3 days and more")),
        ("7", _("7 days and more")),
        ("14", _("14 days and more")),
        ("30", _("30 days and more")),
    )
    SORT = (
        ("newest", _("Newest in their stage")),
        ("oldest", _("Longest in their stage")),
        ("name", _("Name")),
        ("activity", _("Last activity")),
    )

    q = forms.CharField(label=_("Name"), max_length=100, required=False, widget=forms.TextInput({"type": "search"}))
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"), required=False, empty_label=_("All stages"))
    waits_for = forms.ChoiceField(label=_("Waits for"), choices=(("", _("Anybody")), *waiting.CHOICES), required=False)
    days = forms.ChoiceField(label=_("In the stage"), choices=DAYS, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    tag = forms.ModelChoiceField(Tag.objects.none(), label=_("Tag"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS, required=False)
    tracked = forms.ChoiceField(label=_("In the tracker"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORT, required=False)

    def __init__(self, *args: Any, job: Job, user: User, look: str = LIST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job, self.user, self.look = job, user, look
        offered: Any = self.fields
        offered["stage"].queryset = job.stages.all()
        offered["tag"].queryset = Tag.objects.visible_to(user)
        # One query for both: where the job's applications come from, and how many wait for their mailed link.
        told = (
            Application.objects.known_to(user)
            .filter(job=job)
            .aggregate(
                sources=ArrayAgg("source", distinct=True, filter=~Q(source="")),
                unconfirmed=Count("pk", filter=UNCONFIRMED),
            )
        )
        offered["source"].choices = [
            ("", _("Any source")),
            *((one, one) for one in (told["sources"] or [])[:MOST_CHOICES]),
        ]
        self.unconfirmed: int = told["unconfirmed"]
        offered["tracked"].choices = [("", _("Anything")), *columns.of_applications()]
        self.is_valid()

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.cleaned_data.get("sort") or USUAL_ORDER[self.look]]

    @property
    def narrows(self) -> int:
        """How many filters of the panel are set."""
        return sum(1 for field in self.choices_for_look() if field.name != "sort" and self.cleaned_data.get(field.name))

    def kept_for_list(self) -> list[forms.BoundField]:
        """What is chosen on the list alone; the board takes it along for the way back."""
        return [self[name] for name in ("stage", "status", "tracked") if self.cleaned_data.get(name)]

    def choices_for_look(self) -> list[forms.BoundField]:
        """What stands in the panel. A board has no closed cards; of the tracker's numbers the list alone tells."""
        left_out = {"q"} if self.look else {"q", "stage", "status", "tracked"}
        return [field for field in self.visible_fields() if field.name not in left_out]

    def offer_rows(self) -> None:
        """For a page that draws the form: what it offers is asked for once."""
        if self.look:
            offer(self, "stage", self.fields["stage"].queryset, empty=_("All stages"))  # type: ignore[attr-defined]
        offer(self, "tag", self.fields["tag"].queryset[:MOST_CHOICES], empty=_("Any tag"))  # type: ignore[attr-defined]
        self.initial.setdefault("sort", USUAL_ORDER[self.look])

    def narrow(self, rows: Any) -> Any:
        """Applications of the job in any state."""
        return self.narrow_state(self.narrow_tracked(self.narrow_cards(rows)))

    def narrow_cards(self, rows: Any) -> Any:
        """Whatever is asked of a card that stands on the board."""
        asked = self.cleaned_data
        wanted = Q(stage=asked["stage"]) if asked.get("stage") else Q()
        wanted &= Q(source=asked["source"]) if asked.get("source") else Q()
        wanted &= Q(candidate__tags=asked["tag"]) if asked.get("tag") else Q()
        wanted &= Q(candidate__in=Candidate.objects.filter(by_name(asked["q"]))) if asked.get("q") else Q()
        wanted &= lateness.longer_than(asked["days"], self.job) if asked.get("days") else Q()
        wanted &= waiting.on(asked["waits_for"], self.job, self.user) if asked.get("waits_for") else Q()
        return rows.filter(wanted)

    def narrow_tracked(self, rows: Any) -> Any:
        name = self.cleaned_data.get("tracked")
        if not name:
            return rows
        return rows.filter(pk__in=columns.rows_of(name, self.job, Moment.of(self.user)).order_by().values("pk"))

    def narrow_state(self, rows: Any) -> Any:
        status = self.cleaned_data.get("status", "")
        if status in ClosureKind.values:
            return rows.filter(open=False, closure__kind=status)
        if status == "unconfirmed":
            return rows.unconfirmed()
        return rows if status == "all" else rows.on_board()

    def found(self) -> "QuerySet[Application]":
        """The rows of the list."""
        seen: QuerySet[Application] = self.narrow(Application.objects.visible_to(self.user).filter(job=self.job))
        return seen
