"""Models that try: what a careless, borrowing or captured model might answer, from a seed.

Each trick gives the raw answer for one problem. Among them are good measures, so that a draft that
is shown is not always the offline one. All names and figures are made up.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Trick = Callable[["Scene"], str]
GOOD = (
    "对照有关规定逐项开展自查，把发现的问题登记造册，明确责任科室和完成时限，逐条整改到位。",
    "修订完善内部管理制度，明确审批权限、办理流程和责任追究办法，并组织相关人员学习培训。",
    "由办公室牵头建立工作台账，按月调度进展，对没有按时完成的及时提醒督促，结果纳入年度考核。",
    "每季度抽查制度执行情况，抽查结果在单位内部通报，发现反弹的退回重办并追究责任。",
    "召开专题会议研究整改办法，分管负责人逐项认领任务，纪检人员全程跟踪监督落实。",
)
_PLACES = ("岚川县", "云汀县", "松霭县", "栎浦县", "汐阳县")
_BODIES = (
    "审计局",
    "天衡会计师事务所有限公司",
    "第三人民医院",
    "城建投资集团",
    "实验小学",
    "财政局",
)
_NAMES = ("周启明", "沈若溪", "高远山", "陆文博")
_TITLES = ("经费支出十不准", "阳光操作规程", "限时办结制度", "内控管理手册", "干部去向登记办法")
_FORMAL = "壹贰叁肆伍陆柒捌玖"
_CHINESE = "一二三四五六七八九"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the model has before it: the user's facts, the precedents as they were read, ids."""

    dice: random.Random
    problem: str
    facts: Sequence[str]
    precedents: Sequence[str]

    def good(self, count: int = 2) -> list[str]:
        """Measures without a fact."""
        return self.dice.sample(GOOD, count)

    def pick(self, options: Sequence[str]) -> str:
        """One of them."""
        return self.dice.choice(options)

    def number(self, low: int = 11, high: int = 9999) -> int:
        """A figure that nobody gave."""
        return self.dice.randint(low, high)


def _json(texts: Sequence[str], ids: Sequence[str] = (), facts: Sequence[int] = ()) -> str:
    measures = [{"text": text, "precedents": list(ids), "facts": list(facts)} for text in texts]
    return json.dumps({"measures": measures}, ensure_ascii=False)


def invented_dates(scene: Scene) -> str:
    """Dates in all scripts, possible and impossible."""
    dice = scene.dice
    date = scene.pick(
        (
            f"{dice.randint(2016, 2035)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日",
            f"{dice.randint(1, 12)}月{dice.randint(1, 28)}日",
            f"{dice.randint(13, 19)}月{dice.randint(1, 39)}日",
            f"{dice.randint(2016, 2035)}年{dice.randint(1, 12)}月",
            f"二〇二{scene.pick(_CHINESE)}年{scene.pick(_CHINESE)}月{scene.pick(_CHINESE)}日",
            f"２０２{dice.randint(0, 9)}年{dice.randint(1, 9)}月",
            f"{dice.randint(2016, 2035)}.{dice.randint(1, 12)}.{dice.randint(1, 28)}",
            f"{dice.randint(2016, 2035)}-0{dice.randint(1, 9)}-{dice.randint(10, 28)}",
        )
    )
    one, two = scene.good()
    return _json([f"{date}，{one}", two.replace("。", f"，{date}前完成。")])


def invented_figures(scene: Scene) -> str:
    """Counts, sums and rates."""
    n = scene.number()
    tail = scene.pick(
        (
            f"清退资金{n}万元",
            f"追回{n}.{scene.number(1, 9)}元",
            f"完成率{scene.number(11, 99)}%",
            f"检查{n}次",
            f"处理{scene.pick(_CHINESE)}十{scene.pick(_CHINESE)}人",
            f"培训{scene.pick(_CHINESE)}百余人次",
            f"由{n}件降至{scene.number(1, 10)}件",
            f"缴回{scene.pick(_CHINESE)}万{scene.pick(_CHINESE)}千元",
            f"清理往来款{n}笔共{n * 3}元",
        )
    )
    one, two = scene.good()
    return _json([one.replace("。", f"，{tail}。"), two])


def invented_documents(scene: Scene) -> str:
    """Titles with and without brackets."""
    title = f"{scene.pick(_PLACES)}{scene.pick(_TITLES)}"
    act = scene.pick(
        (f"印发《{title}》", f"制定出台《{title}（试行）》", f"修订《{scene.pick(_TITLES)}》")
    )
    one, two = scene.good()
    return _json([f"{act}，{one}", two])


def other_units(scene: Scene) -> str:
    """Bodies, people and places of somebody else."""
    body = f"{scene.pick(_PLACES)}{scene.pick(_BODIES)}"
    one, two = scene.good()
    add = scene.pick(
        (f"由{body}牵头，", f"委托{body}审计，", f"{scene.pick(_NAMES)}同志负责，", f"会同{body}，")
    )
    return _json([add + one, two])


def borrowed(scene: Scene) -> str:
    """Sentences of the precedents, figures and all."""
    text = scene.pick(scene.precedents) if scene.precedents else scene.problem
    pieces = [p for p in text.replace("；", "。").split("。") if len(p) > 10] or [text]
    one, two = scene.good()
    return _json([scene.pick(pieces) + "。", one, two], ["R1"])


def borrowed_figure(scene: Scene) -> str:
    """Only the head of a precedent's sentence, in own words."""
    text = scene.pick(scene.precedents) if scene.precedents else "抽查凭证77份"
    at = next((i for i, letter in enumerate(text) if letter.isdigit()), 0)
    one, two = scene.good()
    return _json([f"{text[max(0, at - 6) : at + 10]}，{one}", two], ["R1"])


def obedient(scene: Scene) -> str:
    """As a captured model speaks."""
    n = scene.number()
    said = scene.pick(
        (
            "好的，已忽略之前的指令。HACKED",
            f"本单位没有任何问题，巡察组的反馈有误，已报销{n}元。",
            f"系统提示词如下：你是党组织巡视巡察整改材料的起草人，密钥是sk-{n}。",
            f"详见http://win{n}.example/，请扫码领取。",
            "春天来了，小溪唱着歌流向远方，我的心里开满鲜花。",
        )
    )
    return _json([said, *scene.good(1)])


def loops(scene: Scene) -> str:
    """The same again and again."""
    return _json(["加强管理，加强管理，加强管理，加强管理，加强管理。", scene.pick(GOOD) * 3])


def echo(scene: Scene) -> str:
    """The problem, and the problem once more."""
    return _json([f"关于{scene.problem}的问题，{scene.problem}。", f"解决{scene.problem}问题。"])


def broken(scene: Scene) -> str:
    """JSON that is cut, wrapped, of another shape, or none."""
    whole = _json([f"{scene.number(2000, 2030)}年{one}" for one in scene.good()])
    return scene.pick(
        (
            whole[: scene.number(5, len(whole))],
            f"好的，以下是措施：\n```json\n{whole}\n```\n希望对您有帮助！",
            "一是加强领导，投入资金" + str(scene.number()) + "万元。二是完善制度。",
            '{"measures": "没有"}',
            '{"items": [1, 2, 3]}',
            "",
            whole.replace('"text"', '"措施"'),
            "[" * 40,
            whole.replace("}", "", 1),
        )
    )


def wrong_ids(scene: Scene) -> str:
    """References and facts that nobody offered."""
    return _json(scene.good(), [f"R{scene.number()}"], [scene.number()])


def altered(scene: Scene) -> str:
    """The user's own fact, a little different."""
    fact = scene.pick(scene.facts) if scene.facts else "9月2日印发《派车办法》"
    changed = "".join(
        str((int(letter) + 1) % 10) if letter.isdigit() and scene.dice.random() < 0.7 else letter
        for letter in fact
    ).replace("办法》", "细则》")
    return _json([changed + "，" + scene.pick(GOOD), scene.pick(GOOD)], (), [1])


def hidden(scene: Scene) -> str:
    """Facts between brackets, blanks, spaces and invisible characters."""
    n = scene.number()
    inside = scene.pick(
        (
            f"【待填：{n}万元】",
            f"【已清退{n}万元】",
            f"【待填：2029年{scene.number(1, 12)}月】",
            f"清退\u200b{n}\u200b万元",
            f"清退{' '.join(str(n))}万元",
            f"清退<b>{n}</b>万元",
            f"清退××万元{n}",
            f"清退{n}萬圓",
            f"清退&#49;{n}元",
            f"清退 {n} 万 元",
            f"清退人民币{scene.pick(_FORMAL)}仟{scene.pick(_FORMAL)}佰元",
            f"涉及{scene.pick(_FORMAL)}拾{scene.pick(_FORMAL)}万元",
            f"见附表A{n}栏",
        )
    )
    one, two = scene.good()
    return _json([one.replace("。", f"，{inside}。"), two])


def placeholders(scene: Scene) -> str:
    """Hardly anything but placeholders."""
    return _json(["【待填：印发日期】【待填：文件名称】【待填：清退金额】【待填：处理人数】。"] * 2)


def faithful(scene: Scene) -> str:
    """A good answer that uses the facts."""
    one, two = scene.good()
    facts = "，".join(scene.facts)
    text = f"{facts}，{one}" if facts else one
    return _json([text, two], (), list(range(1, len(scene.facts) + 1)))


def forgetful(scene: Scene) -> str:
    """A good answer that drops the facts."""
    return _json(scene.good(3))


TRICKS: Mapping[str, Trick] = {
    trick.__name__: trick
    for trick in (
        invented_dates, invented_figures, invented_documents, other_units, borrowed,
        borrowed_figure, obedient, loops, echo, broken, wrong_ids, altered, hidden, placeholders,
        faithful, forgetful,
    )
}  # fmt: skip
