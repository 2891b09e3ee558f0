import django.core.validators
from django.db import migrations, models

# What "until when" has always said in words, where it says a number of working days.
READ = """
UPDATE {table} SET days = substring(within FROM '^[0-9]+')::smallint
WHERE within ~ '^[1-9][0-9]{{0,1}} (business|working) days?$'
"""
TABLES = ("recruitment_templatestage", "recruitment_stage")
DAYS = models.PositiveSmallIntegerField(
    blank=True,
    null=True,
    validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)],
)


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0006_tracker")]

    operations = [
        migrations.AddField("stage", "days", DAYS),
        migrations.AddField("templatestage", "days", DAYS.clone()),
        *(migrations.RunSQL(READ.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
