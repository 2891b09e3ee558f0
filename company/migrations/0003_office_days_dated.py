import django.db.models.functions.datetime
from django.db import migrations, models

import audit.clock

TABLE = "company_officeholiday"
TOUCH = f"CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"


class Migration(migrations.Migration):
    dependencies = [
        ("company", "0002_database"),
    ]

    operations = [
        migrations.AddField(
            model_name="officeholiday",
            name="created_at",
            field=models.DateTimeField(default=audit.clock.now, editable=False),
        ),
        migrations.AddField(
            model_name="officeholiday",
            name="updated_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddIndex(
            model_name="officeholiday",
            index=models.Index(fields=["updated_at", "id"], name="office_day_by_update"),
        ),
        migrations.RunSQL(TOUCH, f"DROP TRIGGER touch ON {TABLE}"),
    ]
