"""The page: whole, escaped, without any address outside itself, findings reachable both ways."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from labelled import Case, load_cases

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Review
from assistant.review.render.html import review_html
from assistant.review.review import review
from assistant.review.waivers import Waiver

CASES = list(load_cases())[::4]
HOSTILE = (
    "甲方<script>alert(1)</script>，、<img src=x onerror=alert(1)>\n"
    '落实三会一棵" onclick="alert(1)，，截止目前&lt;b&gt;已完成\x00\ud800。\n'
)


class Page(HTMLParser):
    """What a browser would see: elements, the draft's words, ids and inner links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.draft = ""
        self._in_draft = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.attributes += values
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        self._in_draft |= values.get("class") == "draft"

    def handle_endtag(self, tag: str) -> None:
        self._in_draft &= tag != "article"

    def handle_data(self, data: str) -> None:
        if self._in_draft:
            self.draft += data


def _review(text: str, source: str = "a.txt", feedback: tuple[str, ...] = ()) -> Review:
    return review(parse(Document(text=text, source=source)), feedback=feedback)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_labelled_documents(case: Case) -> None:
    found = case.review()
    page = Page(review_html(found, case.text))
    assert page.draft == case.text
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    for number, finding in enumerate(found.findings, 1):
        assert f"f{number}" in page.ids
        assert (f"p{number}" in page.ids) == (finding.start is not None)
    assert bool(found.coverage) == ("table" in page.tags)


def test_nothing_of_the_draft_is_markup() -> None:
    shown = review_html(_review(HOSTILE, "<b>\"'.txt", ("<i>甲</i>",)), HOSTILE)
    page = Page(shown)
    assert page.tags.count("script") == 1
    assert not {"img", "b>", "i"} & set(page.tags)
    assert not any(name.startswith("on") for name in page.attributes)
    assert page.draft == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    shown.encode("utf-8")


def test_the_page_asks_for_nothing() -> None:
    shown = review_html(_review(HOSTILE), HOSTILE)
    assert "default-src 'none'" in re.sub("&#x27;", "'", shown)
    assert not re.search(r"https?:|url\(|@import|src=\"", shown)


def test_coverage_and_waivers_are_shown() -> None:
    text = "关于“公车管理松”问题。一是9月2日修订《派车办法》，抽查41份。该问题已完成整改。\n，，\n"
    waivers = (Waiver(rule="repeated-punctuation", reason="照录", quote="，，"),)
    notice = parse(Document(text=text, source="a.txt"))
    found = review(notice, feedback=("公务用车管理松散", "党费收缴不及时"), waivers=waivers)
    shown = review_html(found, text)
    assert "反馈问题对照：2条，未回应1条" in shown
    assert "9月2日、《派车办法》、41份" in shown
    assert "理由：照录" in shown
    assert shown == review_html(found, text)
