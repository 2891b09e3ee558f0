import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

import audit.clock

TOUCH = """CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON recruitment_trackersubscription
FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"""
TEMPLATES = {
    "en": (
        "Tracker by mail",
        "Tracker, {{ tracker.look }}: {{ tracker.day }}",
        """Hello {{ tracker.reader }},

this is how it stands.

{{ tracker.table }}

[Open the tracker]({{ tracker.link }})

You asked for this mail. [Choose other days, or end it]({{ tracker.days_link }}).""",
    ),
    "de": (
        "Tracker per Mail",
        "Tracker, {{ tracker.look }}: {{ tracker.day }}",
        """Guten Tag {{ tracker.reader }},

so steht es.

{{ tracker.table }}

[Tracker öffnen]({{ tracker.link }})

Sie haben diese Mail bestellt. [Andere Tage wählen oder abbestellen]({{ tracker.days_link }}).""",
    ),
}


def seed(apps, schema_editor):
    template = apps.get_model("communications", "MessageTemplate")
    for language, (name, subject, body) in TEMPLATES.items():
        template.objects.create(key="tracker", name=name, purpose="team", language=language, subject=subject, body=body)


def unseed(apps, schema_editor):
    apps.get_model("communications", "MessageTemplate").objects.filter(key="tracker").delete()


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("recruitment", "0005_deletions"),
        ("communications", "0003_templates"),
        ("audit", "0002_database"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application", index=models.Index(fields=["applied_at"], name="application_arrived")
        ),
        migrations.CreateModel(
            name="TrackerSubscription",
            fields=[
                ("id", key()),
                (
                    "look",
                    models.CharField(
                        choices=[("jobs", "By job"), ("recruiters", "By recruiter")], default="jobs", max_length=10
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=500)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None),
                ),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(23),
                        ]
                    ),
                ),
                ("planned_at", created()),
                ("created_at", created()),
                ("updated_at", models.DateTimeField(db_default=Now(), editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracker_subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="tracker_mail_by_update")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(hour__lte=23), name="tracker_mail_hour_of_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7], weekdays__len__gt=0),
                        name="tracker_mail_days_of_a_week",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackerMailing",
            fields=[
                ("id", key()),
                ("day", models.DateField()),
                ("created_at", created()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailings",
                        to="recruitment.trackersubscription",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["subscription", "day"], name="tracker_mail_once_a_day")
                ],
            },
        ),
        migrations.RunSQL(TOUCH, "DROP TRIGGER touch ON recruitment_trackersubscription"),
        migrations.RunPython(seed, unseed),
    ]
