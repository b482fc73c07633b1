"""Fold: bring punctuation to one form without moving a single character.

The five scraped notices the parser is held to mix half- and full-width punctuation; patterns are
written once against the folded text, and since folding maps one code point to one code point,
every offset found there is an offset of the text as read.
"""

from __future__ import annotations

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
        # the rules of a table drawn in characters
        **dict.fromkeys("│┃║┆┇┊┋", " "),
        **{chr(0xFF10 + d): str(d) for d in range(10)},
    }
)


def fold(text: str) -> str:
    """Return ``text`` with punctuation, digits and blanks folded; ``len`` is unchanged."""
    return text.translate(_TABLE)
