"""Fold: bring punctuation to one form without moving a single character.

The five scraped notices the parser is held to mix half- and full-width punctuation; patterns are
written once against the folded text, and since folding maps one code point to one code point,
every offset found there is an offset of the text as read.
"""

from __future__ import annotations

import re

# half-width forms are folded to the full-width ones of GB/T 15834; 〔〕 stays (year brackets)
_TABLE = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "(": "（",
        ")": "）",
        "?": "？",
        "!": "！",
        "．": ".",
        "％": "%",
        "\u00a0": " ",
        "\u3000": " ",
        "\t": " ",
        "–": "—",
        "－": "-",
        **{chr(0xFF10 + d): str(d) for d in range(10)},
    }
)


# the rules of a table drawn in characters: ┃ 整改措施 ┃ 开展… ┃
_RULES = "│┃║┆┇┊┋"
_OUTER = re.compile(rf"(?m)^([ \u3000\t]{{0,20}})[{_RULES}]|[{_RULES}](?=[ \u3000\t]{{0,20}}$)")
_INNER = re.compile(rf"[{_RULES}]")


def fold(text: str) -> str:
    """Return ``text`` with punctuation, digits and blanks folded; ``len`` is unchanged.

    Inside a row of a drawn table a rule parts a label from what it labels, as a colon does.
    """
    if any(rule in text for rule in _RULES):
        text = _INNER.sub("：", _OUTER.sub(r"\g<1> ", text))
    return text.translate(_TABLE)
