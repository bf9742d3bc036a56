"""What robots write: invented proposals in the scripts of a Moroccan room."""

from random import Random

NAMES = ("Amal", "أمل", "Youssef", "يوسف", "Tiziri", "ⵜⵉⵣⵉⵔⵉ", "Zineb", "زينب", "")
BROWSERS = (  # Accept-Language headers, as often as such phones come
    "ar-MA,ar;q=0.9,fr;q=0.8",
    "ar,en;q=0.5",
    "ar-MA",
    "fr-FR,fr;q=0.9,en;q=0.8",
    "fr,ar;q=0.5",
    "en-GB,en;q=0.9",
)
TITLES = (
    "إنارة الطريق المؤدية إلى المدرسة",
    "فضاء أخضر للأطفال والمسنين",
    "Une bibliothèque ouverte le soir",
    "نقل مدرسي للدواوير البعيدة",
    "Des bancs à l’ombre sur la place du marché",
    "A tap for drinking water at the bus station",
    "ⵜⴰⵙⴷⵍⵉⵙⵜ ⵉ ⵉⵎⵣⵢⴰⵏⵏ",
    "ترميم السقاية القديمة 💧",
    "WiFi مجاني في دار الشباب",
    "Réparer l’éclairage du terrain de proximité",
)
OBJECTIVES = (
    "أن يصل التلاميذ إلى المدرسة في أمان",
    "Que chacun puisse s’y rendre à pied",
    "تقليص الفوارق بين الأحياء",
    "Open to everybody, every day",
)
DESCRIPTIONS = (
    "كتب هذا النص روبوت خلال تمرين.\nلا يمثل رأي أحد.",
    "Un robot a écrit ce texte pendant une répétition.\nIl n’est l’avis de personne.",
    "A robot wrote this text during a rehearsal.\nIt is nobody’s opinion.",
)
REASONS = ("لا نعرف الكلفة بعد", "Le coût n’est pas connu", "Who will maintain it?")


def title(dice: Random, phone: int, number: int) -> str:
    """Return a title that no other robot of the workshop writes."""
    return f"{dice.choice(TITLES)} ({phone}-{number})"
