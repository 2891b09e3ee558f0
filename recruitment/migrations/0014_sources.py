import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Lower, Now

import audit.clock

# Other systems sync from these; the column names the thing that the record belonged to.
EXPOSED = {
    "recruitment_source": ("sources", "id"),
    "recruitment_trackinglink": ("tracking_links", "id"),
    "recruitment_referral": ("referrals", "referrer_id"),
    "recruitment_internalpolicy": ("internal_policies", "id"),
}
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
BURY = (
    "CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}');"
)


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=Now(), editable=False)


def user(name, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=settings.AUTH_USER_MODEL, **more
    )


def below(model, name, **more):
    return models.ForeignKey(
        on_delete=more.pop("on_delete", django.db.models.deletion.CASCADE),
        related_name=name,
        to=f"recruitment.{model}",
        **more,
    )


def text():
    return models.CharField(blank=True, max_length=100)


def by_update(name):
    return models.Index(fields=["updated_at", "id"], name=f"{name}_by_update")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("recruitment", "0013_bulk"),
        ("accounts", "0005_manager"),
        ("audit", "0002_database"),
    ]

    operations = [
        migrations.CreateModel(
            name="InternalPolicy",
            fields=[
                ("id", key()),
                (
                    "hold_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="The first referral of a person holds for, in days",
                    ),
                ),
                (
                    "referrer_sees",
                    models.CharField(
                        choices=[
                            ("nothing", "Only that it was received"),
                            ("outline", "Whether it is in process or has ended"),
                            ("stage", "The stage it is in"),
                        ],
                        default="outline",
                        max_length=10,
                        verbose_name="What a referrer learns of the application",
                    ),
                ),
                (
                    "thanks",
                    models.BooleanField(
                        default=True, verbose_name="Thank by mail for a referral, and once the person is hired"
                    ),
                ),
                (
                    "manager_learns",
                    models.CharField(
                        choices=[
                            ("never", "Only once they are hired"),
                            ("last_stage", "When it reaches the last stage of the job"),
                            ("offer", "When an offer is sent"),
                        ],
                        default="offer",
                        max_length=10,
                        verbose_name="A colleague's manager learns of their application",
                    ),
                ),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "indexes": [by_update("internal_policy")],
                "constraints": [models.CheckConstraint(condition=models.Q(pk=1), name="one_internal_policy")],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job_board", "Job board"),
                            ("social", "Social network"),
                            ("careers_site", "Careers site"),
                            ("referral", "Referral"),
                            ("agency", "Agency"),
                            ("event", "Event"),
                            ("walk_in", "Walk-in"),
                            ("internal", "Internal"),
                            ("sourced", "Sourced"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                ("active", models.BooleanField(default=True)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [by_update("source")],
                "constraints": [models.UniqueConstraint(Lower("name"), name="source_name_once")],
            },
        ),
        migrations.CreateModel(
            name="SourceRule",
            fields=[
                ("id", key()),
                ("sign", models.CharField(choices=[("utm_source", "utm_source"), ("host", "Website")], max_length=10)),
                ("value", models.CharField(max_length=200)),
                ("created_at", created()),
                ("source", below("source", "rules")),
            ],
            options={
                "ordering": ["sign", "value"],
                "constraints": [models.UniqueConstraint(fields=["sign", "value"], name="source_sign_once")],
            },
        ),
        migrations.CreateModel(
            name="TrackingLink",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=120)),
                ("code", models.CharField(editable=False, max_length=12, unique=True)),
                ("campaign", text()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", created()),
                ("updated_at", updated()),
                ("job", below("job", "tracking_links", blank=True, null=True)),
                ("source", below("source", "links", on_delete=django.db.models.deletion.PROTECT)),
            ],
            options={"ordering": ["-created_at", "-id"], "indexes": [by_update("tracking_link")]},
        ),
        migrations.CreateModel(
            name="LinkVisits",
            fields=[
                ("id", key()),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                ("link", below("trackinglink", "visits")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["link", "day"], name="link_visits_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("id", key()),
                ("which", models.CharField(choices=[("first", "first"), ("last", "last")], max_length=5)),
                ("utm_source", text()),
                ("utm_medium", text()),
                ("utm_campaign", text()),
                ("utm_term", text()),
                ("utm_content", text()),
                ("host", text()),
                ("at", models.DateTimeField(default=audit.clock.now)),
                ("application", below("application", "touches")),
                (
                    "link",
                    below(
                        "trackinglink",
                        "touches",
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                    ),
                ),
            ],
            options={
                "ordering": ["application_id", "which"],
                "indexes": [models.Index(fields=["link", "which"], name="touch_by_link")],
                "constraints": [models.UniqueConstraint(fields=["application", "which"], name="touch_first_and_last")],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("worked_together", "We have worked together"),
                            ("studied_together", "We have studied together"),
                            ("friend", "A friend"),
                            ("family", "Family"),
                            ("network", "I know them from my network"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("holds_until", models.DateTimeField(blank=True, null=True)),
                ("created_at", created()),
                ("updated_at", updated()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referral",
                        to="recruitment.application",
                    ),
                ),
                ("referrer", user("referrals")),
            ],
            options={"ordering": ["-created_at", "-id"], "indexes": [by_update("referral")]},
        ),
        migrations.AddField("application", "employee", user("own_applications", blank=True, null=True, db_index=False)),
        migrations.AddIndex(
            "application",
            models.Index(
                fields=["employee"],
                condition=models.Q(employee__isnull=False),
                name="application_of_employee",
            ),
        ),
        migrations.AddField(
            "application", "manager_told_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        *(
            migrations.RunSQL(
                TOUCH.format(table=table) + BURY.format(table=table, resource=resource, parent=parent),
                f"DROP TRIGGER touch ON {table}; DROP TRIGGER bury ON {table}",
            )
            for table, (resource, parent) in EXPOSED.items()
        ),
    ]
