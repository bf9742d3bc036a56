"""The documents' words in Arabic and French, for the tests.

A message that counts has one form for each of Babel's plural forms.
"""

from babel import Locale

ARABIC: dict[str, str | tuple[str, ...]] = {
    "This is a rehearsal: robots took part, and nothing was decided.": (
        "هذا تمرين: شاركت فيه برامج آلية ولم يُتخذ فيه أي قرار."
    ),
    "This is an invented example: its people and figures are not real.": (
        "هذا مثال مُتخيَّل: الأشخاص والأرقام الواردة فيه غير حقيقية."
    ),
    "the full date was not recorded": "التاريخ الكامل غير مسجل",
    "from %(start)s": "ابتداء من %(start)s",
    "%(start)s to %(end)s": "من %(start)s إلى %(end)s",
    "About this document": "حول هذه الوثيقة",
    "The same facts are attached to this file as data (outcome.json).": (
        "المعطيات نفسها مرفقة بهذا الملف في صيغة بيانات (outcome.json)."
    ),
    "A fact that nobody recorded is printed as “Not recorded”.": (
        "كل معطى لم يُسجَّل كُتب مكانه «غير مسجل»."
    ),
    "Each proposal stands as it was written; where a translation comes first, "
    "the original follows it.": (
        "كل نص كما كُتب؛ وحيثما جاءت الترجمة أولا تلاها النص الأصلي."
    ),
    "Agenda": "جدول الأعمال",
    "Axes": "المحاور",
    "Axis": "المحور",
    "Axis number": "رقم المحور",
    "Objectives of the axis": "أهداف المحور",
    "Ballots": "أوراق التصويت",
    "Blank ballots": "الأوراق البيضاء",
    "People who joined with a phone": "المنضمون بالهاتف",
    "Category": "الفئة",
    "Choices": "عدد الاختيارات",
    "Closed": "اختتام التصويت",
    "Fingerprint at the close": "البصمة عند الاختتام",
    "Closing words": "كلمة الختام",
    "This vote is consultative: it advises the council and does not bind it.": (
        "هذا التصويت استشاري: يستأنس به المجلس ولا يُلزمه."
    ),
    "Contents": "المحتويات",
    "The workshop": "الورشة",
    "Date": "التاريخ",
    "Due": "الأجل",
    "Planned time": "المدة المبرمجة",
    "What the vote decides, and what it does not": "ما يقرره التصويت وما لا يقرره",
    "First in the vote": "المراتب الأولى في التصويت",
    "Document made": "تاريخ إعداد الوثيقة",
    "The fingerprints were published when the vote opened and closed. Whoever "
    "recounts the ballots can check that nothing changed since.": (
        "نُشرت البصمتان عند افتتاح التصويت وعند اختتامه. ويمكن لكل من يعيد فرز "
        "الأوراق أن يتحقق من أن شيئا لم يتغير بعد ذلك."
    ),
    "Language": "اللغة",
    "Led by": "تأطير",
    "Merged into": "مدمج في الاقتراح رقم",
    "Method": "طريقة التصويت",
    "How the result was made": "كيف تكوّنت النتيجة",
    "Next steps": "الخطوات المقبلة",
    "Proposals without an axis": "اقتراحات خارج المحاور",
    "No ties": "لا تعادل",
    "Not recorded": "غير مسجل",
    "No.": "رقم",
    "Number": "الرقم",
    "Objectives": "الأهداف",
    "Opened": "افتتاح التصويت",
    "Fingerprint at the opening": "البصمة عند الافتتاح",
    "Organiser": "الجهة المنظمة",
    "Original": "النص الأصلي",
    "Page %(page)s of %(total)s": "صفحة %(page)s من %(total)s",
    "Participants": "المشاركون والمشاركات",
    "Partners": "الشركاء",
    "People": "الأشخاص",
    "Place": "المكان",
    "People in the room": "الحاضرون في القاعة",
    "Proposal": "الاقتراح",
    "Proposals": "الاقتراحات",
    "Proposals by axis": "الاقتراحات حسب المحاور",
    "Question": "السؤال",
    "Rank": "الرتبة",
    "Workshop report": "تقرير الورشة",
    "Results": "النتائج",
    "Rule": "القاعدة",
    "Put to the vote": "معروض للتصويت",
    "Software": "البرنامج",
    "Status": "الحالة",
    "Step": "المرحلة",
    "Summary": "ملخص",
    "tied": "تعادل",
    "Ties, by proposal number": "حالات التعادل (أرقام الاقتراحات)",
    "Time": "التوقيت",
    "Valid voting codes": "رموز التصويت الصالحة",
    "Vote": "التصويت",
    "Votes held": "عمليات التصويت",
    "Votes": "الأصوات",
    "Workshop code": "رمز الورشة",
    "%(num)s proposal": (
        "لا اقتراح",
        "اقتراح واحد",
        "اقتراحان",
        "%(num)s اقتراحات",
        "%(num)s اقتراحا",
        "%(num)s اقتراح",
    ),
    "%(num)s vote": (
        "لا صوت",
        "صوت واحد",
        "صوتان",
        "%(num)s أصوات",
        "%(num)s صوتا",
        "%(num)s صوت",
    ),
    "%(num)s minute": (
        "0 دقيقة",
        "دقيقة واحدة",
        "دقيقتان",
        "%(num)s دقائق",
        "%(num)s دقيقة",
        "%(num)s دقيقة",
    ),
    "Counted on %(num)s ballot, blank ones included.": (
        "لم تُحتسب أي ورقة تصويت.",
        "احتُسبت ورقة تصويت واحدة، بما فيها البيضاء.",
        "احتُسبت ورقتا تصويت، بما فيهما البيضاء.",
        "احتُسبت %(num)s أوراق تصويت، بما فيها البيضاء.",
        "احتُسبت %(num)s ورقة تصويت، بما فيها البيضاء.",
        "احتُسبت %(num)s ورقة تصويت، بما فيها البيضاء.",
    ),
    "Each ballot could name %(num)s proposal.": (
        "لا اختيار في الورقة.",
        "اقتراح واحد على الأكثر في كل ورقة.",
        "اقتراحان على الأكثر في كل ورقة.",
        "%(num)s اقتراحات على الأكثر في كل ورقة.",
        "%(num)s اقتراحا على الأكثر في كل ورقة.",
        "%(num)s اقتراح على الأكثر في كل ورقة.",
    ),
    "Shown to the room": "معروض على الحاضرين",
    "Merged": "مدمج",
    "Ranked": "مرتب",
    "Kept": "مقبول",
    "Out of remit": "خارج الاختصاص",
    "Deferred": "مؤجل",
    "Not kept": "غير محتفظ به",
    "in the morning": "صباحا",
    "in the afternoon": "بعد الزوال",
    "in the evening": "مساء",
    "Amazigh": "الأمازيغية",
    "Title as written": "العنوان كما كُتب",
    "Title translated": "ترجمة العنوان",
    "Description": "الوصف",
}

FRENCH: dict[str, str | tuple[str, ...]] = {
    "This is a rehearsal: robots took part, and nothing was decided.": (
        "Ceci est une répétition : des robots y ont pris part et rien n’a été décidé."
    ),
    "This is an invented example: its people and figures are not real.": (
        "Ceci est un exemple inventé : les personnes et les chiffres sont fictifs."
    ),
    "the full date was not recorded": "date complète non consignée",
    "from %(start)s": "à partir de %(start)s",
    "%(start)s to %(end)s": "de %(start)s à %(end)s",
    "About this document": "À propos de ce document",
    "The same facts are attached to this file as data (outcome.json).": (
        "Les mêmes faits sont joints à ce fichier sous forme de données (outcome.json)."
    ),
    "A fact that nobody recorded is printed as “Not recorded”.": (
        "Un fait que personne n’a consigné porte la mention « Non consigné »."
    ),
    "Each proposal stands as it was written; where a translation comes first, "
    "the original follows it.": (
        "Chaque proposition figure telle qu’elle a été écrite ; quand une traduction "
        "vient d’abord, l’original la suit."
    ),
    "Agenda": "Ordre du jour",
    "Axes": "Axes",
    "Axis": "Axe",
    "Axis number": "Numéro de l’axe",
    "Objectives of the axis": "Objectifs de l’axe",
    "Ballots": "Bulletins",
    "Blank ballots": "Bulletins blancs",
    "People who joined with a phone": "Personnes connectées par téléphone",
    "Category": "Catégorie",
    "Choices": "Nombre de choix",
    "Closed": "Clôture du vote",
    "Fingerprint at the close": "Empreinte à la clôture",
    "Closing words": "Mot de clôture",
    "This vote is consultative: it advises the council and does not bind it.": (
        "Ce vote est consultatif : il éclaire le conseil sans l’engager."
    ),
    "Contents": "Sommaire",
    "The workshop": "L’atelier",
    "Date": "Date",
    "Due": "Échéance",
    "Planned time": "Durée prévue",
    "What the vote decides, and what it does not": (
        "Ce que le vote décide et ce qu’il ne décide pas"
    ),
    "First in the vote": "En tête du vote",
    "Document made": "Document établi",
    "The fingerprints were published when the vote opened and closed. Whoever "
    "recounts the ballots can check that nothing changed since.": (
        "Les empreintes ont été publiées à l’ouverture et à la clôture du vote. "
        "Quiconque recompte les bulletins peut vérifier que rien n’a changé depuis."
    ),
    "Language": "Langue",
    "Led by": "Conduit par",
    "Merged into": "Fusionnée avec la proposition n°",
    "Method": "Méthode",
    "How the result was made": "Comment le résultat a été établi",
    "Next steps": "Suites",
    "Proposals without an axis": "Propositions hors axe",
    "No ties": "Aucune égalité",
    "Not recorded": "Non consigné",
    "No.": "N°",
    "Number": "Numéro",
    "Objectives": "Objectifs",
    "Opened": "Ouverture du vote",
    "Fingerprint at the opening": "Empreinte à l’ouverture",
    "Organiser": "Organisateur",
    "Original": "Original",
    "Page %(page)s of %(total)s": "Page %(page)s sur %(total)s",
    "Participants": "Participants et participantes",
    "Partners": "Partenaires",
    "People": "Personnes",
    "Place": "Lieu",
    "People in the room": "Personnes dans la salle",
    "Proposal": "Proposition",
    "Proposals": "Propositions",
    "Proposals by axis": "Propositions par axe",
    "Question": "Question",
    "Rank": "Rang",
    "Workshop report": "Rapport de l’atelier",
    "Results": "Résultats",
    "Rule": "Règle",
    "Put to the vote": "Mis aux voix",
    "Software": "Logiciel",
    "Status": "État",
    "Step": "Étape",
    "Summary": "Synthèse",
    "tied": "à égalité",
    "Ties, by proposal number": "Égalités (numéros des propositions)",
    "Time": "Horaire",
    "Valid voting codes": "Codes de vote valides",
    "Vote": "Vote",
    "Votes held": "Votes tenus",
    "Votes": "Voix",
    "Workshop code": "Code de l’atelier",
    "%(num)s proposal": ("%(num)s proposition", "%(num)s propositions"),
    "%(num)s vote": ("%(num)s voix", "%(num)s voix"),
    "%(num)s minute": ("%(num)s minute", "%(num)s minutes"),
    "Counted on %(num)s ballot, blank ones included.": (
        "Compté sur %(num)s bulletin, blancs compris.",
        "Compté sur %(num)s bulletins, blancs compris.",
    ),
    "Each ballot could name %(num)s proposal.": (
        "Chaque bulletin pouvait nommer %(num)s proposition.",
        "Chaque bulletin pouvait nommer jusqu’à %(num)s propositions.",
    ),
    "Shown to the room": "Montrée à la salle",
    "Merged": "Fusionnée",
    "Ranked": "Classée",
    "Kept": "Retenue",
    "Out of remit": "Hors compétence",
    "Deferred": "Différée",
    "Not kept": "Non retenue",
    "in the morning": "le matin",
    "in the afternoon": "l’après-midi",
    "in the evening": "le soir",
    "Amazigh": "amazighe",
    "Title as written": "Titre tel qu’écrit",
    "Title translated": "Titre traduit",
    "Description": "Description",
}

_FORMS = {"ar": ("zero", "one", "two", "few", "many", "other"), "fr": ("one", "other")}


class Dictionary:
    """A catalogue that fails where a word is missing."""

    def __init__(
        self, language: str, entries: dict[str, str | tuple[str, ...]]
    ) -> None:
        self.entries = entries
        self.forms = _FORMS[language]
        self.plural = Locale.parse(language).plural_form

    def gettext(self, message: str) -> str:
        said = self.entries[message]
        assert isinstance(said, str)
        return said

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        form = self.plural(num)
        index = self.forms.index(form if form in self.forms else "other")
        return self.entries[singular][index]


class English:
    """The messages themselves."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        return singular if num == 1 else plural


WORDS = {
    "ar": Dictionary("ar", ARABIC),
    "fr": Dictionary("fr", FRENCH),
    "en": English(),
}
