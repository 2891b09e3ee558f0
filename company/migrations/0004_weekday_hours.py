from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("company", "0003_office_days_dated")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="weekday_hours",
            field=models.JSONField(blank=True, default=dict, editable=False),
        )
    ]
