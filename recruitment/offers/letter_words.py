"""Words to begin an employer's letter with, in each language that candidates are written to in."""

BEGINNINGS = {
    "en": """# Offer of employment

Dear {{ candidate.first_name }},

we are glad to offer you the position of {{ offer.title }} at {{ entity.name }}. These are the terms:

- First day: {{ offer.start_on }}
- Place of work: {{ offer.place }}
- Employment: {{ offer.employment }}
- Pay: {{ offer.pay }}

Working time: {{ offer.hours }} hours a week.

The employment ends on {{ offer.fixed_until }} without notice being needed.

Bonus: {{ offer.bonus }}

Equity: {{ offer.equity }}

Benefits: {{ offer.benefits }}

This offer takes effect once the following is in order:
{{ offer.conditions }}

It stands until {{ offer.expires }}. We look forward to working with you.""",
    "de": """# Angebot eines Arbeitsverhältnisses

Guten Tag {{ candidate.full_name }},

wir freuen uns, Ihnen bei {{ entity.name }} die Stelle {{ offer.title }} anzubieten. Die Bedingungen:

- Erster Tag: {{ offer.start_on }}
- Arbeitsort: {{ offer.place }}
- Beschäftigung: {{ offer.employment }}
- Vergütung: {{ offer.pay }}

Arbeitszeit: {{ offer.hours }} Stunden in der Woche.

Das Arbeitsverhältnis endet am {{ offer.fixed_until }}, ohne dass es einer Kündigung bedarf.

Bonus: {{ offer.bonus }}

Beteiligung: {{ offer.equity }}

Weitere Leistungen: {{ offer.benefits }}

Das Angebot wird wirksam, sobald Folgendes erledigt ist:
{{ offer.conditions }}

Es gilt bis {{ offer.expires }}. Wir freuen uns auf die Zusammenarbeit.""",
    "es": """# Oferta de empleo

Estimado/a {{ candidate.full_name }}:

nos complace ofrecerle el puesto de {{ offer.title }} en {{ entity.name }}. Estas son las condiciones:

- Primer día: {{ offer.start_on }}
- Lugar de trabajo: {{ offer.place }}
- Contrato: {{ offer.employment }}
- Retribución: {{ offer.pay }}

Jornada: {{ offer.hours }} horas a la semana.

El contrato termina el {{ offer.fixed_until }} sin necesidad de preaviso.

Bonificación: {{ offer.bonus }}

Participación: {{ offer.equity }}

Otras prestaciones: {{ offer.benefits }}

La oferta surte efecto cuando esté en orden lo siguiente:
{{ offer.conditions }}

Es válida hasta el {{ offer.expires }}. Esperamos trabajar con usted.""",
    "ar": """# عرض عمل

تحية طيبة {{ candidate.full_name }}،

يسعدنا أن نعرض عليكم وظيفة {{ offer.title }} لدى {{ entity.name }} وفق الشروط التالية:

- أول يوم عمل: {{ offer.start_on }}
- مكان العمل: {{ offer.place }}
- نوع العقد: {{ offer.employment }}
- الأجر: {{ offer.pay }}

ساعات العمل: {{ offer.hours }} ساعة في الأسبوع.

ينتهي العقد في {{ offer.fixed_until }} دون حاجة إلى إشعار.

المكافأة: {{ offer.bonus }}

الأسهم: {{ offer.equity }}

مزايا أخرى: {{ offer.benefits }}

يسري هذا العرض بعد استيفاء ما يلي:
{{ offer.conditions }}

العرض قائم حتى {{ offer.expires }}. نتطلع إلى العمل معكم.""",
}


def beginning(language: str) -> str:
    return BEGINNINGS.get(language, BEGINNINGS["en"])
