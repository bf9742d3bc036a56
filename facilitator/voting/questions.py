"""What the room is asked when the organiser has not written a question. Pure.

It is fixed by the opening in every language at once, so it is content and not a
message. Stickers have the pages' own usual question.
"""

from collections.abc import Iterable

from facilitator.voting.rules import Method

_USUAL: dict[Method, dict[str, str]] = {
    Method.CONSENT: {
        "ar": "هل توافقون على هذا الاقتراح؟",
        "fr": "Êtes-vous d’accord avec cette proposition ?",
        "en": "Do you agree with this proposal?",
    },
    Method.POINTS: {
        "ar": "كيف توزعون نقطكم على هذه الاقتراحات؟",
        "fr": "Comment répartissez-vous vos points entre ces propositions ?",
        "en": "How do you share out your points among these proposals?",
    },
    Method.STARS: {
        "ar": "كم نجمة تمنحون لكل اقتراح؟",
        "fr": "Combien d’étoiles donnez-vous à chaque proposition ?",
        "en": "How many stars do you give each proposal?",
    },
    Method.BUDGET: {
        "ar": "أي هذه المشاريع ينبغي تمويلها؟",
        "fr": "Lesquels de ces projets faut-il financer ?",
        "en": "Which of these projects should be funded?",
    },
    Method.TRIAGE: {
        "ar": "ما الذي ينبغي الاحتفاظ به أو تعديله أو التخلي عنه؟",
        "fr": "Que faut-il garder, modifier ou abandonner ?",
        "en": "What should be kept, changed or dropped?",
    },
    Method.RANKING: {
        "ar": "كيف ترتبون هذه الاقتراحات حسب الأولوية؟",
        "fr": "Dans quel ordre de priorité mettez-vous ces propositions ?",
        "en": "In what order of priority do you put these proposals?",
    },
    Method.JUDGMENT: {
        "ar": "ما رأيكم في كل اقتراح من هذه الاقتراحات؟",
        "fr": "Que pensez-vous de chacune de ces propositions ?",
        "en": "What do you think of each of these proposals?",
    },
    Method.MATRIX: {
        "ar": "ما أثر كل اقتراح، وما قابليته للإنجاز؟",
        "fr": "Quel est l’impact de chaque proposition, et est-elle faisable ?",
        "en": "What is the impact of each proposal, and how feasible is it?",
    },
}


def usual_question(method: Method, languages: Iterable[str]) -> dict[str, str]:
    """Return the usual question in these languages, empty for stickers."""
    texts = _USUAL.get(method, {})
    return {code: texts[code] for code in languages if code in texts}
