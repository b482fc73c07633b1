"""Measures that say nothing, prove nothing, promise what is called done, or are said twice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assistant.notice.model import Status
from eval.inject.planted import (
    ALL,
    Form,
    Planted,
    body_start,
    edited,
    main_records,
    measure_of,
    swap,
)
from eval.world import EvalNotice

LONG = 24  # characters of a sentence that nobody writes twice by chance
LABEL = 8  # a colon among the first characters: the sentence has a label (整改措施：) of its own
# beside 其余正在推进 a step without a result is honest
CLOSED: frozenset[Status] = frozenset({"done", "unknown"})
SLOGANS = (
    "进一步提高政治站位，切实加强组织领导，不断增强工作的责任感和紧迫感。",
    "高度重视，统一思想，强化担当，推动各项工作再上新台阶。",
    "持续强化思想认识，着力营造良好氛围，切实把整改要求落到实处。",
)
ADMONITIONS = (
    "加强日常管理，严格执行各项规章制度，坚决防止类似问题再次发生。",
    "加强教育引导，增强规矩意识，规范工作流程，提升管理水平。",
    "强化监督检查，压紧压实责任，推动作风持续好转。",
)
NO_RESULTS = (
    "由财务室对照采购目录逐笔核对供应商资质和报价单，分管负责人牵头约谈供应商。",
    "组织各股室对照岗位职责逐项查找流程漏洞，办公室汇总并提交班子会讨论。",
    "安排专人逐户走访服务对象，当面听取意见，登记诉求并转交承办股室。",
)
DEMANDS = (
    "要求各股室对照岗位职责开展自查，股室负责人签字背书，分管领导逐一把关。",
    "督促承包单位按图纸修补破损路面，安排监理人员现场盯守。",
    "组织窗口人员学习办事指南，邀请业务骨干讲解疑难事项。",
)
CHECKS = (
    "会同财务人员对库存物资逐件盘点，并与账面逐项比对。",
    "抽调人员到村到户核对补贴名单，询问群众对办事效率的看法。",
    "调阅历年会议记录和合同底稿，倒查审批环节的漏洞。",
)
PLANS = (
    "拟于年底前修订相关管理办法，力争明年一季度印发，该项整改任务已完成。",
    "计划对全部台账重新核对一遍，预计下个月开始，此项问题已整改到位。",
    "将组织一次专项检查，并计划聘请第三方复核，目前该问题已整改完成。",
)
CLOSED_FIRST = (
    "该问题已整改完成。拟由办公室牵头起草管理办法，预计明年一季度提请会议审议。",
    "此项任务已销号，计划下个月组织一次专项检查，力争年底前把欠账清完。",
    "目前已整改到位，将于近期邀请专家重新评估，并争取上级资金支持。",
)
BARE_PLANS = (
    "拟修订管理办法，力争年底前印发各科室执行。",
    "计划在下个月组织一次全面清查，预计年底前补齐手续。",
    "将聘请第三方对历年账目重新审计，并争取明年上半年出具报告。",
)
STATUS = ("整改状态：已完成。", "该问题已完成整改。")
HEADS = ("建章立制。", "强化日常监管。", "落实主体责任。")


def _replaced(
    notice: EvalNotice,
    chance: random.Random,
    words: tuple[str, ...],
    *,
    of: frozenset[Status] = ALL,
) -> Planted | None:
    """Those words in place of a measure of a problem whose status is one of ``of``."""
    found = measure_of(notice, chance, of=of)
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


def admonition(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Calls for care that could stand under any problem."""
    return _replaced(notice, chance, ADMONITIONS)


def no_result(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A concrete act, and nothing that shows it was done."""
    return _replaced(notice, chance, NO_RESULTS, of=CLOSED)


def demanded(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Somebody was told to do something; whether it was done is not said."""
    return _replaced(notice, chance, DEMANDS, of=CLOSED)


def checked(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Something was looked into; what came of it is not said."""
    return _replaced(notice, chance, CHECKS, of=CLOSED)


def plan(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """What is planned is called done."""
    return _replaced(notice, chance, PLANS)


def closed_first(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Called done in the first words, and then only what is planned."""
    return _replaced(notice, chance, CLOSED_FIRST)


def status_says_done(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The only measure of a problem is a plan; the line under it says that all is done."""
    found = [
        record
        for record in main_records(notice)
        if len(record.measures) == 1 and record.status == "unknown"
    ]
    if not found:
        return None
    measure = chance.choice(found).measures[0]
    start, words = body_start(measure), chance.choice(BARE_PLANS)
    text = edited(notice.text, [(start, measure.end, f"{words}\n\n{chance.choice(STATUS)}")])
    return Planted(text=text, places=((start, start + len(words)),))


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


def under_another_head(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The measure of another problem behind a little heading of its own."""
    planted = duplicate(notice, chance)
    if planted is None:
        return None
    (start, end), other = planted.places
    head = chance.choice(HEADS)
    moved = len(head) * (other[0] > start)
    return Planted(
        text=planted.text[:start] + head + planted.text[start:],
        places=((start, end + len(head)), (other[0] + moved, other[1] + moved)),
    )


def repeated_sentence(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """One sentence of a measure stands at the end of another problem's, too."""
    found = [
        (record, start, sentence)
        for record in main_records(notice)
        for measure in record.measures[:1]
        for start, sentence in _sentences(notice.text, body_start(measure), measure.end)
        if len(sentence) >= LONG and "：" not in sentence[:LABEL]
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


FORMS = (
    Form(rule="vague-measure", name="口号代替措施", plant=slogan),
    Form(rule="vague-measure", name="口号连篇", plant=slogans),
    Form(rule="vague-measure", name="只有要求", plant=admonition),
    Form(rule="no-result", name="只有动作", plant=no_result),
    Form(rule="no-result", name="只有布置", plant=demanded),
    Form(rule="no-result", name="只有核查", plant=checked),
    Form(rule="planned-as-done", name="计划当完成", plant=plan),
    Form(rule="planned-as-done", name="先称完成", plant=closed_first),
    Form(rule="planned-as-done", name="状态行称完成", plant=status_says_done),
    Form(rule="duplicate-measure", name="措施照抄", plant=duplicate),
    Form(rule="duplicate-measure", name="照抄一句", plant=repeated_sentence),
    Form(rule="duplicate-measure", name="换小标题照抄", plant=under_another_head),
)
