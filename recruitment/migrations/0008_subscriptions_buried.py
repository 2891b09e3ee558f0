from django.db import migrations

BURY = """
CREATE TRIGGER bury AFTER DELETE ON recruitment_trackersubscription
    FOR EACH ROW EXECUTE FUNCTION anteroom_bury('tracker_subscriptions', 'user_id')
"""


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0007_stage_days")]

    operations = [migrations.RunSQL(BURY, "DROP TRIGGER bury ON recruitment_trackersubscription")]
