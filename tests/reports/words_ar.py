"""The documents' words in Arabic: six forms where something is counted."""

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
    "Seal of the ballots (SHA-256)": "ختم الأوراق (SHA-256)",
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
    "The seals were published when the vote opened and closed. Whoever "
    "recounts the ballots can check that nothing changed since.": (
        "نُشر الختمان عند افتتاح التصويت وعند اختتامه. ويمكن لكل من يعيد فرز "
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
    "Seal of the opening (SHA-256)": "ختم الافتتاح (SHA-256)",
    "Organiser": "الجهة المنظمة",
    "Page %(page)s of %(total)s": "صفحة %(page)s من %(total)s",
    "Participants": "المشاركون والمشاركات",
    "Partners": "الشركاء",
    "People": "الأشخاص",
    "Place": "المكان",
    "People in the room": "الحاضرون في القاعة",
    "Proposal": "الاقتراح",
    "Proposals": "الاقتراحات",
    "Proposals by axis": "الاقتراحات حسب المحاور",
    "Rank": "الرتبة",
    "Workshop report": "تقرير الورشة",
    "Results": "النتائج",
    "Rule": "القاعدة",
    "Put to the vote": "معروض للتصويت",
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
    "The workshop was not over when this document was made: facts may still change.": (
        "لم تكن الورشة قد انتهت عند إعداد هذه الوثيقة: قد تتغير المعطيات."
    ),
    "This vote is not closed yet: nothing of its result can be seen.": (
        "لم يُختتم هذا التصويت بعد: لا يُطَّلع على شيء من نتيجته."
    ),
    "This file does not meet the standards for accessible and archived documents "
    "(PDF/UA, PDF/A): one of its texts could not be set as they ask.": (
        "لا يستوفي هذا الملف معايير الوثائق الميسَّرة والمحفوظة (PDF/UA وPDF/A): "
        "تعذّر تنضيد أحد نصوصه كما تقتضيه."
    ),
    "Workshop without a title": ("ورشة بلا عنوان"),
    "The proposals of all axes": ("اقتراحات جميع المحاور"),
    "by phone: %(phone)s, at a table: %(table)s, on paper: %(paper)s": (
        "من الهواتف: %(phone)s، على الطاولات: %(table)s، على الورق: %(paper)s"
    ),
    "None": ("لا شيء"),
    "until %(end)s": ("إلى غاية %(end)s"),
    "Acts of the facilitators": ("عمليات التيسير"),
    "Of these, undone": ("منها ما أُلغي"),
    "How ballots came in": ("طريقة ورود الأوراق"),
    "What the facilitators did": ("ما قام به التيسير"),
    "Proposals that were not approved": ("اقتراحات لم تُعتمد للعرض"),
    "Proposals that the facilitators took out": ("اقتراحات سُحبت من العرض"),
    "People invited": ("المدعوون"),
    "Proposals merged into others": ("اقتراحات أُدمجت في غيرها"),
    "Times the vote was reopened": ("عدد مرات إعادة فتح التصويت"),
}
