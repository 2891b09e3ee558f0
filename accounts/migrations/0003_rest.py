import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import audit.clock

# Tables of this app that other systems sync from: `updated_at` is the database's business (see audit's 0002).
TOUCHED = ("accounts_bulkjob", "accounts_externalid", "accounts_tombstone")
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"

# For every table that other systems sync from; attached by each app's own migration:
#   CREATE TRIGGER bury AFTER DELETE ON x FOR EACH ROW EXECUTE FUNCTION anteroom_bury('resource', 'parent column');
# Whatever deletes the row, its number is told to those who keep a copy, and what others called it goes with it.
# What was private stays its author's; what was about a thing stays for those who see that thing.
BURY = """
CREATE FUNCTION anteroom_bury() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone jsonb := to_jsonb(OLD);
    author bigint := CASE WHEN gone ->> 'visibility' = 'privately_visible' THEN (gone ->> 'author_id')::bigint END;
BEGIN
    INSERT INTO accounts_tombstone (kind, thing_id, parent_id, owner_id, about_kind, about_id, created_at)
        VALUES (TG_ARGV[0], OLD.id, (gone ->> TG_ARGV[1])::bigint, author, coalesce(gone ->> 'about_kind', ''),
                (gone ->> 'about_id')::bigint, clock_timestamp());
    DELETE FROM accounts_externalid WHERE kind = TG_ARGV[0] AND thing_id = OLD.id;
    RETURN NULL;
END $$;
"""
BURIED = (
    ("company_officeholiday", "office_days", "office_id"),
    ("company_department", "departments", "id"),
    ("company_office", "offices", "id"),
    ("company_placeofwork", "places_of_work", "id"),
    ("company_brand", "brands", "id"),
    ("company_legalentity", "legal_entities", "id"),
    ("company_privacynotice", "privacy_notices", "id"),
    ("accounts_user", "users", "id"),
    ("accounts_rolegrant", "user_roles", "user_id"),
    ("accounts_apikey", "api_keys", "owner_id"),
)
ATTACH = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_database"), ("company", "0003_office_days_dated")]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="reads_per_minute",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="apikey",
            name="writes_per_minute",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="BulkJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resource", models.CharField(max_length=60)),
                ("action", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("key_ended", "stopped, because the key ended"),
                        ],
                        default="waiting",
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
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bulk_jobs", to="accounts.apikey"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done"), ("refused", "refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("thing_id", models.BigIntegerField(null=True)),
                ("problem", models.TextField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="accounts.bulkjob"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("thing_id", models.BigIntegerField()),
                ("system", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(default=audit.clock.now, editable=False)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("system", "kind", "value"), name="an_external_id_names_one_record"),
                    models.UniqueConstraint(
                        fields=("kind", "thing_id", "system"), name="one_external_id_in_each_system"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("route", models.CharField(max_length=300)),
                ("name", models.CharField(max_length=200)),
                ("asked", models.BinaryField(max_length=32)),
                ("reach", models.TextField()),
                ("status", models.PositiveSmallIntegerField()),
                ("headers", models.JSONField(default=dict)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField(default=audit.clock.now, editable=False)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept_answers", to="accounts.apikey"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("thing_id", models.BigIntegerField()),
                ("parent_id", models.BigIntegerField(null=True)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.BigIntegerField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), default=audit.clock.now, editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="tombstone_by_update"),
                    models.Index(fields=["kind", "parent_id"], name="tombstone_by_parent"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(fields=["updated_at", "id"], name="bulk_job_by_update"),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("job", "number"), name="a_bulk_item_stands_once"),
        ),
        migrations.AddIndex(
            model_name="keptanswer",
            index=models.Index(fields=["created_at"], name="kept_answer_by_age"),
        ),
        migrations.AddConstraint(
            model_name="keptanswer",
            constraint=models.UniqueConstraint(fields=("key", "route", "name"), name="an_answer_is_kept_once"),
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in TOUCHED),
        migrations.RunSQL(BURY, "DROP FUNCTION anteroom_bury()"),
        *(
            migrations.RunSQL(
                ATTACH.format(table=table, resource=resource, parent=parent), f"DROP TRIGGER bury ON {table}"
            )
            for table, resource, parent in BURIED
        ),
    ]
