"""The mails of the desk: one for a notification, one for all of a morning."""

from django.db import migrations

TEMPLATES = {
    "notification": {
        "en": (
            "Notification",
            "{{ notification.title }}",
            """{{ notification.words }}

You choose [what you are told]({{ user.notifications_link }}), and how.""",
        ),
        "de": (
            "Benachrichtigung",
            "{{ notification.title }}",
            """{{ notification.words }}

Sie wählen, [was Sie erfahren]({{ user.notifications_link }}) und wie.""",
        ),
    },
    "digest": {
        "en": (
            "Morning mail",
            "Your day: {{ digest.title }}",
            """Good morning {{ user.name }},

{{ digest.words }}

You choose [what stands in this mail]({{ user.notifications_link }}). On days without news it does not come.""",
        ),
        "de": (
            "Morgenmail",
            "Ihr Tag: {{ digest.title }}",
            """Guten Morgen {{ user.name }},

{{ digest.words }}

Sie wählen, [was in dieser E-Mail steht]({{ user.notifications_link }}). Gibt es nichts Neues, kommt sie nicht.""",
        ),
    },
}


def write(apps, schema_editor):
    template = apps.get_model("communications", "MessageTemplate")
    for key, languages in TEMPLATES.items():
        for language, (name, subject, body) in languages.items():
            template.objects.get_or_create(
                key=key,
                language=language,
                defaults={"name": name, "purpose": "team", "subject": subject, "body": body},
            )


class Migration(migrations.Migration):
    dependencies = [("communications", "0005_shortlists_and_status")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
