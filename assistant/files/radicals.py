"""Radicals: look-alike code points in the text layer of a PDF, back to the characters meant.

Fonts that draw 水 and the radical ⽔ with one glyph make a PDF writer choose the wrong code point
(Chromium with Noto CJK does). Source of the pairs: Unicode, EquivalentUnifiedIdeograph.txt.
"""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement; NFKC leaves nearly all of them alone
_SUPPLEMENT = dict(
    zip(
        "⺁⺃⺄⺆⺈⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺫⺬⺭⺮⺰⺱⺲⺳⺴⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊"
        "⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乚乙冂刀小小兀尣尢巳幺彑忄心扌攵旡月歺母民氵氺灬爫爫丬犭王罒示礻竹纟罓罒网罒羊羊羊老肀聿月臼艹艹艹虎衤覀西见角角讠贝足"
        "车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_TABLE = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | _SUPPLEMENT
    | {"\u2f3e": "户", "\u2fad": "青"}  # NFKC gives the traditional forms 戶 and 靑
)


def without_radicals(text: str) -> str:
    """``text`` with radicals as ordinary characters; ``len`` is unchanged."""
    return text.translate(_TABLE)
