from django.db import migrations

# What other systems sync from.
EXPOSED = (
    "recruitment_job",
    "recruitment_jobuserobjectpermission",
    "recruitment_jobpost",
    "recruitment_question",
    "recruitment_opening",
    "recruitment_stage",
    "recruitment_stagetemplate",
    "recruitment_application",
    "recruitment_stagevisit",
    "recruitment_closure",
    "recruitment_closurereason",
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"

# Whatever door a row comes by: a closure's reason is of its kind, a card stands in a stage of its own job.
SAME_KIND = """
ALTER TABLE recruitment_closure ADD CONSTRAINT closure_reason_of_its_kind
    FOREIGN KEY (reason_id, kind) REFERENCES recruitment_closurereason (id, kind) DEFERRABLE INITIALLY DEFERRED;
"""
SAME_JOB = """
ALTER TABLE recruitment_application ADD CONSTRAINT application_stage_of_its_job
    FOREIGN KEY (stage_id, job_id) REFERENCES recruitment_stage (id, job_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0001_initial"), ("audit", "0002_database")]

    operations = [
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in EXPOSED),
        migrations.RunSQL(SAME_KIND, "ALTER TABLE recruitment_closure DROP CONSTRAINT closure_reason_of_its_kind"),
        migrations.RunSQL(SAME_JOB, "ALTER TABLE recruitment_application DROP CONSTRAINT application_stage_of_its_job"),
    ]
