from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_rest")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="shortcuts",
            field=models.BooleanField(default=True, verbose_name="Keyboard shortcuts of one letter"),
        )
    ]
