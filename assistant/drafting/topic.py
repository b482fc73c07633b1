"""Topic: the matter a feedback problem speaks of, as a noun phrase that fits into a measure.

"关于“公务接待审批不严格”问题" speaks of 公务接待审批. The phrase is taken from the user's own
words, so it brings no fact that the user did not give. Where no phrase can be cut out safely the
answer is None and the library's own topic is used.
"""

from __future__ import annotations

import re

from assistant.drafting.phrase import noun_phrase

# what a problem says against the matter; the matter stands before it
_PREDICATE = re.compile(
    r"(?:多年|常年|连年|至今|一直|还|仍|尚|较为|比较|较|相对|过于|过度|长期|时有|屡|依然|普遍|个别|有时|经常|仅|只)?"
    r"(?:不(?:够|到位|力|严|实|深|足|高|强|全|规范|健全|完善|及时|坚决|扎实|彻底|经常|明确|清|细|紧|准"
    r"|多|大|广|少|好|牢|准确|充分|平衡|合理|符|一|降反增|主动|敢|愿|能|善|想|用|公开|落实|重视|执行)"
    r"|未(?:按|能|及时|经|严格|建立|落实|制定|执行|开展|明确|上|报|公开|办理)"
    r"|没有|缺乏|缺失|缺位|缺少|欠缺|滞后|缓慢|迟缓|薄弱|较弱|弱化|淡化|虚化|淡薄|松懈|松散|松"
    r"|存在|有(?:差距|短板|偏差|漏洞|待|不足|欠缺|盲区)|流于形式|走过场|走形式|形式化|空转|混乱|随意"
    r"|未(?!成年|来|婚)|闲置|挂账|超标|超支|超付|违规|把关不|审核不|监管不|屡查屡犯|屡改屡犯|屡禁不止|屡禁|屡发|频发|高发|扰民|单一|老化|断层|断档|雷同|突出|拖沓|拖延"
    r"|超期|逾期|超额|超范围|超编|拖欠|积压|倒挂|冒领|套取|挪用|截留|虚报|虚列|代签|漏报|瞒报|脱岗|宽松软|宽于|失之于宽|浮于表面|打折扣|率低|率不|度低|度不|建而不用|辣味|重[^，]{1,4}轻"
    r"|减弱|损坏|周期长|时间长|用时长|暗箱|混淆|倒置|虚高|拖期|流失|堆放|损毁|失修|停用|沉淀|形同虚设|趴窝|断链|挪作他用|失控|失序|失真|积压|同质化|粗放|(?:向[^，]{2,8})?倾斜|堵塞|多头|居高|滞留|并存|群众反映|反映强烈|时有发生|多发|亏损|脱钩|踢皮球|窄$|低$|慢$|差$|乱$|弱$|多$"
    r"|质量低|效率低|进展慢|推进慢|进度慢|办理慢|建设慢|偏低|偏慢|偏多|过多|过滥|过长|过低|低下|乏力|脱节|失管|失察|不)"
)
# verbs of handling in front of or behind the matter: they are not the matter
_LEADING = re.compile(
    r"^(?:关于|针对|对于|对(?![外口])|在|就|把|将|推进|推动|推行|开展|落实|执行|贯彻|履行|发挥|抓好|抓|加强|统筹|围绕|"
    r"深化|优化|提升|提高|改善|改进|过度依赖|依赖|过于依赖|部分|个别|少数)(?:了)?"
)
_TRAILING = re.compile(
    r"(?:的?(?:执行|落实|推进|进展|开展|重视|把关|抓得|做得|工作进展|意识|力度|程度|掌握|关注|研究|认识|理解|"
    r"发挥|履行|衔接|措施|办法|渠道|主责|数量|形式|比例|频次|水平|精准|有效|优化|提升|更新|改进|完善|"
    r"要求|规定|账[实账物卡]|(?<=打击|监管|执法|推进|工作|查处|扶持|培养|整治|宣传|保护|投入|支持|治理)力|"
    r"(?:计划|系统|针对|时效|实效|主动|积极|严肃|规范|前瞻|创新|科学|连续|全面|深入|准确|及时|可操作)性)|[得的上中而率]|(?<!制)度|方面)$"
)
_NO_TOPIC = re.compile(
    r"[，。；：、！？\d【】（）《》]|存在|没有|问题|导致|造成|(?:指出|反馈|发现|提出|移交|查出)$"
)
_METAPHOR = re.compile(r"[“‘][^“”‘’]{2,14}[”’]$")  # what ends a clause so is its fault: “踢皮球”
_GENRE = re.compile(r"(?:的)?(?:具体)?(?:问题|情况|现象)$")
_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}(?:、|是)|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}[.．、])"
)
_MAX_TOPIC = 14
_LEAST = 5  # characters of a matter that tell anything without its fault
# too bare to say what is meant: the library's own topic reads better
_BARE = frozenset(
    [
        "工作",
        "项目",
        "管理",
        "制度",
        "效率",
        "机制",
        "措施",
        "活动",
        "服务",
        "建设",
        "人员",
        "单位",
        "干部",
        "问题",
        "整改",
        "发展",
        "安全",
        "发展和安全",
        "教学",
        "行动",
    ]
)
# who acts is no matter: 规范预算单位 says nothing
_AGENT = re.compile(
    r"(?:单位|科室|部门|人员|干部|群众|职工|教师|学生|企业|机构|党员|医师|医生|家长|队员|对象|领导|成员|班子)$"
)
SEVERAL = re.compile(r"；|[二三]是|\n")
_QUOTES = {("“", "”"), ("‘", "’"), ('"', '"')}


def core_of(problem: str) -> str:
    """The problem's own words without ordinal, quotation marks, 关于…问题 and full stop."""
    text = _HEAD.sub("", " ".join(problem.split())).strip()
    text = re.sub(r"^(?:关于|针对){1,3}", "", text)
    text = re.sub(r"(?:问题){0,3}(?:的)?(?:整改(?:落实)?情况)?[。；：]?$", "", text)
    text = text.strip("。； ")
    while len(text) > 2 and (text[0], text[-1]) in _QUOTES and text[0] not in text[1:]:
        text = text[1:-1].strip("。； ")
    return text or problem.strip()


def states_a_fault(text: str) -> bool:
    """Whether a text says something against a matter, as feedback problems do."""
    return _PREDICATE.search(text) is not None


def matter_of(clause: str) -> str:
    """What stands before the fault in a clause, quotation marks aside; the clause where none is."""
    found = _fault_in(clause)
    matter = clause[: found.start()] if found and found.start() >= _LEAST else clause
    return re.sub(r"[“”‘’]|^(?:对(?![外口])|将|在)|^(?:部分|个别|有的|少数|一些|有些)", "", matter)


def _fault_in(clause: str) -> re.Match[str] | None:
    """What the clause says against its matter, from the earlier of predicate and metaphor on."""
    found = (pattern.search(clause, 2) for pattern in (_PREDICATE, _METAPHOR)) if clause[2:] else ()
    return min(filter(None, found), key=lambda match: match.start(), default=None)


def topic_of(problem: str) -> str | None:
    """The matter of the problem as a noun phrase of 2 to 14 characters, or None."""
    if SEVERAL.search(problem.strip("；。 \n")):
        return None  # of several matters, which one the measures speak of is not known here
    clause = re.split(r"[，。；：！？]", core_of(problem))[0]
    found = _fault_in(clause)
    phrase = clause[: found.start()] if found else _GENRE.sub("", clause)
    cut = found is not None or phrase != clause
    phrase = _narrow(phrase)
    if not phrase or _NO_TOPIC.search(phrase):
        return None
    phrase = noun_phrase(phrase) or ""
    if not 2 <= len(phrase) <= _MAX_TOPIC or phrase in _BARE or _AGENT.search(phrase):
        return None
    return phrase if cut else None


def _narrow(phrase: str) -> str:
    """Cut subject and verbs of handling off: 班子成员对廉政建设重视 → 廉政建设."""
    about = re.search(
        r"(?:(?<![应针相绝面核比校反])对(?![象比口接策等外公账标照])|落实|执行|履行|贯彻)(?=[^对]{2,14}$)",
        phrase,
    )
    if about and about.start() >= 2 and not phrase[: about.start()].endswith("的"):
        phrase = phrase[about.end() :]
    previous = ""
    while previous != phrase:
        previous = phrase
        phrase = _TRAILING.sub("", phrase)
    phrase = _LEADING.sub("", _LEADING.sub("", phrase))
    opened, closed = phrase.count("“"), phrase.count("”")
    return phrase if opened == closed else phrase.replace("“", "").replace("”", "")
