from collections.abc import Collection
from datetime import date, time
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from company import hours
from company.models.legal_entity import LegalEntity, country_code
from company.models.part import Part, PartQuerySet
from company.refusals import DayTaken, DepartmentCircle

_TREES = """
    WITH RECURSIVE tree (root, id) AS (
        SELECT id, id FROM company_department WHERE id = ANY (%s)
        UNION SELECT tree.root, child.id FROM company_department child JOIN tree ON child.parent_id = tree.id
    )
    SELECT root, array_agg(id) FROM tree GROUP BY root
"""

weekday_digits = RegexValidator(r"\A(?!.*(.).*\1)[1-7]{1,7}\Z", gettext_lazy("Write the days as digits, Monday is 1."))


def zone_exists(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(gettext_lazy("There is no time zone of this name."))


class DepartmentQuerySet(PartQuerySet):
    def trees(self, roots: Collection[int]) -> dict[int, frozenset[int]]:
        """Each of `roots` with the ids of all below it, itself included."""
        if not roots:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(_TREES, [list(roots)])
            return {root: frozenset(ids) for root, ids in cursor.fetchall()}


class Department(Part):
    """A part of the company; departments form a tree."""

    name = models.CharField(gettext_lazy("Name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=gettext_lazy("Part of"),
    )
    external_id = models.CharField(gettext_lazy("Number in other systems"), max_length=120, blank=True)

    objects: ClassVar[DepartmentQuerySet] = DepartmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["updated_at", "id"], name="department_by_update"),)
        constraints = (
            models.UniqueConstraint(fields=["parent", "name"], name="department_name_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return self.name

    def refuse_unfit(self) -> None:
        if self.pk and self.parent_id in Department.objects.trees({self.pk}).get(self.pk, ()):
            raise DepartmentCircle(_("A department can't be part of itself or of one below it."))


class Office(Part):
    """Where people of the company sit: a zone, opening hours and holidays; clocks of duties follow them."""

    name = models.CharField(gettext_lazy("Name"), max_length=120, unique=True)
    entity = models.ForeignKey(
        LegalEntity, models.PROTECT, related_name="offices", verbose_name=gettext_lazy("Legal entity")
    )
    city = models.CharField(gettext_lazy("City"), max_length=120)
    region = models.CharField(
        gettext_lazy("Region"),
        max_length=10,
        blank=True,
        help_text=gettext_lazy("Code of the state or province, such as HH or CA: some holidays are its own"),
    )
    country = models.CharField(
        gettext_lazy("Country"),
        max_length=2,
        help_text=gettext_lazy("Two letters, such as DE"),
        validators=[country_code],
    )
    time_zone = models.CharField(gettext_lazy("Time zone"), max_length=64, validators=[zone_exists])
    opens = models.TimeField(gettext_lazy("Opens"), default=time(9))
    closes = models.TimeField(gettext_lazy("Closes"), default=time(17))
    weekdays = models.CharField(
        gettext_lazy("Working days"),
        max_length=7,
        default="12345",
        validators=[weekday_digits],
        help_text=gettext_lazy("1 is Monday, 7 is Sunday"),
    )
    # {"5": ["09:00", "14:00"]}: weekdays with other hours than the usual ones (company.calendars).
    weekday_hours = models.JSONField(default=dict, blank=True, editable=False)
    external_id = models.CharField(gettext_lazy("Number in other systems"), max_length=120, blank=True)

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["updated_at", "id"], name="office_by_update"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="office_closes_after_it_opens",
                violation_error_message=gettext_lazy("The office closes after it opens."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def week(self) -> dict[int, tuple[time, time]]:
        """The hours of each weekday that is worked; 1 is Monday."""
        week = {int(digit): (self.opens, self.closes) for digit in self.weekdays}
        return week | {day: own for day, own in self._own_hours().items() if day in week}

    def _own_hours(self) -> dict[int, tuple[time, time]]:
        return {
            int(day): (time.fromisoformat(opens), time.fromisoformat(closes))
            for day, (opens, closes) in self.weekday_hours.items()
        }

    def calendar(self) -> hours.Calendar:
        """Its opening hours, public holidays and own days; one query."""
        own = {row.day: row.works for row in self.holidays.all()}
        return hours.Calendar(
            zone=self.zone,
            opens=self.opens,
            closes=self.closes,
            weekdays=frozenset(int(digit) for digit in self.weekdays),
            public=hours.public_holidays(self.country, self.region),
            own=own,
            by_weekday=self._own_hours(),
        )

    def mark_day(self, day: date, name: str, *, works: bool, by: audit.Actor) -> "OfficeHoliday":
        """Closed on a day that others work, or working on one that others don't."""
        with transaction.atomic():
            marked, _new = OfficeHoliday.objects.update_or_create(
                office=self, day=day, defaults={"name": name, "works": works}
            )
            audit.record("company.office_day_marked", self, by=by, day=day.isoformat(), works=works)
        return marked

    def unmark_day(self, day: date, *, by: audit.Actor) -> None:
        with transaction.atomic():
            if self.holidays.filter(day=day).delete()[0]:
                audit.record("company.office_day_unmarked", self, by=by, day=day.isoformat())


class OfficeHoliday(models.Model):
    """A day that differs from the public calendar: `works` adds a working day, otherwise the office is closed."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="holidays")
    day = models.DateField(gettext_lazy("Day"))
    name = models.CharField(gettext_lazy("What is it"), max_length=120)
    works = models.BooleanField(gettext_lazy("People work on this day"), default=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("day",)
        indexes = (models.Index(fields=["updated_at", "id"], name="office_day_by_update"),)
        constraints = (models.UniqueConstraint(fields=["office", "day"], name="office_day_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    def change(self, *, day: date, name: str, works: bool, by: audit.Actor) -> None:
        """Moves it to another day, or calls it something else."""
        if (day, name, works) == (self.day, self.name, self.works):
            return
        left, self.day, self.name, self.works = self.day, day, name, works
        try:
            with transaction.atomic():
                self.save(update_fields=["day", "name", "works"])
                audit.record(
                    "company.office_day_moved",
                    self.office,
                    by=by,
                    left=left.isoformat(),
                    day=day.isoformat(),
                    works=works,
                )
        except IntegrityError as error:
            self.day = left
            raise DayTaken(_("The office has marked that day already.")) from error


class PlaceOfWork(Part):
    """Where the work of a job is done: it decides which law holds, which an office address alone doesn't."""

    class Mode(models.TextChoices):
        # Candidates read this.
        ON_SITE = "on_site", gettext_lazy("On site")
        # Candidates read this.
        HYBRID = "hybrid", gettext_lazy("Hybrid")
        # Candidates read this.
        REMOTE = "remote", gettext_lazy("Remote")

    name = models.CharField(gettext_lazy("Name"), max_length=160, unique=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=gettext_lazy("Office")
    )
    city = models.CharField(gettext_lazy("City"), max_length=120, blank=True)
    region = models.CharField(gettext_lazy("Region"), max_length=10, blank=True)
    country = models.CharField(gettext_lazy("Country"), max_length=2, validators=[country_code])
    mode = models.CharField(gettext_lazy("How"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["updated_at", "id"], name="place_by_update"),)

    def __str__(self) -> str:
        return self.name
