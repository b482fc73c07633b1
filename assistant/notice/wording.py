"""Wording: does a heading state a fault (a problem), an action (a measure) or a part of the notice?

These are the genre's grammar, not its sentences: a problem is a noun phrase with a negative
predicate (…不到位, …缺失, 存在…短板) or a matter before 问题; a measure opens with a verb.
How a whole level of headings is read is decided by vote (assistant.notice.levels), so single
odd headings do not matter.
"""

from __future__ import annotations

import re

_POSITIVE_NOT = (
    r"不(?:正之风|[减松断懈变降移停止倒让畏息怠]|敢腐|能腐|想腐|动摇|放松|松劲|松懈|反弹|忘|折不扣|放过|收兵|动产|掉队"
    r"|断档|丢档|留死角|留空白|含糊|手软|缺位|越位|打折扣|走样|走过场|换频道|歇脚|得)"
)
# a clause that ends in a negative predicate: 不 with up to five characters, or a word of lack
_FAULT_END = re.compile(
    rf"(?!{_POSITIVE_NOT})不[\u4e00-\u9fff]{{1,5}}$"
    r"|(?<![补堵除消小齐塞住决治防破扫])(?:短板|漏洞|隐患|差距|弱项|不足|空白|顽疾|盲区|误区|矛盾|偏差)(?:较多|较大|明显|突出)?$"
    r"|(?:缺失|缺位|缺乏|缺少|欠缺|欠佳|薄弱|弱化|虚化|淡化|淡薄|滞后|缓慢|迟缓|短缺|松懈|松弛|松散|涣散|随意|混乱|混用"
    r"|形式|过场|形式主义|官僚主义|违规|违纪|闲置|雷同|断档|断层|老化|失衡|失管|失控|失守|失察|失范|失序|脱节|脱轨|空转|悬空"
    r"|滑坡|疏忽|疏漏|错漏|遗漏|差错|错误|乏力|吃力|僵化|单一|单薄|狭窄|突出|欠账|欠款|呆账|挂账|浪费|流失|失真|失实|走样|变形"
    r"|缩水|超标|超支|超付|超期|逾期|依赖|繁杂|繁琐|频发|虚报|套取|截留|挪用|侵占|拖延|拖沓|拖拉|推诿|推脱|敷衍|应付|迟滞|倒挂"
    r"|一言堂|打折扣|两张皮|“两张皮”|中梗阻|分散|粗放|粗糙|散漫|懈怠|冷漠|反弹|反复|不力|屡改屡犯|边改边犯|浅尝辄止|失之于[宽软松]"
    r"|就事论事|泛泛而谈|家底|[脱空缺离]岗|不作为|慢作为|乱作为|代签|代替|攀比|摊派|吃拿卡要|优亲厚友|雁过拔毛|损毁|外包|被动|滥用|空泛|空洞|笼统"
    r"|偏[低少弱慢软松窄差大高重散浅多晚]|过[低高多少大长宽松散细粗]|(?:[差弱难慢浅散软乱少低窄虚粗漏松晚迟]|(?<=[间期待线])长|落空|陈旧|作假|造假)|不增|反增|未果|了事)"
    r"(?:较多|较大|明显|严重|突出|依然存在|仍然存在|仍存在|时有发生|屡禁不止|现象|问题|反复出现)?$"
)
# a negative predicate anywhere in the clause
_FAULT_INSIDE = re.compile(
    r"存在|没有|没(?!收)|停(?:留)?在|止于|反复出现|屡|两张皮|想起来|拖着|缺(?!口)|被超|逾期|未(?:经|按|能|及|建|落|严|开|执|完|形|做|有|见|定|纳|上|制|设|履|签|实|配|对|得|充|入|公|结|收|办|参|将"
    r"|向|在|进|明|清|处|予|组|召|成|全|报|审|达|到|与|发|编|使|通|走|征|分|更|真|出|取|根|决)|有待|尚需|仍有|还有差"
    r"|重[\u4e00-\u9fff]{1,5}[、，]?轻|以[\u4e00-\u9fff]{1,8}代(?:替)?|走形式|走过场|流于|停留在|缺乏|缺少|缺位|缺失|过于|过度"
    r"|违反|违规|随意|长期|只有|只显|仅|大于|轻视|忽视|超范围|超标准|擅自|隐患|不(?:够|到位|足|严|规范|实|力|强|高|深|完善|健全)"
)
_TOPIC_END = re.compile(r"(?:问题|情况|方面)$")

_ACTION = re.compile(
    r"(?:进一步|切实|认真|着力|扎实|深入|持续|积极|充分|及时|不断|全面|严格|加快|大力|坚决|主动|统筹|有效|稳步|有序|精准|常态化"
    r"|加强|强化|完善|健全|规范|提升|提高|推进|推动|严肃|严明|压实|压紧|落实|深化|聚焦|坚持|突出|夯实|筑牢|树立|树牢|建立|制定"
    r"|修订|开展|组织|召开|加大|优化|细化|明确|抓好|抓实|整治|整改|清理|清退|补齐|解决|纠正|消除|堵塞|防止|杜绝|避免|化解|防范"
    r"|克服|破解|打造|构建|营造|发挥|增强|学习|严守|注重|拓宽|拓展|创新|盘活|追缴|追回|收回|核查|排查|对照|举一反三|立行立改"
    r"|印发|出台|配齐|配强|选优|调整|理顺|厘清|实行|实施|狠抓|紧盯|做好|做实|牢固|引导|指导|督促|督导|责令|开设|搭建|压减"
    r"|扩大|巩固|丰富|改进|改善|用好|办好|管好|搞好|守好|筑|建强|做强|走访|摸清|盘点|严把|广泛|科学|合理|定期|立即|迅速|高度重视)"
)

_GENERIC = re.compile(
    r"反馈|整改|巡[察视](?!工作|队伍|联动|村|整改不|整改落实不)|具体问题|有关问题|相关问题|主要问题|突出问题|问题导向|存在的?问题$|发现的?问题"
    r"|成效|进展|落实情况$|完成情况|工作情况|下一步|打算"
)

# the fault is what such a verb takes away: 补齐短板, 解决…不到位
_REMEDY = re.compile(
    r"(?:着力|切实|全力|有效|坚决|认真)?(?:补(?!助|贴|课|充)|堵|解决|整治|纠正|纠治|消除|化解|防范|克服|破解|治理|清理|防止|杜绝|遏制|避免|扭转|根治)"
)
# what a measure has and the name of a problem has not: figures, titles of documents, the past tense
_EVIDENCE = re.compile(r"\d+[次份人个名户家项万元月日笔条处件]|《|已|完成")
_CLAUSE_END = re.compile(r"[。；，、！？：]")
_TAIL = re.compile(
    r"(?:的|方面)?(?:的)?问题(?:的)?(?:整改)?(?:落实|完成|进展|推进)*(?:的)?(?:情况|方面|成效|工作)?$|方面(?:的问题)?$"
)


def is_fault(heading: str) -> bool:
    """Whether a (folded, bare) heading or clause states a problem by its own words."""
    text = heading.strip("。；：， ")
    core = _TAIL.sub("", text)
    if len(core) <= 3:
        return False
    if ends_in_fault(core):
        return True
    if _FAULT_INSIDE.search(core) and not is_action(core):
        return True
    named = "问题" in text[len(core) :]
    return named and not is_generic(core) and not is_action(core)


def is_fault_in_brief(sentence: str) -> bool:
    """Whether the sentence that opens a paragraph of prose is a problem that its measure runs into.

    Prose of a measure speaks of faults too (查出2笔未经研究), so only a short sentence without
    figures that ends in its fault counts.
    """
    text = sentence.strip("。；：， ")
    if len(text) > 60:
        return False
    core = _TAIL.sub("", text)
    if core != text and "问题" in text[len(core) :]:
        return is_fault(text)
    if _EVIDENCE.search(text):
        return False
    return ends_in_fault(core) or (
        len(text) <= 24 and _FAULT_INSIDE.search(core) is not None and not is_action(core)
    )


def ends_in_fault(core: str) -> bool:
    """Whether a clause of a heading ends in a negative predicate that it does not remedy."""
    clauses = [clause.strip("”’》）“‘ ") for clause in _CLAUSE_END.split(core)]
    clauses = [clause for clause in clauses if clause]
    if not clauses or not any(_FAULT_END.search(clause) for clause in clauses):
        return False
    if _REMEDY.match(core):
        return False
    return not is_action(core) or _FAULT_END.search(clauses[-1]) is not None


def is_action(heading: str) -> bool:
    """Whether a heading opens with a verb of action, as measures do."""
    return _ACTION.match(heading) is not None


def is_focus(heading: str) -> bool:
    """Whether a heading names an area of the inspection (聚焦…, …方面), not an action."""
    text = heading.rstrip("。：； ")
    return text.startswith(("聚焦", "关于聚焦", "围绕")) or text.endswith("方面")


def is_generic(heading: str) -> bool:
    """Whether a heading speaks of the rectification at large, not of one problem."""
    return _GENERIC.search(heading) is not None
