"""The mails to hiring managers that the product sends by itself, in English and German."""

from django.db import migrations

TEMPLATES = {
    "shortlist_sent": {
        "en": (
            "Shortlist sent",
            "Your answer, please: shortlist for {{ shortlist.job }}",
            """Hello {{ shortlist.reader }},

{{ author.name }} asks for your answers about {{ shortlist.count }} candidates for {{ shortlist.job }}, by {{ shortlist.due }}.

{{ shortlist.message }}

[Look and answer]({{ shortlist.link }})

Yes, no, or let us discuss: it takes a few minutes, on a phone too. The link opens without a password and answers in your name, so please don't pass it on.""",
        ),
        "de": (
            "Auswahl gesendet",
            "Bitte um Antwort: Auswahl für {{ shortlist.job }}",
            """Guten Tag {{ shortlist.reader }},

{{ author.name }} bittet um Ihre Antworten zu {{ shortlist.count }} Bewerbungen für {{ shortlist.job }}, bis {{ shortlist.due }}.

{{ shortlist.message }}

[Ansehen und antworten]({{ shortlist.link }})

Ja, nein oder besprechen: Das dauert wenige Minuten, auch am Telefon. Der Link öffnet sich ohne Passwort und antwortet in Ihrem Namen; bitte geben Sie ihn nicht weiter.""",
        ),
    },
    "shortlist_reminder": {
        "en": (
            "Reminder of a shortlist",
            "Still waiting for your answer: shortlist for {{ shortlist.job }}",
            """Hello {{ shortlist.reader }},

some candidates for {{ shortlist.job }} still wait for your answer, by {{ shortlist.due }}.

[Look and answer]({{ shortlist.link }})

The link opens without a password and answers in your name, so please don't pass it on.

{{ author.name }}""",
        ),
        "de": (
            "Erinnerung an eine Auswahl",
            "Ihre Antwort fehlt noch: Auswahl für {{ shortlist.job }}",
            """Guten Tag {{ shortlist.reader }},

einige Bewerbungen für {{ shortlist.job }} warten noch auf Ihre Antwort, bis {{ shortlist.due }}.

[Ansehen und antworten]({{ shortlist.link }})

Der Link öffnet sich ohne Passwort und antwortet in Ihrem Namen; bitte geben Sie ihn nicht weiter.

{{ author.name }}""",
        ),
    },
    "job_weekly": {
        "en": (
            "Weekly status of a job",
            "This week: {{ weekly.job }}",
            """**{{ weekly.new }}**

**Who stands where**
{{ weekly.stages }}

**Waiting longest**
{{ weekly.waiting }}

**Next**
{{ weekly.next }}

[Open the job]({{ weekly.link }})

You choose in your notifications whether you get this mail.""",
        ),
        "de": (
            "Wochenstand einer Stelle",
            "Diese Woche: {{ weekly.job }}",
            """**{{ weekly.new }}**

**Wer wo steht**
{{ weekly.stages }}

**Wartet am längsten**
{{ weekly.waiting }}

**Als Nächstes**
{{ weekly.next }}

[Stelle öffnen]({{ weekly.link }})

Ob Sie diese Mail bekommen, wählen Sie unter Benachrichtigungen.""",
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
    dependencies = [("communications", "0004_spanish_and_arabic")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
