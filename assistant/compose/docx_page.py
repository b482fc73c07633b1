"""Docx page: the layout of GB/T 9704-2012 as page set-up and real Word styles.

Figures are those of domain.md section 6: A4, type area 156 x 225 mm, 22 lines of 28 characters,
3号 (16 pt) 仿宋 body with a first-line indent of two characters, headings 黑体 / 楷体 / 仿宋, title
2号 (22 pt) 小标宋, page number 4号 宋体 between dashes, outside on odd and even pages.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.styles.style import ParagraphStyle

BODY, TITLE, SIGNATURE = "正文（公文）", "标题（公文）", "落款（公文）"
BODY_FONT, TITLE_FONT = "仿宋_GB2312", "方正小标宋简体"
HEADING_FONTS = ("黑体", "楷体_GB2312", BODY_FONT, BODY_FONT)
LATIN = "Times New Roman"
PAGE = (11906, 16838)  # twips
MARGINS = {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474}  # twips
LINE = 579  # twips: 225 mm / 22 lines
CONDENSED = -5  # twips a character: 15.75 pt
FOOTER = 1417  # twips, 25 mm from the lower edge
BODY_SIZE, TITLE_SIZE, NUMBER_SIZE = 16, 22, 14  # pt: 3号, 2号, 4号


def set_page(document: Document) -> None:
    """Page, margins, the grid of 22 lines, odd and even footers."""
    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE[0]), Twips(PAGE[1])
    section.top_margin = Twips(MARGINS["top"])
    section.bottom_margin = Twips(MARGINS["bottom"])
    section.left_margin = Twips(MARGINS["left"])
    section.right_margin = Twips(MARGINS["right"])
    section.footer_distance = Twips(FOOTER)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    # not linesAndChars: LibreOffice gives each character wider than its cell (16 pt in 15.79 pt)
    # two cells; the 28 characters come from condensed type instead, in Word as well
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    section._sectPr.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right")
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")


def add_styles(document: Document) -> None:
    """The styles that the blocks use; headings are Word's own, so outline and navigation work."""
    normal = document.styles["Normal"]
    _font(normal, BODY_FONT, BODY_SIZE)
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    _font(body, BODY_FONT, BODY_SIZE)
    _spacing(body, LINE)
    _condense(body)
    _indent(body)
    title = document.styles["Title"]
    _font(title, TITLE_FONT, TITLE_SIZE)
    _plain(title)
    _spacing(title, 700)  # twips: about 35 pt, by custom
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, font in enumerate(HEADING_FONTS, 1):
        heading = document.styles[f"Heading {level}"]
        _font(heading, font, BODY_SIZE)
        _plain(heading)
        _spacing(heading, LINE)
        _condense(heading)
        _indent(heading)
        heading.paragraph_format.keep_with_next = True
    end = document.styles.add_style(SIGNATURE, WD_STYLE_TYPE.PARAGRAPH)
    end.base_style = normal
    _font(end, BODY_FONT, BODY_SIZE)
    _spacing(end, LINE)
    _condense(end)
    end.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    end.paragraph_format.keep_together = True


def _font(style: ParagraphStyle, name: str, size: int) -> None:
    """All four fonts of a style: Word takes the eastAsia one for Chinese."""
    style.font.size = Pt(size)
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", name), ("cs", LATIN)):
        fonts.set(qn(f"w:{slot}"), font)


def _plain(style: ParagraphStyle) -> None:
    """Black, upright, regular weight and without the rule that Word puts below a title."""
    style.font.bold = False
    style.font.italic = False
    properties = style.element.get_or_add_rPr()
    for tag in ("w:color", "w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    paragraph = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for old in paragraph.findall(qn(tag)):
            paragraph.remove(old)


def _spacing(style: ParagraphStyle, line: int) -> None:
    """An exact line of ``line`` twips, nothing before or after, no widow control."""
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Twips(line)
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False  # 22 lines on every page


def _condense(style: ParagraphStyle) -> None:
    """Draw characters together: 28 of 16 pt are 5.8 pt wider than 156 mm."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(CONDENSED))
    style.element.get_or_add_rPr().append(spacing)


def _indent(style: ParagraphStyle) -> None:
    """First line by two characters, said in characters so that it follows the font."""
    style.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    indent = style.element.get_or_add_pPr().find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), "200")


def _number(footer: object, alignment: WD_ALIGN_PARAGRAPH, side: str) -> None:
    """— 1 — in 4号 宋体, one character in from the outer edge."""
    footer.is_linked_to_previous = False  # type: ignore[attr-defined]
    paragraph = footer.paragraphs[0]  # type: ignore[attr-defined]
    paragraph.alignment = alignment
    indent = OxmlElement("w:ind")
    indent.set(qn(f"w:{side}Chars"), "100")
    indent.set(qn(f"w:{side}"), str(NUMBER_SIZE * 20))
    paragraph._p.get_or_add_pPr().append(indent)
    for piece in ("— ", "PAGE", " —"):
        run = paragraph.add_run()
        run.font.size = Pt(NUMBER_SIZE)
        run.font.name = "宋体"
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        if piece == "PAGE":
            for kind in ("begin", None, "end"):
                run._r.append(_field(kind))
        else:
            run.text = piece


def _field(kind: str | None) -> object:
    if kind is None:
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = " PAGE "
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
