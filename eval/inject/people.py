"""People: named with what was done to them, or with a number that is nobody's business."""

from __future__ import annotations

import random

from eval.inject.planted import Form, Planted, appended
from eval.world import EvalNotice

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
BY_POST = (
    "时任财务股股长周永强对此负有直接责任，被给予党内严重警告处分。",
    "工程项目负责人郑海涛因审核把关不严，被诫勉谈话。",
    "原副主任孙桂芳履职不力，已被免去职务。",
)
IN_BRACKETS = (
    "此款由经办人（身份证号：11010119000101001X）签字退缴。",
    "值班人员（手机：13000000000）负责接听群众来电。",
    "退款户名为经办人（卡号：6222000000000000000）。",
)


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


def named_by_post(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A post and a name, and the handling in another clause."""
    return appended(notice, chance, chance.choice(BY_POST))


def in_brackets(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A person's number in brackets behind the person."""
    return appended(notice, chance, chance.choice(IN_BRACKETS))


FORMS = (
    Form(rule="named-individual", name="点名处理", plant=named),
    Form(rule="named-individual", name="几人并列", plant=named_together),
    Form(rule="named-individual", name="职务加姓名", plant=named_by_post),
    Form(rule="personal-id", name="个人号码", plant=personal),
    Form(rule="personal-id", name="号码分段", plant=in_parts),
    Form(rule="personal-id", name="括注号码", plant=in_brackets),
)
