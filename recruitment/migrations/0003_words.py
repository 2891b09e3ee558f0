from django.db import migrations

# Each kind of ending has its own list; rates are counted by kind, so no reason stands in two.
# (kind, code, name, a candidate may choose it)
REASONS = (
    ("not_considered", "NC_POSITION_FILLED", "Position was filled before review", False),
    ("not_considered", "NC_LATE", "Applied after the closing date", False),
    ("not_considered", "NC_DATA_MGMT", "Not drawn in a neutral selection of applications", False),
    ("not_considered", "NC_INCOMPLETE", "Application incomplete", False),
    ("rejected", "NQ_BASIC", "Does not meet a basic qualification", False),
    ("rejected", "REJ_SCREEN", "Not selected after screening", False),
    ("rejected", "REJ_ASSESSMENT", "Not selected after an assessment", False),
    ("rejected", "REJ_INTERVIEW", "Not selected after an interview", False),
    ("rejected", "REJ_OTHER_MORE_QUALIFIED", "Another applicant was more qualified", False),
    ("withdrawn", "WD_BEFORE_REVIEW", "Withdrew before review", False),
    ("withdrawn", "WD_AFTER_STAGE", "Withdrew during the process", False),
    ("withdrawn", "WD_NO_RESPONSE", "No answer to repeated contact", False),
    ("withdrawn", "WD_SALARY", "Pay", True),
    ("withdrawn", "WD_LOCATION", "Place of work", True),
    ("withdrawn", "WD_OTHER_JOB", "Took another job", True),
    ("withdrawn", "WD_PERSONAL", "Personal reasons", True),
    ("withdrawn", "WD_NOT_SAID", "Would rather not say", True),
    ("withdrawn", "OFFER_DECLINED", "Declined our offer", False),
    ("hired", "HIRED", "Hired", False),
    ("position_cancelled", "REQ_CANCELLED", "Position cancelled", False),
    ("duplicate", "DUPLICATE", "Applied a second time for the same job", False),
)

# (name, what is done, by whom, until when, when it is finished)
TEMPLATES = {
    "Standard": (
        ("Applied", "Read the application and the resume.", "Recruiter", "2 business days", "Moved on, or answered."),
        ("Phone screen", "Call: motivation, notice period, pay.", "Recruiter", "5 business days", "Notes are written."),
        (
            "Interview",
            "Meet the team.",
            "Hiring manager and interviewers",
            "10 business days",
            "Everyone has said what they think.",
        ),
        (
            "Second interview",
            "Meet those who decide.",
            "Hiring manager",
            "10 business days",
            "It is decided whom to make an offer.",
        ),
        ("Offer", "Agree on terms and send the offer.", "Recruiter", "5 business days", "The candidate has answered."),
    ),
    "Short": (
        ("Applied", "Read the application and the resume.", "Recruiter", "2 business days", "Moved on, or answered."),
        (
            "Interview",
            "Meet the team.",
            "Hiring manager and interviewers",
            "10 business days",
            "It is decided whom to make an offer.",
        ),
        ("Offer", "Agree on terms and send the offer.", "Recruiter", "5 business days", "The candidate has answered."),
    ),
}


def seed(apps, schema_editor):
    reason = apps.get_model("recruitment", "ClosureReason")
    for kind, code, name, by_candidate in REASONS:
        reason.objects.create(kind=kind, code=code, name=name, by_candidate=by_candidate)
    for name, stages in TEMPLATES.items():
        template = apps.get_model("recruitment", "StageTemplate").objects.create(name=name)
        for order, (stage, what, who, within, finished) in enumerate(stages):
            template_stage = apps.get_model("recruitment", "TemplateStage")
            template_stage.objects.create(
                template=template, name=stage, what=what, who=who, within=within, finished=finished, sort_order=order
            )


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0002_database")]

    # Words of people, not of the code: whoever has used or changed one keeps it.
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
