"""The mails that the product sends by itself, in English and German; each company edits its own copy."""

from django.db import migrations

TEMPLATES = [
    (
        "user_invited",
        "team",
        {
            "en": (
                "Invitation",
                "Your account at Anteroom",
                """Hello {{ user.name }},

you have been invited to Anteroom, where your company works on its hiring.

[Choose your password]({{ user.invitation_link }})

The link is for you alone and works for seven days. If it has run out, ask whoever invited you for a new one.""",
            ),
            "de": (
                "Einladung",
                "Ihr Zugang zu Anteroom",
                """Guten Tag {{ user.name }},

Sie sind zu Anteroom eingeladen, wo Ihr Unternehmen seine Einstellungen bearbeitet.

[Passwort wählen]({{ user.invitation_link }})

Der Link ist nur für Sie und gilt sieben Tage. Ist er abgelaufen, bitten Sie um eine neue Einladung.""",
            ),
        },
    ),
    (
        "user_reset",
        "team",
        {
            "en": (
                "New password",
                "Choose a new password",
                """Hello {{ user.name }},

somebody, we hope you, asked for a new password for your account.

[Choose a new password]({{ user.reset_link }})

The link works once and not for long. If it wasn't you, there is nothing to do: your password stays as it is.""",
            ),
            "de": (
                "Neues Passwort",
                "Neues Passwort wählen",
                """Guten Tag {{ user.name }},

jemand, hoffentlich Sie, hat ein neues Passwort für Ihren Zugang angefordert.

[Neues Passwort wählen]({{ user.reset_link }})

Der Link gilt einmal und nur kurze Zeit. Waren Sie es nicht, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.""",
            ),
        },
    ),
    (
        "application_received",
        "candidate",
        {
            "en": (
                "Application received",
                "Your application as {{ job.name }}",
                """Dear {{ candidate.first_name }},

thank you for applying as {{ job.name }} at {{ brand.name }}. Your application has arrived and is complete.

What happens next: {{ recruiter.name }} reads it and writes to you, whatever the answer is. You can look up at any time where it stands, or take it back:

[Where your application stands]({{ application.status_link }})

Please keep this mail: the link is for you alone.""",
            ),
            "de": (
                "Bewerbung eingegangen",
                "Ihre Bewerbung als {{ job.name }}",
                """Guten Tag {{ candidate.first_name }},

vielen Dank für Ihre Bewerbung als {{ job.name }} bei {{ brand.name }}. Sie ist vollständig bei uns angekommen.

So geht es weiter: {{ recruiter.name }} liest sie und schreibt Ihnen, wie auch immer die Antwort ausfällt. Den Stand können Sie jederzeit ansehen, oder die Bewerbung zurückziehen:

[Stand Ihrer Bewerbung]({{ application.status_link }})

Bitte bewahren Sie diese E-Mail auf: Der Link ist nur für Sie.""",
            ),
        },
    ),
    (
        "application_confirm",
        "candidate",
        {
            "en": (
                "Application to confirm",
                "Please confirm your application as {{ job.name }}",
                """Hello,

somebody has just applied as {{ job.name }} at {{ brand.name }} with this e-mail address. If it was you, please confirm it:

[Confirm my application]({{ application.confirm_link }})

The link works for 14 days. Only then does {{ recruiter.name }} read the application. If it wasn't you, there is nothing to do: without your confirmation it does not count.""",
            ),
            "de": (
                "Bewerbung zu bestätigen",
                "Bitte bestätigen Sie Ihre Bewerbung als {{ job.name }}",
                """Guten Tag,

mit dieser E-Mail-Adresse hat sich gerade jemand als {{ job.name }} bei {{ brand.name }} beworben. Waren Sie es, bestätigen Sie es bitte:

[Meine Bewerbung bestätigen]({{ application.confirm_link }})

Der Link gilt 14 Tage. Erst danach liest {{ recruiter.name }} die Bewerbung. Waren Sie es nicht, ist nichts zu tun: Ohne Ihre Bestätigung zählt sie nicht.""",
            ),
        },
    ),
    (
        "application_rejected",
        "candidate",
        {
            "en": (
                "Rejection",
                "Your application as {{ job.name }}",
                """Dear {{ candidate.first_name }},

thank you for your interest in {{ brand.name }} and for the time that you gave to your application as {{ job.name }}.

We have decided to go on with other applicants this time, and close your application with this mail. You needn't do anything.

We wish you all the best, and would be glad to hear from you again.

{{ author.name }}""",
            ),
            "de": (
                "Absage",
                "Ihre Bewerbung als {{ job.name }}",
                """Guten Tag {{ candidate.first_name }},

vielen Dank für Ihr Interesse an {{ brand.name }} und für die Zeit, die Sie sich für Ihre Bewerbung als {{ job.name }} genommen haben.

Wir haben uns dieses Mal für andere Bewerbungen entschieden und schließen Ihre mit dieser E-Mail ab. Sie müssen nichts weiter tun.

Wir wünschen Ihnen alles Gute und freuen uns, wieder von Ihnen zu hören.

{{ author.name }}""",
            ),
        },
    ),
    (
        "application_reply",
        "candidate",
        {
            "en": (
                "Reply to an application",
                "Your application as {{ job.name }}",
                """Dear {{ candidate.first_name }},

thank you for your patience. We have read your application as {{ job.name }} and would like to get to know you. I will write to you within the next five working days to arrange a conversation.

Until then you can look up here where your application stands:

[Where your application stands]({{ application.status_link }})

{{ author.name }}""",
            ),
            "de": (
                "Antwort auf eine Bewerbung",
                "Ihre Bewerbung als {{ job.name }}",
                """Guten Tag {{ candidate.first_name }},

vielen Dank für Ihre Geduld. Wir haben Ihre Bewerbung als {{ job.name }} gelesen und möchten Sie gern kennenlernen. Innerhalb der nächsten fünf Arbeitstage schreibe ich Ihnen, um ein Gespräch zu vereinbaren.

Bis dahin sehen Sie hier, wo Ihre Bewerbung steht:

[Stand Ihrer Bewerbung]({{ application.status_link }})

{{ author.name }}""",
            ),
        },
    ),
]


def write(apps, schema_editor):
    template = apps.get_model("communications", "MessageTemplate")
    for key, purpose, languages in TEMPLATES:
        for language, (name, subject, body) in languages.items():
            template.objects.get_or_create(
                key=key,
                language=language,
                defaults={"name": name, "purpose": purpose, "subject": subject, "body": body},
            )


class Migration(migrations.Migration):
    dependencies = [("communications", "0002_database")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
