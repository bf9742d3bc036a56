"""Outcomes to print: Kenitra and Fez as they were."""

from datetime import datetime, time, timedelta, timezone

from facilitator.reports.outcome import (
    Axis,
    Category,
    Language,
    NextStep,
    Outcome,
    PartialDate,
    Participants,
    PartOfDay,
    Proposal,
    Step,
    Text,
    Workshop,
)

MADE = datetime(2026, 11, 12, 15, 42, tzinfo=timezone(timedelta(hours=1)))


def arabic(value: str, fr: str = "", en: str = "") -> Text:
    """An Arabic text with the translations that there are."""
    others = {"fr": fr, "en": en}
    return Text(value, "ar", {lang: text for lang, text in others.items() if text})


ASSOCIATIONS = arabic(
    "ممثلو جمعيات المجتمع المدني",
    "représentants d'associations",
    "association representatives",
)

KENITRA_AXES = (
    Axis(
        1,
        arabic(
            "الرقمنة وجودة الخدمات الجماعية",
            "Numérisation et qualité des services communaux",
            "Digitisation and quality of communal services",
        ),
        led_by=ASSOCIATIONS,
        objectives=(
            arabic(
                "التعريف بالخدمات الرقمية المتاحة للمواطنين",
                "Faire connaître les services numériques offerts aux citoyens",
            ),
        ),
        colour=1,
    ),
    Axis(
        2,
        arabic("الثقافة والرياضة", "Culture et sport", "Culture and sport"),
        led_by=ASSOCIATIONS,
        objectives=(
            arabic(
                "تعزيز الاهتمام بالرياضة والثقافة، والترويج للمدينة "
                "كوجهة سياحية وثقافية",
                "Renforcer l'intérêt pour le sport et la culture et promouvoir la "
                "ville comme destination touristique et culturelle",
            ),
        ),
        colour=2,
    ),
    Axis(
        3,
        arabic("المشاركة المواطنة", "Participation citoyenne", "Citizen participation"),
        led_by=ASSOCIATIONS,
        objectives=(
            arabic(
                "تعزيز المشاركة المواطنة والثقة بين الجماعة والمواطنين",
                "Renforcer la participation citoyenne et la confiance entre la "
                "commune et les citoyens",
            ),
        ),
        colour=3,
    ),
    Axis(
        4,
        arabic(
            "البيئة والتنمية المستدامة",
            "Environnement et développement durable",
            "Environment and sustainable development",
        ),
        led_by=ASSOCIATIONS,
        objectives=(
            arabic(
                "نشر الوعي البيئي وتعزيز الشراكة بين المواطنين والجماعة في إدارة "
                "الشؤون البيئية",
                "Diffuser la conscience environnementale et renforcer le "
                "partenariat entre citoyens et commune dans la gestion des "
                "affaires environnementales",
            ),
        ),
        colour=4,
    ),
)

KENITRA_PROJECTS = (
    Proposal(
        1,
        arabic(
            "الأيام المفتوحة الرقمية بجماعة القنيطرة",
            "Journées portes ouvertes du numérique à la commune de Kénitra",
        ),
        axis=1,
    ),
    Proposal(
        2,
        arabic(
            "إحداث وتجهيز متحف رياضي بالملعب البلدي",
            "Créer et équiper un musée du sport au stade municipal",
        ),
        axis=2,
    ),
    Proposal(
        3,
        arabic(
            "تنظيم مهرجان دولي لفنون الطبخ بمنطقة الغرب",
            "Organiser un festival international des arts culinaires dans la "
            "région du Gharb",
        ),
        axis=2,
    ),
    Proposal(
        4,
        arabic("إحداث هيئات استشارية", "Créer des instances consultatives"),
        axis=3,
    ),
    Proposal(
        5,
        arabic(
            "توحيد لون البنايات لتعزيز الهوية البصرية",
            "Unifier la couleur des bâtiments pour renforcer l'identité visuelle",
        ),
        axis=4,
    ),
    Proposal(
        6,
        arabic("حملات توعوية بيئية", "Campagnes de sensibilisation à l'environnement"),
        axis=4,
    ),
)


def kenitra(language: Language = "ar") -> Outcome:
    """The consultative meeting of Kenitra: projects, no vote, no full date."""
    return Outcome(
        language,
        Workshop(
            arabic(
                "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة",
                "Rencontre de concertation sur le programme d'ouverture de la "
                "commune de Kénitra",
                "Consultative meeting on the openness programme of the commune of "
                "Kenitra",
            ),
            arabic("جماعة القنيطرة", "Commune de Kénitra", "Commune of Kenitra"),
            arabic(
                "قاعة الندوات بالقصر البلدي بالقنيطرة",
                "salle de conférences du palais municipal de Kénitra",
            ),
            date=PartialDate(weekday=2),
            part_of_day=PartOfDay.MORNING,
        ),
        MADE,
        "0.1.0",
        axes=KENITRA_AXES,
        proposals=KENITRA_PROJECTS,
        participants=Participants(
            categories=(
                Category(arabic("ممثلو جمعيات المجتمع المدني", "Associations")),
                Category(arabic("ممثلو الجماعة", "Représentants de la commune")),
                Category(arabic("نائب رئيس جماعة القنيطرة", "Vice-président"), 1),
            )
        ),
        agenda=(
            Step(arabic("استقبال المشاركين", "Accueil des participants")),
            Step(
                arabic(
                    "عرض شامل حول برنامج العمل قدمه مدير المصالح الجماعية",
                    "Présentation d'ensemble du programme de travail",
                )
            ),
            Step(
                arabic(
                    "مناقشة موضوع الرقمنة وجودة الخدمات الجماعية",
                    "Discussion du thème numérisation et qualité des services",
                )
            ),
        ),
        closing_statement=arabic(
            "خطوة مهمة نحو تعزيز التعاون بين جماعة القنيطرة والمواطنين، وتحقيق أهداف "
            "برنامج الانفتاح، خاصة في مجال الرقمنة وتحسين جودة الخدمات الجماعية",
            "Un pas important vers la coopération entre la commune et les citoyens "
            "et vers les objectifs du programme d'ouverture",
        ),
    )


def fez(language: Language = "ar") -> Outcome:
    """The workshop of Fez: axes and next steps; no proposal, no vote."""
    titles = (
        "تهيئة مجالية متوازنة وتضامنية وإطار عيش مستدام",
        "تنمية اقتصادية مبتكرة في خدمة الساكنة المحلية محافظة على الموارد ومثمنة "
        "لمميزات ومؤهلات المدينة",
        "تنمية اجتماعية معززة للمرافق والخدمات الاجتماعية ومحفزة على المبادرة "
        "والمشاركة ومقاومة للإقصاء والهشاشة",
        "تنمية مستدامة مراعية للبعد الايكولوجي ومواجهة للمخاطر الطبيعية والبشرية",
    )
    return Outcome(
        language,
        Workshop(
            arabic(
                "ورشة الإعداد المشترك لبرنامج الجماعة المنفتحة",
                "Atelier de co-création du programme de la commune ouverte",
            ),
            arabic("جماعة فاس", "Commune de Fès"),
            arabic("مقر جماعة فاس", "siège de la Commune de Fès"),
            date=PartialDate.parse("2023-03-06"),
            starts=time(9, 0),
            partners=(
                arabic("جمعية جهات المغرب", "Association des régions du Maroc"),
                arabic(
                    "جمعية أمباكت للتنمية", "Association Impact pour le développement"
                ),
            ),
        ),
        MADE,
        "0.1.0",
        axes=tuple(
            Axis(number, arabic(title), colour=number)
            for number, title in enumerate(titles, start=1)
        ),
        next_steps=(
            NextStep(
                arabic("تنظيم استشارات حول المسودة", "Consultations sur le projet")
            ),
            NextStep(
                arabic(
                    "المصادقة من طرف مجلس جماعة فاس خلال دورة أكتوبر 2023",
                    "Adoption par le conseil de la commune de Fès à la session "
                    "d'octobre 2023",
                ),
                PartialDate.parse("2023-10"),
            ),
        ),
    )
