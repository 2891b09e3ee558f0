import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Now

import audit.clock

# Whatever other systems sync from, and the thing that a row was a part of, which decides who may know of its end.
EXPOSED = (
    ("recruitment_offeranswer", "offer_answers", "offer_id"),
    ("recruitment_hire", "hires", "offer_id"),
    ("recruitment_conditionfile", "offer_condition_files", "condition_id"),
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
BURY = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""
AHEAD = ("reserved", "effective")
REASONS = (
    ("withdrawn", "OFFER_RENEGED", "Withdrew after accepting our offer"),
    ("withdrawn", "OFFER_NO_SHOW", "Did not come on the first day"),
    ("rejected", "OFFER_CONDITION", "A condition of our offer was not met"),
)
MAILS = {
    "offer_accepted": {
        "en": (
            "Offer accepted",
            "You have accepted: {{ job.name }}",
            """Hello {{ candidate.first_name }},

thank you: you have accepted our offer for {{ job.name }} at {{ brand.name }}. We look forward to working with you.

[Your letter and what happens next]({{ offer.link }})

There you can read and keep your letter at any time. The link is for you alone; please don't pass it on.

{{ recruiter.name }}""",
        ),
        "de": (
            "Angebot angenommen",
            "Sie haben angenommen: {{ job.name }}",
            """Guten Tag {{ candidate.first_name }},

vielen Dank: Sie haben unser Angebot für die Stelle {{ job.name }} bei {{ brand.name }} angenommen. Wir freuen uns auf die Arbeit mit Ihnen.

[Ihr Schreiben und wie es weitergeht]({{ offer.link }})

Dort können Sie Ihr Schreiben jederzeit lesen und sichern. Der Link ist nur für Sie; bitte geben Sie ihn nicht weiter.

{{ recruiter.name }}""",
        ),
        "es": (
            "Oferta aceptada",
            "Ha aceptado: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

muchas gracias: ha aceptado nuestra oferta para el puesto de {{ job.name }} en {{ brand.name }}. Nos alegra que vaya a trabajar con nosotros.

[Su carta y los próximos pasos]({{ offer.link }})

Allí puede leer y guardar su carta en cualquier momento. El enlace es solo para usted; no lo comparta, por favor.

{{ recruiter.name }}""",
        ),
        "ar": (
            "قبول عرض عمل",
            "لقد قبلتم عرضنا: {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

شكرًا لكم: لقد قبلتم عرضنا لوظيفة {{ job.name }} لدى {{ brand.name }}. نتطلع إلى العمل معكم.

[رسالة العرض والخطوات التالية]({{ offer.link }})

يمكنكم هناك قراءة الرسالة وحفظها في أي وقت. الرابط مخصّص لكم وحدكم، فيُرجى عدم مشاركته.

{{ recruiter.name }}""",
        ),
    },
    "offer_declined": {
        "en": (
            "Offer declined",
            "You have declined: {{ job.name }}",
            """Hello {{ candidate.first_name }},

you have declined our offer for {{ job.name }} at {{ brand.name }}. Thank you for letting us know, and for the time that you gave us.

If that was a mistake, or if something could still be changed, write to me.

{{ recruiter.name }}""",
        ),
        "de": (
            "Angebot abgelehnt",
            "Sie haben abgelehnt: {{ job.name }}",
            """Guten Tag {{ candidate.first_name }},

Sie haben unser Angebot für die Stelle {{ job.name }} bei {{ brand.name }} abgelehnt. Danke, dass Sie es uns gesagt haben, und für die Zeit, die Sie sich genommen haben.

Falls das ein Versehen war oder sich noch etwas ändern ließe, schreiben Sie mir.

{{ recruiter.name }}""",
        ),
        "es": (
            "Oferta rechazada",
            "Ha rechazado: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

ha rechazado nuestra oferta para el puesto de {{ job.name }} en {{ brand.name }}. Gracias por decírnoslo y por el tiempo que nos ha dedicado.

Si ha sido un error, o si todavía se pudiera cambiar algo, escríbame.

{{ recruiter.name }}""",
        ),
        "ar": (
            "رفض عرض عمل",
            "لقد رفضتم عرضنا: {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

لقد رفضتم عرضنا لوظيفة {{ job.name }} لدى {{ brand.name }}. شكرًا لإبلاغنا وللوقت الذي منحتمونا إياه.

إن حدث ذلك عن طريق الخطأ، أو إن كان بالإمكان تغيير أمر ما، فراسلوني.

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
    reason = apps.get_model("recruitment", "ClosureReason")
    for kind, code, name in REASONS:
        reason.objects.get_or_create(code=code, defaults={"kind": kind, "name": name})


def unseed(apps, schema_editor):
    """Reasons of people who were hired stay: endings name them."""
    apps.get_model("communications", "MessageTemplate").objects.filter(key__in=MAILS).delete()


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def created():
    return models.DateTimeField(default=audit.clock.now, editable=False)


def updated():
    return models.DateTimeField(db_default=Now(), editable=False)


def moment():
    return models.DateTimeField(blank=True, null=True)


def sealed_as():
    return models.UUIDField(default=uuid.uuid4, editable=False)


def to(model, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **more)


def person(name):
    return to(settings.AUTH_USER_MODEL, blank=True, null=True, related_name=name)


def part_of(model, name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to=model)


def of_offer(name):
    return models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name=name, to="recruitment.offer")


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0011_offers"),
        ("accounts", "0003_rest"),
        ("audit", "0002_database"),
        ("communications", "0003_templates"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferAnswer",
            fields=[
                ("id", key()),
                ("sealed_as", sealed_as()),
                (
                    "kind",
                    models.CharField(choices=[("accepted", "Accepted"), ("declined", "Declined")], max_length=10),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("page", "On their page"), ("paper", "On paper"), ("told", "Told us")], max_length=10
                    ),
                ),
                ("answered_at", models.DateTimeField(default=audit.clock.now)),
                ("letter_sha256", models.CharField(max_length=64)),
                ("consent", models.TextField(blank=True)),
                ("typed_name", models.TextField(blank=True)),
                ("address", models.TextField(blank=True)),
                ("user_agent", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("confirmed_at", moment()),
                ("created_at", created()),
                ("updated_at", updated()),
                ("offer", of_offer("answer")),
                ("reason", to("recruitment.closurereason", blank=True, null=True)),
                ("signed_copy", to("vault.storedfile", blank=True, null=True, related_name="+")),
                ("recorded_by", person("offer_answers_recorded")),
                ("confirmed_by", person("offer_answers_confirmed")),
            ],
            options={
                "ordering": ["-answered_at", "-id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="offer_answer_by_update")],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(way="paper") | Q(signed_copy__isnull=False, recorded_by__isnull=False),
                        name="answer_on_paper_has_its_copy",
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                        name="answer_confirmed_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hire",
            fields=[
                ("id", key()),
                ("sealed_as", sealed_as()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Conditions open"),
                            ("effective", "In effect"),
                            ("started", "Started"),
                            ("fell_through", "Came to nothing"),
                        ],
                        default="reserved",
                        max_length=12,
                    ),
                ),
                ("start_on", models.DateField(blank=True, null=True)),
                ("effective_at", moment()),
                ("started_at", moment()),
                ("fell_at", moment()),
                (
                    "fall",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("condition", "A condition was not met"),
                            ("reneged", "They withdrew after accepting"),
                            ("no_show", "They did not come on the first day"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("created_at", created()),
                ("updated_at", updated()),
                ("offer", of_offer("hire")),
                ("application", part_of("recruitment.application", "hires")),
                ("started_by", person("starts_confirmed")),
            ],
            options={
                "ordering": ["start_on", "id"],
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="hire_by_update"),
                    models.Index(condition=Q(state__in=AHEAD), fields=["start_on", "id"], name="hire_ahead"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state__in=(*AHEAD, "started")), fields=("application",), name="one_standing_hire"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="fell_through", fell_at__isnull=False) & ~Q(fall="")
                        | ~Q(state="fell_through") & Q(fell_at=None, fall=""),
                        name="hire_that_fell_says_how",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="started", started_at__isnull=False)
                        | ~Q(state="started") & Q(started_at=None),
                        name="started_hire_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConditionFile",
            fields=[
                ("id", key()),
                ("created_at", created()),
                ("updated_at", updated()),
                ("condition", part_of("recruitment.offercondition", "files")),
                ("file", to("vault.storedfile", related_name="+")),
                ("added_by", to(settings.AUTH_USER_MODEL, null=True, related_name="condition_files_added")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["updated_at", "id"], name="condition_file_by_update")],
            },
        ),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table, _, _ in EXPOSED),
        *(
            migrations.RunSQL(BURY.format(table=table, resource=kind, parent=parent), f"DROP TRIGGER bury ON {table}")
            for table, kind, parent in EXPOSED
        ),
        migrations.RunPython(seed, unseed),
    ]
