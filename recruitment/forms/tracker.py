from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from company.models import Department, Office
from recruitment.models import Job, JobUserObjectPermission, TrackerSubscription
from recruitment.models.weekday import Weekday

# By what the lines are ordered: the fields of `with_ages`.
ORDERS = {"": ("since", "id"), "waiting": ("waiting_since", "id"), "name": ("name", "id")}


class TrackerFilter(forms.Form):
    STATUS = (("", _("Open")), ("draft", _("Draft")), ("closed", _("Closed")), ("all", _("All")))
    SORT = (("", _("Oldest first")), ("waiting", _("Longest waiting first")), ("name", _("By title")))

    look = forms.ChoiceField(choices=[("", ""), *TrackerSubscription.Look.choices], required=False,
                             widget=forms.HiddenInput)  # fmt: skip
    recruiter = forms.ModelChoiceField(User.objects.none(), label=_("Recruiter"), required=False, empty_label=_("All"))
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("All")
    )
    office = forms.ModelChoiceField(Office.objects.all(), label=_("Office"), required=False, empty_label=_("All"))
    status = forms.ChoiceField(label=_("Status"), choices=STATUS, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORT, required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, said: Any, *, user: User) -> None:
        super().__init__(said)
        self.user = user
        recruiters: Any = self.fields["recruiter"]
        recruiters.queryset = User.objects.filter(jobs_recruited__in=self.seen().order_by()).distinct()

    def seen(self) -> QuerySet[Job]:
        """The tracker counts applications, so it knows the jobs whose applications one may see."""
        return Job.objects.open_to(self.user, "applications.view").filter(is_template=False)

    def narrowed(self) -> QuerySet[Job]:
        """A filter that makes no sense is shown as such and narrows nothing but what can be understood."""
        self.is_valid()
        chosen, jobs = self.cleaned_data, self.seen()
        for name in ("recruiter", "department", "office"):
            if chosen.get(name):
                jobs = jobs.filter(**{name: chosen[name]})
        if chosen.get("mine"):
            team = JobUserObjectPermission.objects.filter(user=self.user, content_object=OuterRef("pk"))
            jobs = jobs.filter(Q(recruiter=self.user) | Exists(team))
        status = chosen.get("status", "")
        return jobs if status == "all" else jobs.filter(status=status or Job.Status.OPEN)

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.cleaned_data.get("sort", "")]

    def query(self, **changes: Any) -> str:
        """The filter as an address, in one form only; what it doesn't know, and which look it is, are left out."""
        self.is_valid()
        kept = [name for name in self.fields if name in self.cleaned_data and name != "look"]
        said = {name: self.data.get(name, "") for name in kept} | changes
        found = QueryDict(mutable=True)
        found.update({name: str(value) for name, value in said.items() if value})
        return found.urlencode()

    def words(self) -> str:
        """What it is narrowed to, for people."""
        self.is_valid()
        said = [str(self.cleaned_data[name]) for name in ("recruiter", "department", "office")
                if self.cleaned_data.get(name)]  # fmt: skip
        status = dict(self.STATUS)[self.cleaned_data.get("status", "")]
        mine = [_("only mine")] if self.cleaned_data.get("mine") else []
        return " · ".join(map(str, [status, *said, *mine]))


class TrackerMailForm(forms.Form):
    """On which days, at what hour, which look."""

    DAYS = tuple((str(number), name) for number, name in Weekday.choices)
    HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(24))

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    hour = forms.TypedChoiceField(label=_("Hour"), choices=HOURS, coerce=int, initial="8")
    look = forms.ChoiceField(label=_("Show"), choices=TrackerSubscription.Look.choices)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["hour"].help_text = _("In your time zone, %(zone)s.") % {"zone": user.time_zone}

    def clean_query(self) -> str:
        return TrackerFilter(QueryDict(self.cleaned_data["query"]), user=self.user).query()
