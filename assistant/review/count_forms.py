"""Count forms: the wordings in which a notice states how many there are, were done, are left.

They serve assistant.review.ledger; every pattern names the figure ``n`` and its ``unit``.
"""

from __future__ import annotations

import re

NUM = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
GROUP = re.compile(r"[^。；！？\n]+")
DONE = (
    r"(?<![未没应需须])(?:(?:已经?|均已?|全部|现已)?(?:完成整改|整改完成|整改到位|整改完毕|完成|办结|销号"
    r"|落实到位|改完|改好|改了|做完|办完)|(?:已经?|均已?|全部|现已)(?:整改|解决|落实)"
    # a bare verb behind the noun it is said of: 15条措施落实14条
    r"|(?<=措施)落实(?=\d)|(?<=举措)落实(?=\d)|(?<=问题)(?:整改|解决)(?=\d))"
)
BASIC = (
    r"(?:基本(?:完成整改|完成|整改到位|整改|解决)|取得(?:了)?(?:阶段性|明显|初步|积极)?(?:成效"
    r"|成果|进展)|阶段性(?:完成|成效)|初步完成)"
)
OPEN = (
    r"(?:(?:正在|持续|有序|稳步|继续|仍在|正|需|尚需)(?:推进|整改|办理|完善|实施|解决)(?:整改"
    r"|中)?|推进中|整改中|(?:尚|还|仍)?未完成(?:整改)?|尚未(?:完成|整改到位|办结)(?:整改)?"
    r"|(?:需要?|须)?长期(?:坚持|整改|推进)(?:整改)?|推进|剩余|余下|其余|还有|尚有)"
)
STATE = rf"(?:(?P<basic>{BASIC})|(?P<open>{OPEN})|(?P<done>{DONE}))"
NOUN = (
    r"(?:(?:具体|突出|主要|重点|反馈|共性|个性)?的?(?P<problem>问题)|(?:具体)?的?(?:整改"
    r"|工作)?(?:具体)?(?P<measure>措施|举措)|(?:具体)?的?(?:整改|工作)?(?P<task>任务))"
)

AREAS = re.compile(rf"(?P<n>{NUM})(?P<unit>个|大)(?:大)?方面")
TOTAL = re.compile(rf"(?<![第\d.])(?P<n>{NUM})(?P<unit>个|项|条)(?:方面的?)?{NOUN}")
NOUN_FIRST = re.compile(
    rf"(?:(?P<problem>问题)|(?P<measure>措施|举措)|(?P<task>任务))(?:共|共计|总计|合计)?(?P<n>{NUM})(?P<unit>个|项|条)(?!方面)"
)
STATE_FIRST = re.compile(
    rf"{STATE}(?:的|了|有|整改)?(?:的)? {{0,12}}(?P<n>{NUM})(?P<unit>个|项|条)"
    rf"(?!{NUM}|月|季度|小时|工作日|方面|制度|文件|机制|办法)(?P<noun>{NOUN})?"
)
# the noun that a bare count in the same unit goes back to: 应完成的21条措施已完成21条
NOUN_BEFORE = rf"{NUM}UNIT[^，。；、]{{0,6}}?(问题|措施|举措|任务|事项|制度|项目|清单|意见)"
STATE_AFTER = re.compile(
    rf"(?<![第\d.])(?P<n>{NUM})(?P<unit>个|项|条)(?:{NOUN})?(?:已经?|均|均已|全部|现已|需|正|仍|尚)?{STATE}(?!了?{NUM}[个项条])"
)
RATE = re.compile(
    r"(?:问题|措施|整改|任务)?"
    r"(?P<what>问题|措施)?(?:整改)?(?:完成|整改|落实|办结|销号|到位)率(?:分别)?(?:均)?(?:已)?(?:为|达到|达|是)? {0,12}"
    r"(?:(?P<n>\d{1,3}(?:\.\d{1,2})?)%|百分之(?P<cn>[一二三四五六七八九十百]{1,4}(?:点[〇零一二三四五六七八九]{1,2})?))"
    r"(?:[和、](?P<n2>\d{1,3}(?:\.\d{1,2})?)%)?"
)
SPECIAL = re.compile(r"选人用人|意识形态|专项(?:检查|巡察|巡视)|巡[察视]整改(?:情况)?专项")
# an inspection or audit that is not the one reported on
EARLIER = re.compile(r"上[一]?轮|上次|往年|历年|历次|审计")
# a sentence that sets out from the round before stays with it: 上一轮的9个问题中，到位7个，…
ROUND_BEFORE = re.compile(r"(?:上[一]?轮|审计(?:指出|反馈|发现|查出))[^。；，]{0,12}(?:个|项|条)")
# an inspection named by its year, and the words for the one that the notice is about
YEAR_OF_INSPECTION = re.compile(
    r"(?:对|针对|截至)?(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年(?:\d{1,2}月)?[^，。；\d]{0,14}(?:巡[察视查]|审计)(?!组)(?:反馈|指出|发现)?"
)
OWN_ONE = re.compile(r"回头看|本轮|此次|这次|本次|今年|反馈|指出")
COUNTED_BEFORE = re.compile(
    rf"^.*{NUM}[个项条][^，。；]{{0,6}}(?:问题|意见)[^，。；\d]{{0,3}}?(?:与|和|及|、|同|跟)"
)
BOTH_WORDS = re.compile(r"巡视[、和及与]?巡察")
OWN_SEARCH = re.compile(
    r"(?:自查|排查|发现|查摆|收集|征求|研究解决|协调解决|解决了?|先期|初步|提出|查找|立行立改的?)[^，。；]{0,10}$"
)
OWN_BEFORE = re.compile(
    rf"(?:自查|排查|摸排|查找|查摆|同类|类似)[^。；，]{{0,16}}(?:问题|隐患|线索){NUM}[个项条处][，、]?[^。；，]{{0,6}}$"
)
FED_BACK = re.compile(r"反馈|指出|巡[察视]")
ABOUT_FEEDBACK = re.compile(r"反馈|指出|巡[察视]|问题")
ALL = re.compile(
    r"(?:[^，。；\d]{0,8})(?:全部|均|都|悉数)(?:已|得到)?[^，。；\d]{0,6}(?:完成|整改|到位|办结|销号|解决|落实)"
)
LEFT_BEFORE = re.compile(
    r"(?:剩余|余下|其余|还有|尚有|未完成的?|尚未完成的?|正在推进的?|未办结的?)[^，。；\d]{0,4}$"
)
DONE_BEFORE = re.compile(
    r"(?<![应需须])(?:完成(?:整改)?|整改完成|整改到位|办结|销号|解决)(?:的|了)?$"
)
# a total is announced: by the feedback, by 共, at the head of a clause, or by what was made of it
ANNOUNCED = re.compile(
    r"(?:反馈|指出|巡[察视])[^，。；]{0,24}$|(?:共|共计|合计|总计|全部|为|成|出|制定|细化|分解|提出|确定|形成|明确|梳理|涉及|列出|承担|对应|拟定|定下|研究)(?:了|的|出)?(?:整改|具体|工作){0,2}$"
    r"|方面[、，和及中的共]{0,3}$|(?:^|[，：])(?:目前|至今|集中整改期间|[^，。；]{0,6}以来|全[镇乡县市区校院局村社]|上述)?[，的]?(?:整改|具体|工作){0,2}$|截[至止][^，。；]{0,16}$"
)
ANNOUNCES = re.compile(
    r"(?:中|，)?(?:已|均|全部|完成|办结|销号|整改(?:完成|到位)|落实到位|分解|细化|逐[条项一]|一[条项个]一[条项个]|按|制定|形成|的整改)"
    # 对5个问题明确了19条措施
    rf"|(?:逐[一项条个])?(?:明确|提出|确定|列出|拟定|研究|安排)(?:了|出)?(?:整改)?{NUM}[条项个](?:具体|整改|工作){{0,2}}(?:措施|举措|任务)"
)
SAMPLE = re.compile(
    r"(?:牵头|领办|包抓|负责|督办)的?$|(?:随机|抽|选取|其中|另|再|各|每|立行立改|即知即改|立查立改)[^，。；]{0,8}$"
)
# 应完成的21条措施: those due, a share of them all
DUE = re.compile(r"(?<![对相])[应需须](?:当)?(?:完成|整改|落实)的?$")
OBJECT = re.compile(r"[对有把]$")
PLANNED_PART = re.compile(
    r"(?:近期|中期|短期|远期|年内|计划|拟|力争|预计|提前|其中|先期|率先)[^，。；]{0,3}$"
)
# the state of a count that stands alone, neither 全部 nor followed by another figure
STATE_ALONE = re.compile(
    rf"(?!(?:现?已经?)?(?:全部|均|都|悉数))(?:已经?|现已|目前|需|正|仍|尚)?{STATE}(?!率|[^，。；、]{{0,4}}?(?:\d|{NUM}[个项条]))"
)
# 完成一个、验收一个、销号一个: a manner, no count
ONE_BY_ONE = re.compile(
    r"一[个项条](?:[\u4e00-\u9fff]{2,3}一[个项条]|、[\u4e00-\u9fff]{2,4}一[个项条]|(?:，[\u4e00-\u9fff]{2,4}一[个项条]){2})"
)
# a heading that counts the problems under it: （3个问题）, 基层治理方面的3个问题
COUNTS_OWN = re.compile(
    rf"(?P<count>(?P<n>{NUM})[个项条](?:具体|突出|主要)?问题)(?:的?整改[\u4e00-\u9fff]{{0,4}})?[）)。]?\s*$"
)
# 2个问题因涉及机构改革正在推进: what is still open, told at the end of its clause
OPEN_LATER = re.compile(
    r"(?:因|由于|受)[^，。；]{2,40}(?:正在(?:推进|整改|办理)|推进中|尚未[^，。；]{2,6}|长期坚持)"
)
# counts of some of the measures, not of all
PARTIAL_MEASURE = re.compile(
    r"(?:立行立改|长期|短期|中期|防范|先期|第一批|新增|其中|新|补充|方面|每[个项条]|一般|重点)"
    r"[^，。；\d]{0,6}$"
)
