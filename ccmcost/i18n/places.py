"""Cities and venues of meetings in the languages; a place that is not here keeps the name that the register gives it."""

from __future__ import annotations

from collections.abc import Mapping

_LANGUAGES = ("fr", "es", "ar", "ru", "zh")
_NAMES = {
    "Beirut": ("Beyrouth", "Beirut", "بيروت", "Бейрут", "贝鲁特"),
    "Dubrovnik": ("Dubrovnik", "Dubrovnik", "دوبروفنيك", "Дубровник", "杜布罗夫尼克"),
    "Geneva": ("Genève", "Ginebra", "جنيف", "Женева", "日内瓦"),
    "Lausanne": ("Lausanne", "Lausana", "لوزان", "Лозанна", "洛桑"),
    "Lusaka": ("Lusaka", "Lusaka", "لوساكا", "Лусака", "卢萨卡"),
    "New York": ("New York", "Nueva York", "نيويورك", "Нью-Йорк", "纽约"),
    "Oslo": ("Oslo", "Oslo", "أوسلو", "Осло", "奥斯陆"),
    "San José": ("San José", "San José", "سان خوسيه", "Сан-Хосе", "圣何塞"),
    "Vienna": ("Vienne", "Viena", "فيينا", "Вена", "维也纳"),
    "Vientiane": ("Vientiane", "Vientián", "فيينتيان", "Вьентьян", "万象"),
    "Palais des Nations": ("Palais des Nations", "Palacio de las Naciones", "قصر الأمم", "Дворец Наций", "万国宫"),
    "Palais des Nations, Room XIX": (
        "Palais des Nations, salle XIX",
        "Palacio de las Naciones, sala XIX",
        "قصر الأمم، القاعة التاسعة عشرة",
        "Дворец Наций, зал XIX",
        "万国宫第十九会议厅",
    ),
    "Palais des Nations, Tempus Building": (
        "Palais des Nations, bâtiment Tempus",
        "Palacio de las Naciones, edificio Tempus",
        "قصر الأمم، مبنى تمبوس",
        "Дворец Наций, здание «Темпус»",
        "万国宫Tempus大楼",
    ),
    "part 1 virtual; part 2 Geneva": (
        "première partie en ligne ; seconde partie à Genève",
        "primera parte virtual; segunda parte en Ginebra",
        "الجزء الأول افتراضي؛ الجزء الثاني في جنيف",
        "первая часть – виртуально; вторая часть – в Женеве",
        "第一部分为线上会议；第二部分在日内瓦",
    ),
}
PLACES: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(_LANGUAGES, names, strict=True)) | {"en": name} for name, names in _NAMES.items()
}


def place(name: str, language: str) -> str:
    """The name of a city or venue in a language, else as written."""
    return PLACES.get(name, {}).get(language, name)
