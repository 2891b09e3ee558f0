import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

import audit.clock

EXPOSED = {"recruitment_requisition": ("requisitions", "raised_by_id"), "recruitment_jobversion": ("job_versions", "job_id")}  # fmt: skip
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
BURY = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""
# What was there before was decided by whoever made it: it counts as approved.
STATES = """
UPDATE recruitment_opening SET approved_at = opened_at,
    state = CASE WHEN application_id IS NOT NULL THEN 'filled' WHEN open THEN 'open' ELSE 'closed' END;
"""
NO_STATES = "UPDATE recruitment_opening SET open = (state = 'open');"
# Each job as it stands: the first version that can be shown.
FIRST_VERSIONS = """
INSERT INTO recruitment_jobversion (job_id, number, changed, facts, posts, at, actor_kind, created_at)
SELECT job.id, 1, '[]', jsonb_build_object(
        'name', job.name, 'requisition_id', job.requisition_id, 'entity', entity.name, 'brand', brand.name,
        'department', department.name, 'office', office.name, 'place', place.name, 'recruiter', person.name,
        'confidential', job.confidential, 'need', job.need, 'replaces', job.replaces, 'level', job.level,
        'budget_code', job.budget_code, 'must_haves', job.must_haves, 'target_start_on', null,
        'evergreen', job.evergreen, 'pay_currency', job.pay_currency, 'pay_minimum', job.pay_minimum::text,
        'pay_maximum', job.pay_maximum::text, 'pay_period', job.pay_period, 'notes', job.notes),
    coalesce((SELECT jsonb_object_agg(post.language, jsonb_build_object('title', post.title, 'content', post.content,
        'audience', post.audience, 'show_pay', post.show_pay)) FROM recruitment_jobpost post
        WHERE post.job_id = job.id), '{}'),
    clock_timestamp(), 'system', clock_timestamp()
FROM recruitment_job job
JOIN company_legalentity entity ON entity.id = job.entity_id
JOIN company_brand brand ON brand.id = job.brand_id
JOIN company_department department ON department.id = job.department_id
JOIN company_office office ON office.id = job.office_id
JOIN company_placeofwork place ON place.id = job.place_id
JOIN accounts_user person ON person.id = job.recruiter_id;
UPDATE recruitment_job SET version = 1 WHERE version = 0;
"""


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=Now(), editable=False)


def text(length):
    return models.CharField(blank=True, max_length=length)


def person(name, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=settings.AUTH_USER_MODEL, **more
    )


def needs():
    return models.CharField(
        choices=[("new", "A new position"), ("replacement", "A replacement")], default="new", max_length=15
    )


JOB_FIELDS = {
    "need": needs(),
    "replaces": text(160),
    "level": text(60),
    "budget_code": text(60),
    "must_haves": models.TextField(blank=True),
    "target_start_on": models.DateField(blank=True, null=True),
    "requested_by": person("jobs_requested", blank=True, null=True),
    "copied_from": models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="copies",
        to="recruitment.job",
    ),
    "evergreen": models.BooleanField(default=False),
    "is_template": models.BooleanField(default=False),
    "version": models.PositiveIntegerField(default=0, editable=False),
}
OPENING_FIELDS = {
    "approved_at": models.DateTimeField(blank=True, null=True),
    "reason": text(200),
    "state": models.CharField(
        choices=[
            ("open", "Open"),
            ("held", "On hold"),
            ("reserved", "Reserved"),
            ("filled", "Filled"),
            ("closed", "Closed"),
        ],
        default="open",
        max_length=10,
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0009_approvals"),
        ("company", "0004_weekday_hours"),
        ("accounts", "0003_rest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.AddField("job", name, field) for name, field in JOB_FIELDS.items()),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=~models.Q(need="replacement") | ~models.Q(replaces=""),
                name="job_replacement_says_of_whom",
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(is_template=False) | models.Q(status="draft"), name="job_template_stays_one"
            ),
        ),
        migrations.AddField(
            "application", "job_version", models.PositiveIntegerField(blank=True, editable=False, null=True)
        ),
        migrations.AddField(
            "jobpost",
            "audience",
            models.CharField(
                choices=[("public", "Everybody"), ("internal", "Employees only")], default="public", max_length=10
            ),
        ),
        *(migrations.AddField("opening", name, field) for name, field in OPENING_FIELDS.items()),
        migrations.RemoveConstraint("opening", "filled_opening_is_closed"),
        migrations.RunSQL(STATES, NO_STATES),
        migrations.RemoveField("opening", "open"),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=models.Q(state__in=["reserved", "filled"], application__isnull=False)
                | models.Q(state__in=["open", "held", "closed"], application=None),
                name="opening_taken_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=False) | models.Q(state__in=["open", "held", "closed"]),
                name="opening_taken_is_approved",
            ),
        ),
        migrations.CreateModel(
            name="JobVersion",
            fields=[
                ("id", key()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="recruitment.job"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("changed", models.JSONField(default=list)),
                ("facts", models.JSONField()),
                ("posts", models.JSONField()),
                ("at", models.DateTimeField(default=audit.clock.now)),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_id", models.BigIntegerField(blank=True, null=True)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["-number"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="job_version_by_update")],
                "constraints": [models.UniqueConstraint(fields=("job", "number"), name="job_version_once")],
            },
        ),
        migrations.RunSQL(FIRST_VERSIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Requisition",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("returned", "Sent back"),
                            ("completing", "Being completed"),
                            ("approval", "With approval"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="raised",
                        max_length=12,
                    ),
                ),
                ("raised_by", person("requisitions")),
                ("recruiter", person("requisitions_to_complete", blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requisitions",
                        to="company.department",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requisitions", to="company.office"
                    ),
                ),
                ("need", needs()),
                ("replaces", text(160)),
                ("level", text(60)),
                ("budget_code", text(60)),
                ("must_haves", models.TextField(blank=True)),
                ("headcount", models.PositiveSmallIntegerField(default=1)),
                ("target_start_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("confidential", models.BooleanField(default=False)),
                ("pay_idea", models.TextField(blank=True)),
                (
                    "panel",
                    models.ManyToManyField(blank=True, related_name="requisition_panels", to=settings.AUTH_USER_MODEL),
                ),
                ("question", text(500)),
                ("refusal", text(500)),
                (
                    "job",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requisition",
                        to="recruitment.job",
                    ),
                ),
                ("raised_at", models.DateTimeField(default=audit.clock.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", created()),
                ("updated_at", updated()),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="requisition_by_update"),
                    models.Index(fields=["-raised_at", "-id"], name="requisition_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(headcount__gte=1, headcount__lte=500), name="requisition_headcount"
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(need="replacement") | ~models.Q(replaces=""),
                        name="requisition_replaces_somebody",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in EXPOSED),
        *(
            migrations.RunSQL(
                BURY.format(table=table, resource=resource, parent=parent), f"DROP TRIGGER bury ON {table}"
            )
            for table, (resource, parent) in EXPOSED.items()
        ),
    ]
