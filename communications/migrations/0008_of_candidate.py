from django.db import migrations, models


class Migration(migrations.Migration):
    """The latest mails to one person: without it the planner walks all mails in search of theirs."""

    dependencies = [("communications", "0007_undo")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["candidate", "-created_at", "-id"], name="message_of_candidate"),
        ),
    ]
