"""The mails to candidates that the product sends by itself, in Spanish and Arabic too."""

from django.db import migrations

TEMPLATES = {
    "application_received": {
        "es": (
            "Candidatura recibida",
            "Su candidatura: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

gracias por su candidatura al puesto de {{ job.name }} en {{ brand.name }}. La hemos recibido completa.

Qué ocurre a continuación: {{ recruiter.name }} la lee y le escribe, sea cual sea la respuesta. En cualquier momento puede ver en qué punto se encuentra, o retirarla:

[Estado de su candidatura]({{ application.status_link }})

Conserve este correo, por favor: el enlace es solo para usted.""",
        ),
        "ar": (
            "استلام الطلب",
            "طلبكم لوظيفة {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

شكرًا لتقدّمكم إلى وظيفة {{ job.name }} لدى {{ brand.name }}. لقد وصلنا طلبكم كاملًا.

الخطوة التالية: يقرأ {{ recruiter.name }} طلبكم ويراسلكم أيًّا كان الرد. يمكنكم في أي وقت الاطلاع على حالة الطلب أو سحبه:

[حالة طلبكم]({{ application.status_link }})

يُرجى الاحتفاظ بهذه الرسالة: الرابط مخصّص لكم وحدكم.""",
        ),
    },
    "application_confirm": {
        "es": (
            "Candidatura por confirmar",
            "Confirme su candidatura: {{ job.name }}",
            """Buenos días:

alguien acaba de presentar con esta dirección de correo una candidatura al puesto de {{ job.name }} en {{ brand.name }}. Si ha sido usted, confírmela, por favor:

[Confirmar mi candidatura]({{ application.confirm_link }})

El enlace es válido durante 14 días. Solo después {{ recruiter.name }} lee la candidatura. Si no ha sido usted, no tiene que hacer nada: sin su confirmación no cuenta.""",
        ),
        "ar": (
            "طلب بانتظار التأكيد",
            "يُرجى تأكيد طلبكم لوظيفة {{ job.name }}",
            """تحية طيبة،

تقدّم شخص للتو إلى وظيفة {{ job.name }} لدى {{ brand.name }} باستخدام عنوان البريد الإلكتروني هذا. إذا كنتم أنتم، فيُرجى تأكيد الطلب:

[تأكيد طلبي]({{ application.confirm_link }})

الرابط صالح لمدة 14 يومًا، ولا يقرأ {{ recruiter.name }} الطلب إلا بعد التأكيد. إذا لم تكونوا أنتم، فلا يلزمكم فعل شيء: لا يُعتد بالطلب من دون تأكيدكم.""",
        ),
    },
    "application_rejected": {
        "es": (
            "Respuesta negativa",
            "Su candidatura: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

gracias por su interés en {{ brand.name }} y por el tiempo que ha dedicado a su candidatura al puesto de {{ job.name }}.

Esta vez hemos decidido seguir adelante con otras candidaturas y cerramos la suya con este correo. No tiene que hacer nada más.

Le deseamos lo mejor y nos alegrará volver a saber de usted.

{{ author.name }}""",
        ),
        "ar": (
            "الاعتذار",
            "طلبكم لوظيفة {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

شكرًا لاهتمامكم بالعمل لدى {{ brand.name }} وللوقت الذي خصّصتموه لطلبكم لوظيفة {{ job.name }}.

قررنا هذه المرة المضيّ مع متقدمين آخرين، ونغلق طلبكم بهذه الرسالة. لا يلزمكم فعل شيء.

نتمنى لكم كل التوفيق، ويسرّنا أن نسمع منكم مجددًا.

{{ author.name }}""",
        ),
    },
    "application_reply": {
        "es": (
            "Respuesta a una candidatura",
            "Su candidatura: {{ job.name }}",
            """Estimado/a {{ candidate.first_name }}:

gracias por su paciencia. Hemos leído su candidatura al puesto de {{ job.name }} y nos gustaría conocerle. En los próximos cinco días laborables le escribiré para acordar una conversación.

Hasta entonces puede ver aquí en qué punto se encuentra su candidatura:

[Estado de su candidatura]({{ application.status_link }})

{{ author.name }}""",
        ),
        "ar": (
            "الرد على طلب",
            "طلبكم لوظيفة {{ job.name }}",
            """تحية طيبة {{ candidate.first_name }}،

شكرًا لصبركم. لقد قرأنا طلبكم لوظيفة {{ job.name }} ونودّ التعرّف إليكم. سأراسلكم خلال أيام العمل الخمسة المقبلة لترتيب محادثة.

وحتى ذلك الحين يمكنكم الاطلاع هنا على حالة طلبكم:

[حالة طلبكم]({{ application.status_link }})

{{ author.name }}""",
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
                defaults={"name": name, "purpose": "candidate", "subject": subject, "body": body},
            )


class Migration(migrations.Migration):
    dependencies = [("communications", "0003_templates")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
