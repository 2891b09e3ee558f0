from django.db import migrations

# What other systems sync from: `updated_at` is the database's business.
TABLES = ("desk_follow", "desk_notification", "desk_preference")
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"

# Duties from before have no clock yet. Half a usual day is near enough for them.
REMIND = """
UPDATE desk_duty SET remind_at = due_at - interval '4 hours'
WHERE discharged_at IS NULL AND due_at - interval '4 hours' > now()
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_notifications"), ("audit", "0002_database")]

    operations = [
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in TABLES),
        migrations.RunSQL(REMIND, migrations.RunSQL.noop),
    ]
