import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

import audit.clock

# Whatever other systems sync from, and the thing that a row was a part of, which decides who may know of its end.
EXPOSED = (
    ("recruitment_offer", "offers", "application_id"),
    ("recruitment_offercondition", "offer_conditions", "offer_id"),
    ("recruitment_offerlettertemplate", "offer_letter_templates", "id"),
    ("recruitment_signatory", "signatories", "id"),
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
BURY = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""
LIVE = ["draft", "approval", "approved", "signed", "sent", "accepted"]
MAILS = {
    "offer_sent": {
        "en": (
            "Offer",
            "Our offer: {{ job.name }}",
            """Hello {{ candidate.first_name }},

we would like to work with you: here is our offer for {{ job.name }} at {{ brand.name }}.

[Read and answer our offer]({{ offer.link }})

You can answer until {{ offer.expires }}. The link is for you alone; please don't pass it on. Whatever you would like to ask before you decide, ask me.

{{ recruiter.name }}""",
        ),
        "de": (
            "Angebot",
            "Unser Angebot: {{ job.name }}",
            """Guten Tag {{ candidate.first_name }},

wir möchten gern mit Ihnen arbeiten: Hier ist unser Angebot für die Stelle {{ job.name }} bei {{ brand.name }}.

[Angebot lesen und beantworten]({{ offer.link }})

Sie können bis {{ offer.expires }} antworten. Der Link ist nur für Sie; bitte geben Sie ihn nicht weiter. Was immer Sie vor Ihrer Entscheidung fragen möchten, fragen Sie mich.

{{ recruiter.name }}""",
        ),
        "es": (
            "Oferta",
            "Nuestra oferta: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

nos gustaría trabajar con usted: esta es nuestra oferta para el puesto de {{ job.name }} en {{ brand.name }}.

[Leer y responder a la oferta]({{ offer.link }})

Puede responder hasta el {{ offer.expires }}. El enlace es solo para usted; no lo comparta, por favor. Si quiere preguntar algo antes de decidir, pregúnteme.

{{ recruiter.name }}""",
        ),
        "ar": (
            "عرض عمل",
            "عرضنا لكم: {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

يسعدنا أن تعملوا معنا: هذا عرضنا لوظيفة {{ job.name }} لدى {{ brand.name }}.

[قراءة العرض والرد عليه]({{ offer.link }})

يمكنكم الرد حتى {{ offer.expires }}. الرابط مخصّص لكم وحدكم، فيُرجى عدم مشاركته. وإن كان لديكم أي سؤال قبل اتخاذ القرار فاسألوني.

{{ recruiter.name }}""",
        ),
    },
    "offer_reminder": {
        "en": (
            "Reminder of an offer",
            "Our offer is waiting for you: {{ job.name }}",
            """Hello {{ candidate.first_name }},

our offer for {{ job.name }} at {{ brand.name }} can be answered until {{ offer.expires }}.

[Read and answer our offer]({{ offer.link }})

If you need anything to decide, write to me.

{{ recruiter.name }}""",
        ),
        "de": (
            "Erinnerung an ein Angebot",
            "Unser Angebot wartet auf Sie: {{ job.name }}",
            """Guten Tag {{ candidate.first_name }},

unser Angebot für die Stelle {{ job.name }} bei {{ brand.name }} können Sie bis {{ offer.expires }} beantworten.

[Angebot lesen und beantworten]({{ offer.link }})

Wenn Sie für Ihre Entscheidung etwas brauchen, schreiben Sie mir.

{{ recruiter.name }}""",
        ),
        "es": (
            "Recordatorio de una oferta",
            "Nuestra oferta le espera: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

puede responder a nuestra oferta para el puesto de {{ job.name }} en {{ brand.name }} hasta el {{ offer.expires }}.

[Leer y responder a la oferta]({{ offer.link }})

Si necesita algo para decidir, escríbame.

{{ recruiter.name }}""",
        ),
        "ar": (
            "تذكير بعرض عمل",
            "عرضنا بانتظاركم: {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

يمكنكم الرد على عرضنا لوظيفة {{ job.name }} لدى {{ brand.name }} حتى {{ offer.expires }}.

[قراءة العرض والرد عليه]({{ offer.link }})

إن احتجتم إلى أي شيء لاتخاذ القرار فراسلوني.

{{ recruiter.name }}""",
        ),
    },
    "offer_withdrawn": {
        "en": (
            "Offer withdrawn",
            "About our offer: {{ job.name }}",
            """Hello {{ candidate.first_name }},

we have withdrawn our offer for {{ job.name }} at {{ brand.name }}; it can't be accepted any more.

We know that this is not what you expected. Please write to me if you would like to talk about it.

{{ recruiter.name }}""",
        ),
        "de": (
            "Angebot zurückgezogen",
            "Zu unserem Angebot: {{ job.name }}",
            """Guten Tag {{ candidate.first_name }},

wir haben unser Angebot für die Stelle {{ job.name }} bei {{ brand.name }} zurückgezogen; es kann nicht mehr angenommen werden.

Wir wissen, dass Sie damit nicht gerechnet haben. Bitte schreiben Sie mir, wenn Sie darüber sprechen möchten.

{{ recruiter.name }}""",
        ),
        "es": (
            "Oferta retirada",
            "Sobre nuestra oferta: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

hemos retirado nuestra oferta para el puesto de {{ job.name }} en {{ brand.name }}; ya no puede aceptarse.

Sabemos que no es lo que esperaba. Escríbame, por favor, si quiere hablar de ello.

{{ recruiter.name }}""",
        ),
        "ar": (
            "سحب عرض عمل",
            "بشأن عرضنا: {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

لقد سحبنا عرضنا لوظيفة {{ job.name }} لدى {{ brand.name }}، ولم يعد قبوله ممكنًا.

نعلم أن هذا ليس ما كنتم تتوقعونه. يُرجى مراسلتي إن رغبتم في الحديث عن ذلك.

{{ recruiter.name }}""",
        ),
    },
}


def seed(apps, schema_editor):
    template = apps.get_model("communications", "MessageTemplate")
    for key, languages in MAILS.items():
        for language, (name, subject, body) in languages.items():
            words = {"name": name, "subject": subject, "body": body}
            template.objects.create(key=key, purpose="candidate", language=language, **words)


def unseed(apps, schema_editor):
    apps.get_model("communications", "MessageTemplate").objects.filter(key__in=MAILS).delete()


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=Now(), editable=False)


def moment():
    return models.DateTimeField(blank=True, null=True)


def day():
    return models.DateField(blank=True, null=True)


def sealed_as():
    return models.UUIDField(default=uuid.uuid4, editable=False)


def to(model, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **more)


def part_of(model, name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0010_requisitions"),
        ("accounts", "0003_rest"),
        ("audit", "0002_database"),
        ("communications", "0003_templates"),
        ("company", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferLetterTemplate",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("language", models.CharField(default="en", max_length=10, verbose_name="Language")),
                ("version", models.PositiveIntegerField(default=1)),
                ("body", models.TextField(verbose_name="Text")),
                ("retired_at", moment()),
                ("created_at", created()),
                ("updated_at", updated()),
                ("entity", to("company.legalentity", related_name="offer_letters", verbose_name="Employer")),
            ],
            options={
                "ordering": ["entity", "name", "language", "-version"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="offer_letter_by_update")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entity", "name", "language", "version"), name="offer_letter_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                ("id", key()),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="Signs as")),
                ("removed_at", moment()),
                ("created_at", created()),
                ("updated_at", updated()),
                ("entity", to("company.legalentity", related_name="signatories", verbose_name="Employer")),
                ("user", to(settings.AUTH_USER_MODEL, related_name="signs_for", verbose_name="Person")),
            ],
            options={
                "verbose_name_plural": "signatories",
                "ordering": ["entity", "id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="signatory_by_update")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(removed_at=None), fields=("entity", "user"), name="signatory_once_an_entity"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", key()),
                ("sealed_as", sealed_as()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approval", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("signed", "Signed"),
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("superseded", "Replaced"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("pay", models.TextField(default=dict)),
                ("start_on", day()),
                (
                    "employment",
                    models.CharField(
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("apprentice", "Apprenticeship"),
                            ("intern", "Internship"),
                            ("student", "Working student"),
                        ],
                        default="permanent",
                        max_length=12,
                    ),
                ),
                ("hours_a_week", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("fixed_until", day()),
                ("expires_on", day()),
                ("expires_zone", models.CharField(max_length=64)),
                ("expires_at", moment()),
                ("signed_sha256", models.CharField(blank=True, max_length=64)),
                ("letter_sha256", models.CharField(blank=True, max_length=64)),
                ("signed_name", models.CharField(blank=True, max_length=160)),
                ("approved_at", moment()),
                ("signed_at", moment()),
                ("sent_at", moment()),
                ("reminded_at", moment()),
                ("resolved_at", moment()),
                ("reason", models.TextField(blank=True)),
                ("created_at", created()),
                ("updated_at", updated()),
                ("application", part_of("recruitment.application", "offers")),
                ("made_by", to(settings.AUTH_USER_MODEL, related_name="offers_made")),
                ("place", to("company.placeofwork")),
                ("template", to("recruitment.offerlettertemplate", blank=True, null=True)),
                ("signatory", to("recruitment.signatory", blank=True, null=True, related_name="offers")),
                ("unsigned", to("vault.storedfile", blank=True, null=True, related_name="+")),
                ("letter", to("vault.storedfile", blank=True, null=True, related_name="+")),
            ],
            options={
                "ordering": ["-version", "-id"],
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="offer_by_update"),
                    models.Index(fields=["-created_at", "-id"], name="offer_newest"),
                    models.Index(condition=Q(status="sent"), fields=["expires_at"], name="offer_runs"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "version"), name="offer_version_once"),
                    models.UniqueConstraint(
                        condition=Q(status__in=tuple(LIVE)), fields=("application",), name="one_live_offer"
                    ),
                    models.CheckConstraint(
                        condition=~Q(status__in=["sent", "accepted"]) | ~Q(letter=None) & ~Q(expires_at=None),
                        name="sent_offer_has_its_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferCondition",
            fields=[
                ("id", key()),
                ("sealed_as", sealed_as()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check", "Background check"),
                            ("right_to_work", "Right to work"),
                            ("references", "References"),
                            ("documents", "Documents"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("sort_order", models.PositiveSmallIntegerField(default=0)),
                ("due_on", day()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("cleared", "Cleared"),
                            ("failed", "Failed"),
                            ("waived", "Waived"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("settled_at", moment()),
                ("created_at", created()),
                ("updated_at", updated()),
                ("offer", part_of("recruitment.offer", "conditions")),
                (
                    "settled_by",
                    to(settings.AUTH_USER_MODEL, blank=True, null=True, related_name="conditions_settled"),
                ),
            ],
            options={
                "ordering": ["sort_order", "id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="offer_condition_by_update")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state="open", settled_at=None) | ~Q(state="open") & ~Q(settled_at=None),
                        name="settled_condition_has_its_moment",
                    )
                ],
            },
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table, _, _ in EXPOSED),
        *(
            migrations.RunSQL(
                BURY.format(table=table, resource=resource, parent=parent), f"DROP TRIGGER bury ON {table}"
            )
            for table, resource, parent in EXPOSED
        ),
        migrations.RunPython(seed, unseed),
    ]
