"""An invented outcome that has everything: forty proposals and a vote."""

from dataclasses import replace
from datetime import time
from hashlib import sha256

from facilitator.reports.outcome import (
    Category,
    Language,
    NextStep,
    Option,
    Outcome,
    PartialDate,
    Participants,
    Proposal,
    ProposalStatus,
    Step,
    Text,
    Vote,
    Workshop,
)
from tests.reports.outcomes import MADE, arabic, kenitra

_INVENTED_TITLES = (
    arabic("تهيئة حديقة الحي وتجهيزها بالإنارة", "Aménager le jardin du quartier"),
    Text("Ouvrir la bibliothèque le samedi jusqu’à 20 h", "fr"),
    arabic("تطبيق لتتبع شكايات المواطنين (Chikaya.ma)", ""),
    Text("ⴰⵙⵏⴼⴰⵕ ⵏ ⵜⵙⴷⴰⵡⵉⵜ ⵉ ⵜⵎⵖⴰⵔⵉⵏ", "zgh"),
    arabic(
        "إحداث فضاء مشترك للجمعيات يضم قاعة للاجتماعات ومكتبة وقاعة للإعلاميات، "
        "مفتوح طيلة أيام الأسبوع لفائدة شباب الأحياء الهامشية والمناطق المجاورة لها",
        "",
    ),
    Text("Publier le budget en données ouvertes (CSV, XLSX)", "fr"),
    arabic("حملة تشجير 1.000 شجرة بشارع محمد الخامس", "Planter 1 000 arbres"),
    Text("Weekly open hour with the council’s president", "en"),
)
_WORKSHOP = Workshop(
    arabic("ورشة أولويات الأحياء", "Atelier des priorités des quartiers"),
    Text(
        "جماعة الوادي الأخضر",
        "ar",
        {"zgh": "ⵜⴰⵖⵉⵡⴰⵏⵜ ⵏ ⵓⵙⵉⴼ", "fr": "Commune d’Oued Lakhdar"},
    ),
    arabic("القاعة الكبرى للجماعة", "Grande salle de la commune"),
    date=PartialDate.parse("2026-11-12"),
    starts=time(9, 0),
    ends=time(12, 30),
    code="K7F2",
    vote_effect=arabic(
        "يرتب التصويت الاقتراحات التي ستُدرس أولا. لا يقرر الميزانية ولا يلزم المجلس.",
        "Le vote ordonne les propositions à étudier d’abord. Il ne décide pas du "
        "budget et n’engage pas le conseil.",
    ),
    invented=True,
    rehearsal=True,
)
_PARTICIPANTS = Participants(
    112,
    (
        Category(arabic("منتخبون ومنتخبات", "Élus et élues"), 14),
        Category(arabic("جمعيات", "Associations"), 61),
        Category(arabic("موظفون وموظفات", "Fonctionnaires"), 0),
        Category(arabic("ساكنة", "Habitants et habitantes")),
    ),
)


def _invented_proposal(number: int) -> Proposal:
    votes = max(0, 61 - number * 2 + number % 3 * 2)
    merged = number in {23, 31}
    return Proposal(
        number,
        _INVENTED_TITLES[number % 8],
        axis=number % 4 + 1,
        description=(
            arabic(
                "يقترح السكان إنجاز المشروع على مرحلتين، بكلفة تقدر بـ 1.250.000 درهم، "
                "بشراكة مع INDH ووزارة الشباب."
            )
            if number % 5 == 0
            else None
        ),
        objectives=(
            arabic(
                "تقريب الخدمات من الساكنة", "Rapprocher les services de la population"
            ),
            Text("Informer les habitants dans les deux langues", "fr"),
        )
        if number % 3 == 0
        else (),
        partners=(arabic("جمعية الأمل (AMAL)"),) if number % 6 == 0 else (),
        status=ProposalStatus.MERGED if merged else ProposalStatus.RANKED,
        merged_into=7 if merged else None,
        votes=None if merged else votes,
    )


def _ranked(proposals: tuple[Proposal, ...]) -> tuple[Option, ...]:
    totals = [one.votes for one in proposals if one.votes is not None]
    return tuple(
        Option(
            one.number,
            one.title,
            one.votes,
            1 + sum(total > one.votes for total in totals),
            totals.count(one.votes) > 1,
        )
        for one in proposals
        if one.votes is not None
    )


def _vote(options: tuple[Option, ...]) -> Vote:
    return Vote(
        1,
        arabic("ما الاقتراحات التي نبدأ بها؟", "Par quelles propositions commencer ?"),
        arabic("ملصقات", "Gommettes"),
        arabic(
            "تُرتب الاقتراحات حسب عدد الأوراق التي اختارتها.",
            "Les propositions sont classées par nombre de bulletins qui les nomment.",
        ),
        scope=arabic("جميع المحاور", "Tous les axes"),
        choices=5,
        opened_at=MADE.replace(hour=11, minute=2),
        closed_at=MADE.replace(hour=11, minute=9),
        present=133,
        tokens=128,
        ballots=121,
        blank=2,
        options=options,
        opening_hash=sha256(b"opening").hexdigest(),
        closing_hash=sha256(b"closing").hexdigest(),
    )


def invented(language: Language = "ar") -> Outcome:
    """Forty invented proposals in four languages, voted on by 133 people."""
    written = tuple(_invented_proposal(number) for number in range(1, 41))
    options = _ranked(written)
    ranks = {option.number: option.rank for option in options}
    return replace(
        kenitra(language),
        workshop=_WORKSHOP,
        proposals=tuple(replace(one, rank=ranks.get(one.number)) for one in written),
        participants=_PARTICIPANTS,
        votes=(_vote(options),),
        agenda=(
            Step(arabic("كلمة افتتاحية", "Mot d’ouverture"), 10),
            Step(arabic("كتابة فردية", "Écriture individuelle"), 15),
            Step(arabic("تصويت", "Vote"), 1),
        ),
        next_steps=(
            NextStep(arabic("دراسة الاقتراحات", "Étude"), PartialDate.parse("2027-01")),
        ),
    )
