"""The corpus and the library are our own, varied, broad and clean (the issue on the corpus)."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from assistant.drafting.library import PLACEHOLDER, TOPIC, load_library
from assistant.drafting.select import Wish, candidates, choose
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.review import review
from assistant.settings import ROOT

FILES = sorted((ROOT / "corpus").glob("[0-9]*.md"))
LONGEST_RUN = 14  # characters that may stand in a real notice, too
ALIKE = 0.6
BASE = [
    *(f"A{n}" for n in range(1, 11)),
    *(f"B{n}" for n in range(1, 19)),
    *(f"C{n}" for n in range(1, 15)),
    *(f"D{n}" for n in range(1, 4)),
]
# public names and titles that any notice of this genre may carry whole
_PUBLIC = re.compile(
    r"(?:深入)?(?:学习)?(?:贯彻|宣传)?(?:落实)?习近平新时代中国特色社会主义思想(?:主题教育)?"
    r"|(?:传达)?学习习近平总书记(?:关于)?(?:重要讲话)?(?:和)?(?:重要)?(?:指示批示)?(?:精神)?|《[^《》]*》"
)
_MONEY = re.compile(r"清退|追回|退还|补缴|追缴|归还|退费|补交|缴入")
_TEACHING = re.compile(r"学习|培训|教育|能力|素质|意识|知识|水平")
_TALK = {"培训场次", "参训人次", "谈话人次", "会议次数", "签订份数", "宣讲场次", "活动场次"}


def _body(path: Path) -> str:
    return path.read_text("utf-8").split("---\n", 2)[2]


def _front(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load(path.read_text("utf-8").split("---\n", 2)[1])
    return loaded


def _letters(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@pytest.fixture(scope="module")
def runs(real_notices: Path) -> set[str]:
    """All runs of LONGEST_RUN + 1 Chinese characters of the real notices."""
    size = LONGEST_RUN + 1
    texts = [_letters(p.read_text("utf-8")) for p in sorted(real_notices.glob("*.txt"))]
    return {text[i : i + size] for text in texts for i in range(len(text) - size + 1)}


def _copied(text: str, runs: set[str]) -> list[str]:
    size = LONGEST_RUN + 1
    # what is public is cut to one sign, so that a run over it cannot form by chance
    letters = [_letters(part) for part in _PUBLIC.sub("\n", text).split("\n")]
    return [
        t[i : i + size]
        for t in letters
        for i in range(len(t) - size + 1)
        if t[i : i + size] in runs
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_sentence_of_a_real_notice(path: Path, runs: set[str]) -> None:
    assert _copied(_body(path), runs) == []


def test_no_clause_of_the_library_stands_in_a_real_notice(runs: set[str]) -> None:
    library = load_library(ROOT / "corpus" / "library")
    copied = {
        measure.id: found
        for kind in library.types
        for measure in kind.measures
        for text in (measure.progress, measure.plan)
        if (found := _copied(PLACEHOLDER.sub("\n", text.replace(TOPIC, "\n")), runs))
    }
    assert copied == {}


def test_forty_notices_of_many_kinds() -> None:
    fronts = [_front(path) for path in FILES]
    assert len(fronts) >= 40
    assert len({front["unit_type"] for front in fronts}) >= 9
    assert {front["kind"] for front in fronts} == {"xunshi", "xuncha"}
    assert {front["level"] for front in fronts} >= {"province", "city", "county"}
    for path, front in zip(FILES, fronts, strict=True):
        assert 900 <= len(_letters(_body(path))) <= 6000, path.stem
        assert 6 <= int(str(front["problems"])) <= 35, path.stem


def test_every_problem_type_at_least_eight_times() -> None:
    counted: Counter[str] = Counter()
    for path in FILES:
        types = _front(path)["types"]
        assert isinstance(types, list)
        counted.update(types)
    assert {kind: counted[kind] for kind in BASE if counted[kind] < 8} == {}


def test_no_two_measures_are_alike() -> None:
    """Measures that share many pairs of characters are compared; the rest cannot be alike."""
    measures: list[tuple[str, str]] = []
    for path in FILES:
        notice = parse(Document(text=path.read_text("utf-8"), source=path.name))
        measures += [(path.stem, m.text) for record in notice.records for m in record.measures]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (_, text) in enumerate(measures):
        letters = _letters(text)
        for run in {letters[i : i + 6] for i in range(len(letters) - 5)}:
            holders[run].append(index)
    pairs = Counter(pair for found in holders.values() for pair in combinations(sorted(found), 2))
    alike = []
    for (one, other), shared in pairs.items():
        if shared < 8:
            continue
        ratio = difflib.SequenceMatcher(None, measures[one][1], measures[other][1]).ratio()
        if ratio > ALIKE:
            alike.append((measures[one], measures[other], round(ratio, 2)))
    assert alike == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_reviewer_finds_nothing_to_warn_of(path: Path) -> None:
    notice = parse(Document(text=path.read_text("utf-8"), source=path.name))
    found = [f for f in review(notice).findings if f.severity in {"error", "warning"}]
    assert [(f.rule, f.message) for f in found] == []


def test_the_library_is_broad() -> None:
    library = load_library(ROOT / "corpus" / "library")
    assert len(library.types) >= 60
    for kind in library.types:
        assert len(kind.measures) >= 8, kind.id
        assert kind.evidence, kind.id
        assert kind.off_point, kind.id


def test_where_money_must_come_back_no_draft_only_teaches() -> None:
    """A lesson is no answer to money wrongly spent (domain.md section 4: 不对应, 以会代改)."""
    library = load_library(ROOT / "corpus" / "library")
    only_talk = []
    for kind in library.types:
        if not _MONEY.search("".join(kind.evidence)):
            continue
        for ask in kind.asks:
            wish = Wish(problem=ask, stage="progress", topic=None, clauses=())
            picks = choose(candidates(kind, wish, library.slots, {}))
            texts = [item.text for item in picks if item.measure.role == "action"]
            asked = {slot for text in texts for slot in PLACEHOLDER.findall(text)}
            if asked <= _TALK and not _TEACHING.search(ask):
                only_talk.append((ask, [item.measure.id for item in picks]))
    assert only_talk == []
