"""Plain: a text as a new Word document, a line a paragraph, in the plain layout of a draft."""

from __future__ import annotations

from lxml import etree

from assistant.files.docx import MAIN
from assistant.files.numbering import W
from assistant.notice.model import Passage
from assistant.review.characters import fit
from assistant.review.word.marks import text_element
from assistant.review.word.package import CONTENT_TYPES, EPOCH, OFFICE, RELATIONS, Package

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = "application/xml"
_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    f'+xml"/><Default Extension="xml" ContentType="{_XML}"/>'
    f'<Override PartName="/{MAIN}" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="{MAIN}"/></Relationships>'
)
_STYLED = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
# sizes, margins and line pitch of GB/T 9704-2012 (domain.md section 6); half points and twips
_STYLES = (
    f"<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    'w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="579" w:lineRule="exact"/>'
    '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
    'w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="700" w:lineRule="exact"/>'
    '<w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/>'
    '<w:sz w:val="44"/></w:rPr></w:style></w:styles>'
)
_PAGE = (
    f'<w:sectPr {_NAMESPACE}><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" '
    'w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" '
    'w:gutter="0"/></w:sectPr>'
)


def plain_document(text: str, title: Passage | None) -> Package:
    """A package whose paragraphs are the lines of ``text``; characters fit for XML only.

    ``title`` is the title of the notice, which is centred.
    """
    document = etree.Element(f"{W}document", nsmap={"w": W[1:-1]})
    body = etree.SubElement(document, f"{W}body")
    at = 0
    for line in text.split("\n"):
        is_title = title is not None and line.strip() and title.start <= at + len(line)
        body.append(_paragraph(line, centred=bool(is_title and title and at < title.end)))
        at += len(line) + 1
    body.append(etree.fromstring(_PAGE))
    parts: dict[str, str | etree._Element] = {
        CONTENT_TYPES: _TYPES,
        "_rels/.rels": _ROOT,
        MAIN: document,
        RELATIONS: _STYLED,
        "word/styles.xml": _STYLES,
    }
    package = Package(source="", parts={}, dates=dict.fromkeys(parts, EPOCH))
    for name, part in parts.items():
        package.add(name, etree.fromstring(part) if isinstance(part, str) else part)
    return package


def _paragraph(line: str, *, centred: bool) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    if centred:
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": "Title"})
    run = etree.SubElement(paragraph, f"{W}r")
    for index, part in enumerate(line.rstrip("\r").split("\t")):
        if index:
            etree.SubElement(run, f"{W}tab")
        if part:
            run.append(text_element(fit(part).replace("\r", " ")))
    return paragraph
