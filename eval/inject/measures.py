"""Measures that say nothing, prove nothing, promise what is called done, or are said twice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from eval.inject.planted import (
    Form,
    Planted,
    appended,
    body_start,
    main_records,
    measure_of,
    swap,
)
from eval.world import EvalNotice

LONG = 24  # characters of a sentence that nobody writes twice by chance
SLOGANS = (
    "进一步提高政治站位，切实加强组织领导，不断增强工作的责任感和紧迫感。",
    "高度重视，统一思想，强化担当，推动各项工作再上新台阶。",
    "持续强化思想认识，着力营造良好氛围，切实把整改要求落到实处。",
)
NO_RESULTS = (
    "由财务室对照采购目录逐笔核对供应商资质和报价单，分管负责人牵头约谈供应商。",
    "组织各股室对照岗位职责逐项查找流程漏洞，办公室汇总并提交班子会讨论。",
    "安排专人逐户走访服务对象，当面听取意见，登记诉求并转交承办股室。",
)
PLANS = (
    "拟于年底前修订相关管理办法，力争明年一季度印发，该项整改任务已完成。",
    "计划对全部台账重新核对一遍，预计下个月开始，此项问题已整改到位。",
    "将组织一次专项检查，并计划聘请第三方复核，目前该问题已整改完成。",
)
PUNISHED = (
    "对直接责任人张建国给予党内警告处分。",
    "给予李秀英诫勉处理。",
    "原负责人王志强因失职被撤职。",
)
TOGETHER = (
    "对张建国、李秀英2人分别给予党内警告处分和诫勉处理。",
    "经办人王志强、赵玉梅受到批评教育并作出书面检查，其中王志强被给予政务记过处分。",
    "责任人员刘海波、陈桂兰均已受到党内严重警告处分。",
)
IN_PARTS = (
    "有疑问可联系经办人（手机130 0000 0000）。",
    "退款账号6222 0000 0000 0000 000，户名为经办人。",
    "当事人身份证号为110101 19000101 0011。",
)
PERSONAL = (
    "经办人身份证号110101190001010011。",
    "有疑问可直接拨打经办人手机13000000000。",
    "款项退至银行卡6222000000000000000。",
)


def _replaced(notice: EvalNotice, chance: random.Random, words: tuple[str, ...]) -> Planted | None:
    found = measure_of(notice, chance)
    if found is None:
        return None
    measure = found[1]
    return swap(notice.text, body_start(measure), measure.end, chance.choice(words))


def slogan(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A measure that is only a slogan."""
    return _replaced(notice, chance, SLOGANS)


def slogans(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """One slogan after another."""
    return _replaced(notice, chance, ("".join(SLOGANS[:2]), "".join(SLOGANS[1:])))


def no_result(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A concrete act, and nothing that shows it was done."""
    return _replaced(notice, chance, NO_RESULTS)


def plan(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """What is planned is called done."""
    return _replaced(notice, chance, PLANS)


def duplicate(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The measure of one problem stands under another, too."""
    records = [record for record in main_records(notice) if record.measures]
    if len(records) < 2:
        return None
    first, second = sorted(chance.sample(range(len(records)), 2))
    source, target = records[first].measures[0], records[second].measures[-1]
    words = notice.text[body_start(source) : source.end]
    planted = swap(notice.text, body_start(target), target.end, words)
    return Planted(text=planted.text, places=(*planted.places, (body_start(source), source.end)))


def repeated_sentence(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """One sentence of a measure stands at the end of another problem's, too."""
    found = [
        (record, start, sentence)
        for record in main_records(notice)
        for measure in record.measures[:1]
        for start, sentence in _sentences(notice.text, body_start(measure), measure.end)
        if len(sentence) >= LONG
    ]
    others = [record for record in main_records(notice) if record.measures]
    if not found or len(others) < 2:
        return None
    source, start, sentence = chance.choice(found)
    target = chance.choice([record for record in others if record.id != source.id])
    end = target.measures[-1].end
    planted = swap(notice.text, end, end, sentence)
    moved = start + len(sentence) if end <= start else start
    return Planted(text=planted.text, places=(*planted.places, (moved, moved + len(sentence))))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Each sentence with its full stop, and where it begins."""
    for match in re.finditer(r"[^。\n]{1,300}。", text[start:end]):
        yield start + match.start(), match[0]


def named(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A person is named together with a discipline measure."""
    return appended(notice, chance, chance.choice(PUNISHED))


def named_together(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Several persons in a row."""
    return appended(notice, chance, chance.choice(TOGETHER))


def personal(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An identity, card or mobile number."""
    return appended(notice, chance, chance.choice(PERSONAL))


def in_parts(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A number written in groups of figures, as people read it out."""
    return appended(notice, chance, chance.choice(IN_PARTS))


FORMS = (
    Form(rule="vague-measure", name="口号代替措施", plant=slogan),
    Form(rule="vague-measure", name="口号连篇", plant=slogans),
    Form(rule="no-result", name="只有动作", plant=no_result),
    Form(rule="planned-as-done", name="计划当完成", plant=plan),
    Form(rule="duplicate-measure", name="措施照抄", plant=duplicate),
    Form(rule="duplicate-measure", name="照抄一句", plant=repeated_sentence),
    Form(rule="named-individual", name="点名处理", plant=named),
    Form(rule="named-individual", name="几人并列", plant=named_together),
    Form(rule="personal-id", name="个人号码", plant=personal),
    Form(rule="personal-id", name="号码分段", plant=in_parts),
)
