import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.models.functions import Now

import audit.clock

# What other systems sync from, and the column that names the thing that decides who may know of a deletion.
EXPOSED = {
    "recruitment_approval": ("approvals", "job_id"),
    "recruitment_approvalpolicy": ("approval_policies", "id"),
    "recruitment_delegation": ("delegations", "user_id"),
    "recruitment_stagecheck": ("stage_checks", "stage_id"),
    "recruitment_checktick": ("application_checks", "application_id"),
    "recruitment_stageadvice": ("application_advice", "application_id"),
}
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
BURY = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""
TEMPLATES = {
    "en": (
        "An approval is asked of you",
        "Your decision: {{ approval.what }}, {{ approval.job }}",
        """Hello {{ approval.reader }},

{{ approval.asked_by }} asks you to decide. What: {{ approval.what }} for {{ approval.job }}. By when: {{ approval.due }}.

[Read it and decide]({{ approval.link }})

The link is yours alone: please don't pass this mail on. Opening it decides nothing.""",
    ),
    "de": (
        "Eine Freigabe liegt bei Ihnen",
        "Ihre Entscheidung: {{ approval.what }}, {{ approval.job }}",
        """Guten Tag {{ approval.reader }},

{{ approval.asked_by }} bittet um Ihre Entscheidung. Worum es geht: {{ approval.what }} für {{ approval.job }}. Bis wann: {{ approval.due }}.

[Ansehen und entscheiden]({{ approval.link }})

Der Link gilt nur für Sie: bitte leiten Sie diese Mail nicht weiter. Ihn zu öffnen entscheidet nichts.""",
    ),
}


def seed(apps, schema_editor):
    template = apps.get_model("communications", "MessageTemplate")
    for language, (name, subject, body) in TEMPLATES.items():
        template.objects.create(
            key="approval_asked", name=name, purpose="team", language=language, subject=subject, body=body
        )


def unseed(apps, schema_editor):
    apps.get_model("communications", "MessageTemplate").objects.filter(key="approval_asked").delete()


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=Now(), editable=False)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("recruitment", "0008_subscriptions_buried"),
        ("accounts", "0003_rest"),
        ("audit", "0002_database"),
        ("communications", "0003_templates"),
        ("company", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.AddField(
            model_name="stage",
            name="advice_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("recruiter", "Recruiter"),
                    ("coordinator", "Coordinator"),
                    ("associate", "Associate"),
                    ("hiring_manager", "Hiring manager"),
                    ("interviewer", "Interviewer"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="wants_approval",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="ApprovalPolicy",
            fields=[
                ("id", key()),
                (
                    "kind",
                    models.CharField(
                        choices=[("requisition", "Requisitions"), ("stage", "Stages"), ("offer", "Offers")],
                        max_length=20,
                        verbose_name="What is approved",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("level", models.CharField(blank=True, max_length=60)),
                ("pay_from", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("pay_to", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("pay_currency", models.CharField(blank=True, max_length=3)),
                ("own_request", models.BooleanField(default=False)),
                (
                    "asks_again",
                    models.CharField(
                        choices=[
                            ("always", "Always"),
                            ("pay_rises", "Only when the pay rises"),
                            ("never", "Never, but show what has changed"),
                        ],
                        default="always",
                        max_length=10,
                    ),
                ),
                ("by_mail_alone", models.BooleanField(default=False)),
                ("active", models.BooleanField(default=True)),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="company.department",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="company.legalentity",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="company.office",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "approval policies",
                "ordering": ["kind", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", key()),
                (
                    "kind",
                    models.CharField(
                        choices=[("requisition", "Requisitions"), ("stage", "Stages"), ("offer", "Offers")],
                        max_length=20,
                    ),
                ),
                ("about_kind", models.CharField(max_length=40)),
                ("about_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("outdated", "Outdated"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("own_request", models.BooleanField(default=False)),
                (
                    "asks_again",
                    models.CharField(
                        choices=[
                            ("always", "Always"),
                            ("pay_rises", "Only when the pay rises"),
                            ("never", "Never, but show what has changed"),
                        ],
                        default="always",
                        max_length=10,
                    ),
                ),
                ("by_mail_alone", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(default=audit.clock.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="recruitment.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "data_key",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="recruitment.approval",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="recruitment.job"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="recruitment.approvalpolicy",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalPolicyStep",
            fields=[
                ("id", key()),
                ("sort_order", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=80)),
                ("needed", models.PositiveSmallIntegerField(default=1)),
                ("hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "escalate_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="recruitment.approvalpolicy",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalPolicyApprover",
            fields=[
                ("id", key()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[("recruiter", "Recruiter"), ("hiring_manager", "Hiring manager")],
                        max_length=20,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approves_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvers",
                        to="recruitment.approvalpolicystep",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalSnapshot",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("content", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("watched_hash", models.CharField(max_length=64)),
                ("created_at", created()),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="snapshots", to="recruitment.approval"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                ("id", key()),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=80)),
                ("needed", models.PositiveSmallIntegerField()),
                ("hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Later"),
                            ("open", "Waiting"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("skipped", "Skipped"),
                            ("ended", "Not needed any more"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="recruitment.approval"
                    ),
                ),
                (
                    "escalate_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalSeat",
            fields=[
                ("id", key()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recruiter", "Recruiter"),
                            ("coordinator", "Coordinator"),
                            ("associate", "Associate"),
                            ("hiring_manager", "Hiring manager"),
                            ("interviewer", "Interviewer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("saw_it", models.BooleanField(default=False)),
                ("stuck_since", models.DateTimeField(blank=True, null=True)),
                ("created_at", created()),
                (
                    "passed_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="recruitment.approvalstep"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalDecision",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("hash", models.CharField(max_length=64)),
                (
                    "word",
                    models.CharField(
                        choices=[("approve", "Approved"), ("refuse", "Refused"), ("skip", "Skipped")], max_length=10
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "on the page"),
                            ("mail", "by the link in the mail"),
                            ("api", "by the interface"),
                        ],
                        default="page",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(default=audit.clock.now)),
                (
                    "in_place_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval_decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision",
                        to="recruitment.approvalseat",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="recruitment.approvalsnapshot",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="recruitment.approvalstep",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", key()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deputising",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="GatePass",
            fields=[
                ("id", key()),
                ("created_at", created()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gate_passes",
                        to="recruitment.application",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="recruitment.stage"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StageAdvice",
            fields=[
                ("id", key()),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("word", models.CharField(choices=[("yes", "Yes"), ("no", "No")], max_length=5)),
                ("words", models.TextField(blank=True)),
                ("given_at", models.DateTimeField(default=audit.clock.now)),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="advice", to="recruitment.application"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="recruitment.stage"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stage advice",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="StageCheck",
            fields=[
                ("id", key()),
                ("words", models.CharField(max_length=160, verbose_name="What has to be done")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recruiter", "Recruiter"),
                            ("coordinator", "Coordinator"),
                            ("associate", "Associate"),
                            ("hiring_manager", "Hiring manager"),
                            ("interviewer", "Interviewer"),
                        ],
                        max_length=20,
                        verbose_name="Who ticks it",
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("sort_order", models.PositiveSmallIntegerField(default=0)),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="recruitment.stage"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order", "id"],
            },
        ),
        migrations.CreateModel(
            name="CheckTick",
            fields=[
                ("id", key()),
                ("ticked_at", models.DateTimeField(default=audit.clock.now)),
                ("created_at", created()),
                (
                    "updated_at",
                    updated(),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="recruitment.application"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "check_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="recruitment.stagecheck"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="approvalpolicy",
            index=models.Index(fields=["updated_at", "id"], name="approval_policy_by_update"),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pay_from", None), ("pay_to", None), ("pay_to__gte", models.F("pay_from")), _connector="OR"
                ),
                name="policy_pay_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pay_from", None), ("pay_to", None)),
                    models.Q(("pay_currency", ""), _negated=True),
                    _connector="OR",
                ),
                name="policy_pay_has_currency",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["updated_at", "id"], name="approval_by_update"),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["kind", "about_kind", "about_id", "-id"], name="approval_about"),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["-asked_at", "-id"], name="approval_newest"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("kind", "about_kind", "about_id"),
                name="approval_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicystep",
            constraint=models.UniqueConstraint(fields=("policy", "sort_order"), name="policy_step_order_once"),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicystep",
            constraint=models.CheckConstraint(
                condition=models.Q(("needed__gte", 1)), name="policy_step_needs_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicyapprover",
            constraint=models.CheckConstraint(
                condition=models.Q(("user", None), ("role", ""), _connector="XOR"),
                name="policy_approver_person_or_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalpolicyapprover",
            constraint=models.UniqueConstraint(fields=("step", "user", "role"), name="policy_approver_once"),
        ),
        migrations.AddConstraint(
            model_name="approvalsnapshot",
            constraint=models.UniqueConstraint(fields=("approval", "number"), name="approval_snapshot_once"),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.UniqueConstraint(fields=("approval", "number"), name="approval_step_order_once"),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("approval",), name="approval_one_open_step"
            ),
        ),
        migrations.AddIndex(
            model_name="approvalseat",
            index=models.Index(fields=["user", "step"], name="approval_seat_of"),
        ),
        migrations.AddConstraint(
            model_name="approvalseat",
            constraint=models.UniqueConstraint(fields=("step", "user"), name="approval_seat_once"),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("word", "skip"), _negated=True),
                fields=("step", "user"),
                name="approval_one_word_a_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat", None), models.Q(("word", "skip"), _negated=True), _connector="XOR"),
                name="approval_skip_has_no_seat",
            ),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["updated_at", "id"], name="delegation_by_update"),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["deputy", "ends_at"], name="delegation_of_deputy"),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("user", models.F("deputy")), _negated=True), name="delegation_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="delegation_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("user", "="),
                    (
                        models.Func(
                            "starts_at",
                            "ends_at",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="delegation_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatepass",
            constraint=models.UniqueConstraint(fields=("application", "stage"), name="gate_pass_once"),
        ),
        migrations.AddIndex(
            model_name="stageadvice",
            index=models.Index(fields=["updated_at", "id"], name="stage_advice_by_update"),
        ),
        migrations.AddConstraint(
            model_name="stageadvice",
            constraint=models.UniqueConstraint(fields=("application", "stage", "user"), name="stage_advice_once"),
        ),
        migrations.AddIndex(
            model_name="stagecheck",
            index=models.Index(fields=["updated_at", "id"], name="stage_check_by_update"),
        ),
        migrations.AddIndex(
            model_name="checktick",
            index=models.Index(fields=["updated_at", "id"], name="check_tick_by_update"),
        ),
        migrations.AddConstraint(
            model_name="checktick",
            constraint=models.UniqueConstraint(fields=("check_line", "application"), name="check_ticked_once"),
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in EXPOSED),
        *(
            migrations.RunSQL(
                BURY.format(table=table, resource=resource, parent=parent), f"DROP TRIGGER bury ON {table}"
            )
            for table, (resource, parent) in EXPOSED.items()
        ),
        migrations.RunPython(seed, unseed),
    ]
