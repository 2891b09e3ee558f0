from django.db import migrations

# Where applications are known to come from at first: name, kind, code, words in utm_source, websites.
SOURCES = (
    ("Careers site", "careers_site", "careers_site", (), ()),
    ("Elsewhere", "other", "elsewhere", (), ()),
    ("Referral", "referral", "referral", (), ()),
    ("Internal", "internal", "internal", (), ()),
    ("Walk-in", "walk_in", "walk_in", (), ()),
    ("Sourced", "sourced", None, (), ()),
    ("LinkedIn", "social", None, ("linkedin",), ("linkedin.com", "lnkd.in")),
    ("Xing", "social", None, ("xing",), ("xing.com",)),
    ("Facebook", "social", None, ("facebook", "fb"), ("facebook.com", "fb.com")),
    ("Instagram", "social", None, ("instagram", "ig"), ("instagram.com",)),
    ("Indeed", "job_board", None, ("indeed",), ("indeed.com", "indeed.de", "indeed.es")),
    ("Glassdoor", "job_board", None, ("glassdoor",), ("glassdoor.com", "glassdoor.de")),
    ("StepStone", "job_board", None, ("stepstone",), ("stepstone.de", "stepstone.at")),
    ("InfoJobs", "job_board", None, ("infojobs",), ("infojobs.net",)),
    ("Bayt", "job_board", None, ("bayt",), ("bayt.com",)),
    ("Google", "job_board", None, ("google", "google_jobs_apply"), ("google.com", "google.de", "google.es")),
)
# A word that was typed is a source from now on; the first spelling stays.
TYPED = """
INSERT INTO recruitment_source (name, kind, active, created_at)
SELECT DISTINCT ON (lower(word)) word, 'other', true, clock_timestamp()
FROM (SELECT btrim(source) AS word, min(id) AS first FROM recruitment_application GROUP BY 1) AS typed
WHERE word <> '' ORDER BY lower(word), first
ON CONFLICT DO NOTHING
"""
ONE_WORD = """
UPDATE recruitment_application AS application SET source = source.name FROM recruitment_source AS source
WHERE lower(btrim(application.source)) = lower(source.name) AND application.source <> source.name
"""
# What the product writes for referrals: to the person referred, and to the colleague who has referred them.
LETTERS = {
    "referral_invitation": (
        "candidate",
        {
            "en": (
                "Referred by a colleague",
                "{{ referral.referrer }} thinks of you for {{ job.name }}",
                """Hello,

{{ referral.referrer }}, who works at {{ brand.name }}, has named you to us for {{ job.name }} and told us that you know of it. If you would like to apply, please confirm it:

[Read on and apply]({{ application.confirm_link }})

The link works for 14 days. Only then does {{ recruiter.name }} look at it. If you don't want to, there is nothing to do: without your confirmation it does not count.""",
            ),
            "de": (
                "Von einer Kollegin oder einem Kollegen empfohlen",
                "{{ referral.referrer }} hat Sie für {{ job.name }} empfohlen",
                """Guten Tag,

{{ referral.referrer }} arbeitet bei {{ brand.name }}, hat Sie für die Stelle {{ job.name }} empfohlen und uns gesagt, dass Sie davon wissen. Möchten Sie sich bewerben, bestätigen Sie es bitte:

[Weiterlesen und bewerben]({{ application.confirm_link }})

Der Link gilt 14 Tage. Erst danach sieht {{ recruiter.name }} die Bewerbung an. Möchten Sie nicht, brauchen Sie nichts zu tun: ohne Ihre Bestätigung gilt sie nicht.""",
            ),
            "es": (
                "Recomendación de un colega",
                "{{ referral.referrer }} ha pensado en usted para {{ job.name }}",
                """Hola:

{{ referral.referrer }}, que trabaja en {{ brand.name }}, le ha recomendado para el puesto {{ job.name }} y nos ha dicho que usted lo sabe. Si desea presentar su candidatura, confírmela:

[Seguir leyendo y presentarla]({{ application.confirm_link }})

El enlace funciona durante 14 días. Solo entonces {{ recruiter.name }} leerá su candidatura. Si no lo desea, no tiene que hacer nada: sin su confirmación no cuenta.""",
            ),
            "ar": (
                "ترشيح من زميل",
                "رشّحك {{ referral.referrer }} لوظيفة {{ job.name }}",
                """مرحبًا،

رشّحك {{ referral.referrer }}، الذي يعمل لدى {{ brand.name }}، لوظيفة {{ job.name }} وأخبرنا أنك على علم بذلك. إذا رغبت في التقدم فيُرجى التأكيد:

[متابعة القراءة والتقدم]({{ application.confirm_link }})

يعمل الرابط لمدة 14 يومًا. وعندها فقط يطّلع {{ recruiter.name }} على الطلب. وإذا لم ترغب في ذلك فلا يلزمك فعل شيء: لا يُحتسب الطلب من دون تأكيدك.""",
            ),
        },
    ),
    "referral_received": (
        "team",
        {
            "en": (
                "Thanks for a referral",
                "Thank you for referring somebody for {{ referral.job }}",
                """Hello {{ referral.reader }},

thank you for thinking of {{ referral.job }}. The person you named has a mail from us and decides whether to apply.

[Your referrals]({{ referral.link }})""",
            ),
            "de": (
                "Dank für eine Empfehlung",
                "Danke für Ihre Empfehlung für {{ referral.job }}",
                """Guten Tag {{ referral.reader }},

danke, dass Sie an {{ referral.job }} gedacht haben. Die von Ihnen genannte Person hat eine Mail von uns und entscheidet, ob sie sich bewirbt.

[Ihre Empfehlungen]({{ referral.link }})""",
            ),
        },
    ),
    "referral_hired": (
        "team",
        {
            "en": (
                "Thanks, the person is hired",
                "Your referral for {{ referral.job }} is hired",
                """Hello {{ referral.reader }},

the person you referred for {{ referral.job }} is hired. Thank you!

[Your referrals]({{ referral.link }})""",
            ),
            "de": (
                "Dank, die Person ist eingestellt",
                "Ihre Empfehlung für {{ referral.job }} ist eingestellt",
                """Guten Tag {{ referral.reader }},

die Person, die Sie für {{ referral.job }} empfohlen haben, ist eingestellt. Vielen Dank!

[Ihre Empfehlungen]({{ referral.link }})""",
            ),
        },
    ),
}


def seed(apps, schema_editor):
    source, rule = apps.get_model("recruitment", "Source"), apps.get_model("recruitment", "SourceRule")
    for name, kind, code, words, hosts in SOURCES:
        made = source.objects.create(name=name, kind=kind, code=code)
        signs = [("utm_source", word) for word in words] + [("host", host) for host in hosts]
        rule.objects.bulk_create(rule(source=made, sign=sign, value=value) for sign, value in signs)
    apps.get_model("recruitment", "InternalPolicy").objects.create(pk=1)
    template = apps.get_model("communications", "MessageTemplate")
    for letter, (purpose, languages) in LETTERS.items():
        for language, (name, subject, body) in languages.items():
            template.objects.create(
                key=letter, name=name, purpose=purpose, language=language, subject=subject, body=body
            )


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0014_sources"), ("communications", "0006_notifications")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL([TYPED, ONE_WORD], migrations.RunSQL.noop),
    ]
