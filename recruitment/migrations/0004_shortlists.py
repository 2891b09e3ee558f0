import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import audit.clock

EXPOSED = (
    "recruitment_shortlist",
    "recruitment_shortlistreader",
    "recruitment_shortlistitem",
    "recruitment_shortlistanswer",
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
WEEKDAYS = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
]
UNFINISHED = models.Q(answered_at=None, lapsed_at=None, withdrawn_at=None)


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)


def part_of(model, name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to=model)


def person(name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0003_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="weekly_on",
            field=models.PositiveSmallIntegerField(blank=True, choices=WEEKDAYS, default=1, null=True),
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                ("id", key()),
                ("job", part_of("recruitment.job", "shortlists")),
                ("sent_by", person("shortlists_sent")),
                ("message", models.TextField(blank=True)),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(default=audit.clock.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["-sent_at", "-id"],
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="shortlist_by_update"),
                    models.Index(fields=["job", "-sent_at", "-id"], name="shortlist_of_job"),
                    models.Index(condition=UNFINISHED, fields=["due_at"], name="shortlist_unfinished"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortlistReader",
            fields=[
                ("id", key()),
                ("shortlist", part_of("recruitment.shortlist", "readers")),
                ("user", person("shortlists_read")),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="shortlist_reader_by_update")],
                "constraints": [models.UniqueConstraint(fields=("shortlist", "user"), name="shortlist_reader_once")],
            },
        ),
        migrations.CreateModel(
            name="ShortlistItem",
            fields=[
                ("id", key()),
                ("shortlist", part_of("recruitment.shortlist", "items")),
                ("application", part_of("recruitment.application", "shortlist_items")),
                ("sort_order", models.PositiveSmallIntegerField(default=0)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["sort_order", "id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="shortlist_item_by_update")],
                "constraints": [models.UniqueConstraint(fields=("shortlist", "application"), name="shortlisted_once")],
            },
        ),
        migrations.CreateModel(
            name="ShortlistAnswer",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("item", part_of("recruitment.shortlistitem", "answers")),
                ("user", person("shortlist_answers")),
                (
                    "answer",
                    models.CharField(choices=[("yes", "Yes"), ("no", "No"), ("discuss", "Discuss")], max_length=10),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="recruitment.closurereason",
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(default=audit.clock.now)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="shortlist_answer_by_update")],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "user"), name="shortlist_answer_once"),
                    models.CheckConstraint(
                        condition=~models.Q(answer="no") | models.Q(reason__isnull=False),
                        name="shortlist_no_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyStatus",
            fields=[
                ("id", key()),
                ("job", part_of("recruitment.job", "weekly_statuses")),
                ("year", models.PositiveSmallIntegerField()),
                ("week", models.PositiveSmallIntegerField()),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "verbose_name_plural": "weekly statuses",
                "constraints": [models.UniqueConstraint(fields=("job", "year", "week"), name="weekly_status_once")],
            },
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in EXPOSED),
    ]
