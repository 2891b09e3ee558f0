import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import audit.clock

TRIGGERS = {
    "touch": """CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON recruitment_bulkact
        FOR EACH ROW EXECUTE FUNCTION anteroom_touch()""",
    "bury": """CREATE TRIGGER bury AFTER DELETE ON recruitment_bulkact
        FOR EACH ROW EXECUTE FUNCTION anteroom_bury('bulk_acts', 'owner_id')""",
}


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0012_conditions"),
        ("accounts", "0003_rest"),
        ("desk", "0006_undo"),
        ("communications", "0007_undo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("thing_kind", models.CharField(max_length=40)),
                ("choice", models.JSONField(default=dict)),
                ("back", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=audit.clock.now, editable=False)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BulkActItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("thing_id", models.BigIntegerField()),
                ("seen", models.BigIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done"), ("refused", "refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="bulkact",
            name="key",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.apikey",
            ),
        ),
        migrations.AddField(
            model_name="bulkact",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bulk_acts", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bulkact",
            name="undo",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="desk.undo"
            ),
        ),
        migrations.AddField(
            model_name="bulkactitem",
            name="act",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="recruitment.bulkact"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkact",
            index=models.Index(fields=["updated_at", "id"], name="bulk_act_by_update"),
        ),
        migrations.AddConstraint(
            model_name="bulkactitem",
            constraint=models.UniqueConstraint(fields=("act", "number"), name="a_bulk_act_item_stands_once"),
        ),
        *(migrations.RunSQL(sql, f"DROP TRIGGER {name} ON recruitment_bulkact") for name, sql in TRIGGERS.items()),
    ]
