from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_database"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pending",
            index=models.Index(
                condition=models.Q(("reader", "seal"), _negated=True), fields=["event", "id"], name="pending_by_event"
            ),
        ),
    ]
