"""The demo company on paper: Fjordline Logistics, moving things over land and sea in four countries."""

from dataclasses import dataclass

BRAND_ABOUT = (
    "Fjordline moves food, furniture and machines between the North Sea and the Mediterranean. 2,300 people in four "
    "countries load ships, plan routes and write the software that keeps them on time."
)
NOTICES = {
    "en": """{entity} is responsible for your data.
What we use: what you send us with this application, and what we note about our conversations.
What for: to decide about this application (Article 6(1)(b) GDPR, or our legitimate interest where another law holds).
Who sees it: the people who hire for this job and those who run this system for us. We sell it to nobody.
How long: we delete it {months} months after our decision, unless you agree that we keep it longer.
Your rights: see, correct, delete or take your data with you, object, and complain to a supervisory authority.
No decision about you is made by a machine alone. Write to {contact}.""",
    "de": """Verantwortlich für Ihre Daten ist {entity}.
Was wir nutzen: was Sie uns mit dieser Bewerbung senden und was wir über unsere Gespräche notieren.
Wofür: um über diese Bewerbung zu entscheiden (Artikel 6 Absatz 1 Buchstabe b DSGVO, § 26 BDSG).
Wer es sieht: die Menschen, die diese Stelle besetzen, und wer dieses System für uns betreibt. Wir verkaufen nichts.
Wie lange: wir löschen {months} Monate nach unserer Entscheidung, sofern Sie nicht länger einwilligen.
Ihre Rechte: Auskunft, Berichtigung, Löschung, Mitnahme, Widerspruch und Beschwerde bei einer Aufsichtsbehörde.
Keine Entscheidung über Sie trifft allein eine Maschine. Schreiben Sie an {contact}.""",
    "ar": """{entity} هي الجهة المسؤولة عن بياناتكم.
ما نستخدمه: ما ترسلونه إلينا مع هذا الطلب، وما ندوّنه عن محادثاتنا.
الغرض: اتخاذ القرار بشأن هذا الطلب (المادة 6 الفقرة 1 البند ب من اللائحة العامة لحماية البيانات).
من يطّلع عليها: من يشغلون هذه الوظيفة ومن يشغّلون هذا النظام لصالحنا. لا نبيعها لأحد.
المدة: نحذفها بعد {months} أشهر من قرارنا، ما لم توافقوا على مدة أطول.
حقوقكم: الاطلاع والتصحيح والحذف ونقل البيانات والاعتراض وتقديم شكوى إلى جهة رقابية.
لا تتخذ آلةٌ وحدها أي قرار بشأنكم. للتواصل: {contact}.""",
    "es": """{entity} es responsable de sus datos.
Qué usamos: lo que nos envía con esta candidatura y lo que anotamos sobre nuestras conversaciones.
Para qué: para decidir sobre esta candidatura (artículo 6.1.b del RGPD).
Quién lo ve: las personas que cubren este puesto y quienes operan este sistema. No vendemos nada.
Cuánto tiempo: lo borramos {months} meses después de nuestra decisión, salvo que acepte más tiempo.
Sus derechos: acceso, rectificación, supresión, portabilidad, oposición y reclamación ante la autoridad de control.
Ninguna decisión sobre usted la toma solo una máquina. Escriba a {contact}.""",
}


@dataclass(frozen=True)
class EntityPlan:
    name: str
    registered_name: str
    country: str
    address: str
    languages: tuple[str, ...]
    months: int


ENTITIES = (
    EntityPlan(
        "Fjordline DE", "Fjordline Logistik GmbH", "DE", "Am Sandtorkai 40, 20457 Hamburg", ("de", "en", "ar"), 6
    ),
    EntityPlan(
        "Fjordline US", "Fjordline Logistics Inc.", "US", "1 Harborside Plaza, Jersey City, NJ 07311", ("en",), 24
    ),
    EntityPlan("Fjordline UK", "Fjordline Logistics Ltd", "GB", "14 Dock Gate, Felixstowe IP11 3SY", ("en",), 12),
    EntityPlan(
        "Fjordline ES", "Fjordline Logística S.L.", "ES", "Muelle de la Aduana 7, 46024 Valencia", ("es", "en"), 12
    ),
)


@dataclass(frozen=True)
class OfficePlan:
    name: str
    entity: str
    city: str
    region: str
    country: str
    zone: str


OFFICES = (
    OfficePlan("Hamburg", "Fjordline DE", "Hamburg", "HH", "DE", "Europe/Berlin"),
    OfficePlan("Jersey City", "Fjordline US", "Jersey City", "NJ", "US", "America/New_York"),
    OfficePlan("Felixstowe", "Fjordline UK", "Felixstowe", "ENG", "GB", "Europe/London"),
    OfficePlan("Valencia", "Fjordline ES", "Valencia", "VC", "ES", "Europe/Madrid"),
)
DEPARTMENTS = {
    "Operations": ("Terminals", "Fleet"),
    "Technology": ("Platform", "Data"),
    "Commercial": ("Sales", "Customer care"),
    "Finance": (),
    "People": (),
}


@dataclass(frozen=True)
class PersonPlan:
    name: str
    title: str
    office: str
    roles: tuple[str, ...]  # "role" company-wide, "role@Department" within one


STAFF = (
    PersonPlan("Ines Albrecht", "Systems administrator", "Hamburg", ("administrator",)),
    PersonPlan("Ruth Sandberg", "Lead recruiter", "Hamburg", ("recruiter",)),
    PersonPlan("Marcus Bell", "Recruiter", "Jersey City", ("recruiter@Commercial", "recruiter@Finance")),
    PersonPlan("Elena Ferrer", "Recruiting coordinator", "Valencia", ("coordinator",)),
    PersonPlan("Hannah Vogt", "Head of Platform", "Hamburg", ()),
    PersonPlan("Dev Patel", "Fleet manager", "Felixstowe", ()),
    PersonPlan("Grace Okafor", "Sales director", "Jersey City", ()),
    PersonPlan("Pablo Navarro", "Terminal manager", "Valencia", ()),
    PersonPlan("Jonas Peters", "Senior engineer", "Hamburg", ()),
    PersonPlan("Claire Dumont", "Compliance officer", "Hamburg", ("compliance_officer",)),
    PersonPlan("Owen Hughes", "Internal auditor", "Felixstowe", ("auditor",)),
)
RECRUITER, HIRING_MANAGER, ADMINISTRATOR = "Ruth Sandberg", "Hannah Vogt", "Ines Albrecht"


@dataclass(frozen=True)
class JobPlan:
    name: str
    department: str
    office: str
    manager: str
    interviewers: tuple[str, ...]
    recruiter: str
    language: str
    currency: str
    pay: tuple[int, int]
    openings: int
    text: str
    questions: tuple[tuple[str, str, bool, tuple[str, ...]], ...] = ()
    mode: str = "hybrid"
    weight: int = 1  # how many people apply, against the other jobs
    is_live: bool = True
    is_cancelled: bool = False  # the search was given up a few days ago
    is_confidential: bool = False  # no page, people are found and added by the recruiter


JOBS = (
    JobPlan(
        "Backend engineer",
        "Platform",
        "Hamburg",
        "Hannah Vogt",
        ("Jonas Peters",),
        "Ruth Sandberg",
        "en",
        "EUR",
        (68000, 86000),
        2,
        "You build the services that tell 400 trucks where to go next.\n\nYou "
        "write Python, you know what a database does "
        "under load, and you like to finish things.\n\nYou work with seven "
        "colleagues, ship every week and are never on "
        "call alone.",
        (
            ("Which system that you built are you most proud of?", "long_text", True, ()),
            ("May you work in the European Union?", "boolean", True, ()),
            (
                "How many years have you written Python?",
                "single_select",
                True,
                ("less than 2", "2 to 5", "more than 5"),
            ),
        ),
        weight=5,
    ),
    JobPlan(
        "Disponent (m/w/d) Seefracht",
        "Fleet",
        "Hamburg",
        "Dev Patel",
        (),
        "Ruth Sandberg",
        "de",
        "EUR",
        (42000, 51000),
        1,
        "Sie planen Schiffe und Container zwischen Hamburg und dem Mittelmeer "
        "und behalten die Ruhe, wenn es stürmt.\n\n"
        "Sie sprechen Deutsch und Englisch und kennen sich mit Zollpapieren aus.",
        (("Wann könnten Sie anfangen?", "short_text", True, ()),),
        mode="on_site",
        weight=3,
    ),
    JobPlan(
        "Account executive",
        "Sales",
        "Jersey City",
        "Grace Okafor",
        (),
        "Marcus Bell",
        "en",
        "USD",
        (85000, 110000),
        2,
        "You win customers who ship between the East Coast and Europe, and you keep them.",
        (("Tell us about a deal that you lost and what you changed.", "long_text", True, ()),),
        weight=4,
    ),
    JobPlan(
        "Jefatura de turno (terminal)",
        "Terminals",
        "Valencia",
        "Pablo Navarro",
        (),
        "Ruth Sandberg",
        "es",
        "EUR",
        (31000, 37000),
        3,
        "Dirige un turno de doce personas en el muelle y responde de que todo salga a tiempo y sin accidentes.",
        (("¿Qué turnos puede hacer?", "multi_select", True, ("Mañana", "Tarde", "Noche")),),
        mode="on_site",
        weight=3,
    ),
    JobPlan(
        "أخصائي خدمة العملاء",
        "Customer care",
        "Hamburg",
        "Dev Patel",
        (),
        "Ruth Sandberg",
        "ar",
        "EUR",
        (38000, 45000),
        1,
        "تجيبون عن أسئلة السائقين والعملاء بالعربية والإنجليزية، وتعثرون على الشحنة المفقودة.\n\n"
        "تعملون من المنزل أو من مكتبنا في Hamburg، ضمن فريق من خمسة زملاء.",
        (("ما اللغات التي تتحدثونها؟", "multi_select", True, ("العربية", "الإنجليزية", "الألمانية")),),
        mode="remote",
    ),
    JobPlan(
        "HGV technician",
        "Fleet",
        "Felixstowe",
        "Dev Patel",
        (),
        "Ruth Sandberg",
        "en",
        "GBP",
        (36000, 43000),
        2,
        "You keep 60 lorries on the road from our workshop at Dock Gate 14.",
        (("Do you hold a category C licence?", "boolean", True, ()),),
        mode="on_site",
        weight=2,
    ),
    JobPlan(
        "Data analyst",
        "Data",
        "Hamburg",
        "Hannah Vogt",
        ("Jonas Peters",),
        "Ruth Sandberg",
        "en",
        "EUR",
        (54000, 66000),
        1,
        "You turn port calls and fuel receipts into numbers that people act on.",
        (),
        weight=3,
    ),
    JobPlan(
        "Payroll accountant",
        "Finance",
        "Jersey City",
        "Grace Okafor",
        (),
        "Marcus Bell",
        "en",
        "USD",
        (62000, 74000),
        1,
        "You run payroll for 480 people in four states.",
        (),
        weight=2,
        is_cancelled=True,
    ),
    JobPlan(
        "Customer care agent",
        "Customer care",
        "Valencia",
        "Pablo Navarro",
        (),
        "Ruth Sandberg",
        "en",
        "EUR",
        (24000, 28000),
        1,
        "You answer drivers and customers in Spanish and English, and you find the lost pallet.",
        (),
        mode="remote",
        is_live=False,
    ),
    JobPlan(
        "Regional director Iberia",
        "Operations",
        "Valencia",
        "Grace Okafor",
        (),
        "Ruth Sandberg",
        "en",
        "EUR",
        (95000, 120000),
        1,
        "You lead our terminals and the fleet in Spain and Portugal.",
        (),
        is_live=False,
        is_confidential=True,
    ),
)
TAGS = ("speaks three languages", "driving licence C", "would relocate", "ask again next year")
