"""The commented copy: comments at their words, changes that give the fixed text, the rest kept."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import Case, load_cases
from made_files import docx_bytes, paragraph, table
from word_view import W, accepted, comment_texts, commented, part, rejected

from assistant.files.read import document_of
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.fixes import apply_fixes
from assistant.review.review import review
from assistant.review.word.annotate import Annotated, annotate_docx, annotate_text

CASES = list(load_cases())[::5]
OTHER = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}author"


def _of_text(text: str) -> Annotated:
    notice = parse(Document(text=text, source="a.txt"))
    return annotate_text(text, review(notice), title=notice.title)


def _of_docx(data: bytes) -> Annotated:
    document = document_of(data, "a.docx")
    notice = parse(document)
    return annotate_docx(data, document.text, review(notice), title=notice.title)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_labelled_documents(case: Case) -> None:
    notice = parse(Document(text=case.text, source="a.txt"))
    found = review(notice, feedback=case.feedback)
    done = annotate_text(case.text, found, title=notice.title)
    assert rejected(done.data).rstrip() == case.text.rstrip()
    assert accepted(done.data).rstrip() == apply_fixes(case.text, found.findings).rstrip()
    assert done.changes == len({edit for one in found.findings for edit in one.edits})
    places = commented(done.data)
    assert done.comments == len(found.findings) == len(places)
    for number, finding in enumerate(found.findings):
        words = notice.title.text if notice.title else case.text.lstrip()[:1]
        if finding.start is not None:
            words = case.text[finding.start : finding.end]
        assert _bare(places[str(number)]) == _bare(words)
    if found.findings:
        assert list(comment_texts(done.data)) == list(places)


RICH = docx_bytes(
    paragraph("中共岚川县农机局党组关于巡察整改进展情况的通报", '<w:pStyle w:val="T"/>')
    + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>截止目前,</w:t></w:r><w:r><w:t>反馈的问题</w:t>"
    '<w:footnoteReference w:id="2"/><w:tab/><w:t>已完成，，整改</w:t></w:r></w:p>'
    + paragraph("清理合同41份,均已归档", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + table(("1", "落实三会一棵，形成了按月通报、按季抽查的工作机制" * 3), ("联系", "甲"))
    + "<w:p><w:hyperlink><w:r><w:t>通信地址(岚川县),</w:t></w:r></w:hyperlink>"
    '<w:ins w:id="7" w:author="李科"><w:r><w:t>来信、、来访</w:t></w:r></w:ins></w:p>'
    "<w:p><w:r><w:t>框外</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框内三会一棵</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></w:r></w:p><w:sectPr/>",
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    styles='<w:style w:type="paragraph" w:styleId="T"/>',
    extra={
        "word/media/a.png": b"\x89PNG",
        "word/notes.xml": f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="4" w:author="李科">'
        "<w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment></w:comments>".encode(),
        "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
        b'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.'
        b'org/officeDocument/2006/relationships/comments" Target="notes.xml"/></Relationships>',
    },
)


def test_a_rich_document_keeps_what_it_has() -> None:
    done = _of_docx(RICH)
    with zipfile.ZipFile(io.BytesIO(RICH)) as before, zipfile.ZipFile(io.BytesIO(done.data)) as now:
        for name in ("word/numbering.xml", "word/styles.xml", "word/media/a.png"):
            assert now.read(name) == before.read(name)
    root = part(done.data)
    assert len(root.findall(f".//{W}footnoteReference")) == 1
    bold = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert "".join("".join(run.itertext()) for run in bold) == "截止截至目前,，"
    assert root.find(f".//{W}pStyle").get(f"{W}val") == "T"
    comments = part(done.data, "word/notes.xml")
    assert comments[0].get(f"{W}id") == "4"
    assert [one.get(OTHER) for one in comments] == ["李科", *["整改通报助手"] * done.comments]


def test_a_rich_document_is_fixed_by_its_changes() -> None:
    text = document_of(RICH, "a.docx").text
    done = _of_docx(RICH)
    assert rejected(done.data) == text
    fixed = accepted(done.data)
    assert "截至目前" in fixed
    assert "\t已完成，整改" in fixed
    assert "1.清理合同41份，均已归档" in fixed
    assert "来信、来访" in fixed
    assert "落实三会一课" in fixed


def test_a_text_box_is_commented_where_it_is_anchored_and_not_changed() -> None:
    done = _of_docx(RICH)
    assert "框内三会一棵" in accepted(done.data)
    box = part(done.data).find(f".//{W}txbxContent")
    assert not list(box.iter(f"{W}commentRangeStart", f"{W}del", f"{W}commentReference"))
    assert any(words.startswith("框外") for words in commented(done.data).values())


def test_insertions_of_others_are_split_not_nested() -> None:
    root = part(_of_docx(RICH).data)
    for mark in root.iter(f"{W}ins"):
        assert not any(True for _ in mark.iterancestors(f"{W}ins"))
    others = [mark for mark in root.iter(f"{W}ins") if mark.get(OTHER) == "李科"]
    assert "".join("".join(mark.itertext()) for mark in others) == "来信、、来访"


def test_twice_gives_the_same_bytes() -> None:
    assert _of_docx(RICH).data == _of_docx(RICH).data
    assert _of_text("截止目前，，").data == _of_text("截止目前，，").data


def test_ids_are_unique() -> None:
    root = part(_of_docx(RICH).data)
    for names in (("ins", "del"), ("commentRangeStart",), ("commentReference",)):
        ids = [mark.get(f"{W}id") for mark in root.iter(*(f"{W}{name}" for name in names))]
        assert len(ids) > 2 or names[0] != "ins"
        if names != ("ins", "del"):
            assert len(ids) == len(set(ids))


def test_what_xml_forbids_is_replaced() -> None:
    done = _of_text("甲\x00\ud800，，截止目前\ufffe\r\n\t乙\x0b丙")
    assert done.changes == 2
    assert accepted(done.data).splitlines()[0] == "甲\ufffd\ufffd，截至目前\ufffd"


def test_word_libraries_read_it() -> None:
    done = _of_text("中共岚川县水务局党组关于巡察整改进展情况的通报\n落实三会一棵。\n")
    document = docx.Document(io.BytesIO(done.data))
    texts = [comment.text for comment in document.comments]
    assert len(texts) == done.comments
    assert any(text.startswith("【错误】固定表述有误（set-phrase-error）") for text in texts)
    assert {comment.author for comment in document.comments} == {"整改通报助手"}


PIECES = st.lists(
    st.sampled_from(["截止目前", ",", "、、", " ", "　", "三会一棵", "1.", "整改", "(", ")", "；"]),
    min_size=1,
    max_size=6,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=3), min_size=1, max_size=5))
def test_any_runs_come_back(paragraphs: list[list[str]]) -> None:
    runs = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = "".join(f"<w:p>{''.join(map(runs.format, words))}</w:p>" for words in paragraphs)
    data = docx_bytes(body)
    text = "\n".join("".join(words) for words in paragraphs)
    if not text.strip():
        return
    found = review(parse(document_of(data, "a.docx"))).findings
    done = _of_docx(data)
    assert rejected(done.data) == text
    assert accepted(done.data) == apply_fixes(text, found)
