"""Evidence: what a unit of measure shows, read clause by clause.

A unit is concrete when a clause opens with a verb that leaves a trace (召开、清退、修订…), a slogan
when its verbs only lean on adverbs (加强、提高、确保…). It shows a result by a figure, a date, an
issued document or a mark of completion (domain.md section 5, 完成与计划的信号).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年(?!\d)度?")
# a placeholder stands for a figure; that it is one is placeholder-left
_FIGURE = re.compile(r"\d|[X×](?=[年月日个项人名次条件家号元万份%场期所篇余])|_{2}|【待")
_CHINESE_COUNT = re.compile(
    r"(?<![第一二三四五六七八九十])(?:[两二三四五六七八九十百]{1,4}|一(?=[次名场批]))(?:余|多)?(?:次|名|场|人|份|件|户|期|批|处|家|台|辆|轮|篇|条(?!线)|项(?!纪律|机制|重点|监督)|个(?!意识|维护|自信|确立|责任|全面|环节|方面))"
)
_ISSUED = re.compile(
    r"(?:制定|制订|修订|修改|出台|印发|下发|建立|完善|发布|发出|形成|通过|签订|编制|编印|颁布|健全|起草|推出|施行|废止|拟定|拟订|公布)"
    r"[^。；《》]{0,30}《"
)
_ISSUED_PLAIN = re.compile(r"印发|下发|出台|发出|颁布|公布|发布")
# a rule named in full without title marks
_ISSUED_NAMED = re.compile(
    r"(?:制定|制订|修订|出台|完善|健全|建立)了?[^，。；《》]{8,40}(?:办法|细则|规定|规则|制度|方案|规程|守则|意见)(?=[，。；]|$)"
)
_DONE = re.compile(
    r"(?:以来|至今|期间)[^，。]{0,6}未|(?:成立|组建|设立)[^，。；]{0,4}(?!专班|小组|工作组)[^，。；]{9,40}(?=[，。；])|"
    r"已|业经|完成|办结|销号|完毕|到位|均|全部|全覆盖|(?<!为)(?<!除)(?<!了)了(?!解|然|却)|得到|实现|达到|建成|取得|未再|未发现|无一"
    r"|清退|追回|收回|退还|上缴|补缴|补交|追缴|化解了?|缴清|付清|结清|投入使用|验收|揭牌|选举产生|改选|换届选举|提前|下降|上升|增长|缩短|压缩到|降至|提高到|增至"
)
# 到位 and 全部 in a wish are no result
_WISH = re.compile(
    r"(?:确保|保证|力求|务求|做到|推动|促进|争取|努力|要求|督促|坚决)[^，。；]{0,30}"
)
_ONGOING = re.compile(r"正在|推进中|尚未|仍在|持续整改|长期坚持|按计划推进|有序推进|稳步推进")

_ACT = (
    "召开|召集|举办|举行|制定|制订|修订|修改|出台|印发|下发|发放|发送|成立|设立|组建|配备|配齐|聘请|聘用|聘任|选派|选配|选聘|招聘|招录|招考"
    "|轮岗|任命|任免|调离|调岗|免去|培训|轮训|集中学习|专题学习|排查|清查|核查|核对|核实|核算|自查|复查|检查|抽查|督查|督办|督导|盘点|清理|清点|整理|梳理"
    "|归档|归集|登记|建档|公示|公开|公布|通报|约谈|谈话|谈心|诫勉|批评|处分|处理|问责|责令|清退|追回|追缴|追偿|收回|退还|退回|补缴|补交|补发|补签|补正"
    "|补齐|补录|上缴|缴入|报废|处置|拍卖|招租|招标|竞价|采购|购置|更换|安装|维修|修缮|改造|拆除|关停|注销|关闭|开通|开设|开办|开辟|上线|启用|录入|更新|签订|签署"
    "|解除|终止|走访|慰问|座谈|征求|征集|听取|汇报|报送|报备|上报|审议|审核|审批|审查|传达|观看|参观|授课|宣讲|述职|评议|测评|考试|测试|换届|选举"
    "|转接|复核|审计|评估|验收|下沉|包联|结对|帮扶|兑现|拨付|支付|化解|调解|调处|回访|办理|受理|答复|邀请|委托|引进|对接|联合|会同|重新|划定|张贴|悬挂|发布|推送"
    "|编制|编印|设置|增设|增加|新增|取消|停止|合并|撤销|停用|封存|移交|移送|立案|函询|扣发|扣减|返还|退赔|催收|起诉|分流|安置|调整(?!工作方式|思路|心态)|调研|调取|查阅|比对|摸排|摸底"
    "|逐[一项笔条户个份人]|指定|抽调|安排专人|派出|选拔|提拔|交流轮岗|建立台账|建立[^，。；]{0,12}(?:台账|清单|档案|名册|专班|小组|账户|数据库|信息库|微信群)|对接|推选|民主推荐|颁发|举一反三排查|实地"
    "|开展(?!工作|各项|好)|组织(?!员|领导|协调|保障|建设|生活|体系|收入|观念|纪律|原则|实施|开展工作)|学习了|列支|配置|接入|搭建|布设|划转|厘清|规定|拆分|剥离|张榜|设"
)
_LEAN = (
    "加强|强化|提高|提升|增强|树立|树牢|牢记|坚持|高度重视|重视|深化|推进|推动|落实|压实|压紧|夯实|筑牢|严格|严肃|严明|规范(?!开展|组织|召开)|确保|保障|保证|营造|形成"
    "|把握|抓好|抓实|抓紧|抓细|抓牢|做好|做实|做到|发挥|引导|教育|学习|贯彻|领会|认识|统一|转变|改进|改善|优化|注重|聚焦|紧扣|反思|剖析|查找|武装"
    "|杜绝|防止|避免|努力|力求|加大|加快|拓宽|拓展|丰富|创新|激发|凝聚|激励|弘扬|传承|践行|贯穿|突出|扛牢|扛起|履行|打造|狠抓|紧盯|保持|取得"
    "|立行立改|举一反三|严防|促进|统筹|执行|筑|抓|管好|用好|搞好|带头|担当|作为|压紧压实|常抓不懈|持之以恒|久久为功|驰而不息|汲取|吸取|引以为戒|标本兼治|真抓实干|攻坚克难|下功夫|下大力气|一抓到底|走深走实|落地见效|见行见效|务求|引起|增进|凝心聚力|从严从实|摆在|配合|接受|深思|深挖|深学|对标|查摆"
)
_SEMI = "建立健全|建立|完善|健全|实行|推行|实施|明确|构建|细化|督促|指导"
# 学习情况, 教育资料: nouns, no verb yet
_NOUN_USE = re.compile(
    r"(?:学习|教育|整改|管理|落实|执行)(?=情况|计划|制度|笔记|记录|资料|材料|心得|内容|台账|档案|清单|方案)"
)
_VERB = re.compile(f"(?P<act>{_ACT})|(?P<lean>{_LEAN})|(?P<semi>{_SEMI})")
_CLAUSE = re.compile(r"[^，。；：！？、]+")
# nouns that make an act of words only: 开展工作, 建立长效机制
_EMPTY_OBJECT = re.compile(
    r"^(?:开展|组织|召开|建立)?(?:好|健全)?(?:各项|有关|相关|整改|本职|日常)?(?:工作|活动|机制|长效机制|工作机制|制度体系)$"
)
# what is left of an object without these says whether it is about anything in particular
_GENERIC = re.compile(
    r"工作|管理|机制|制度|体系|措施|责任|意识|作风|水平|能力|质量|要求|落实|建设|监督|领导|教育|整改|问题|思想|认识|各项|相关|有关|长效|[规范制度常态精细]{2}化|力度|基础"
    r"|氛围|合力|成效|实效|到位|流程|程序|规定|标准|纪律|规矩|政治|组织|党建|党的|队伍|干部|党员|职工|主体|目标|任务|分工|职责|思路|方向|重点|环节|内容|情况|制约|体制|健全|完善|进一步|切实|[、和与及的了各对]"
)
_SLOGAN_NOUN = re.compile(
    r"意识|觉悟|站位|思想|认识|精神|责任|担当|作风|氛围|局面|成效|成果|能力|水平|质量|态度|决心|信心|高度|要求|重要性|紧迫性|自觉|格局|动力|保障|基础|实效|长效|常态|大局|政治|使命|方向|原则|底线|红线|灵魂|根本"
)
_SHORTEST_CLAUSE = 4
_SPECIFIC = 3
_SPECIFIC_RULE = 6  # 健全公务接待制度 is a phrase, 完善市青少年宫大额支出决策制度 an act


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a unit shows; ``acts``, ``leans``, ``others`` count concrete, slogan, open clauses."""

    figure: bool
    issued: bool
    done: bool
    ongoing: bool
    acts: int
    leans: int
    others: int

    @property
    def slogans_only(self) -> bool:
        """Nothing but slogans, one open clause in four at most."""
        if self.figure or self.issued or self.acts:
            return False
        return self.leans > 0 and self.others * 3 <= self.leans

    @property
    def shows_result(self) -> bool:
        """A figure, a date, an issued document or a mark of completion."""
        return self.figure or self.issued or self.done


def read_evidence(body: str) -> Evidence:
    """Read the folded text of a unit without its ordinal."""
    bare = _TITLE.sub("", body)
    figures = _YEAR_ALONE.sub("", bare)
    figure = bool(_FIGURE.search(figures) or _CHINESE_COUNT.search(figures))
    kinds = [_clause_kind(clause) for clause in _CLAUSE.findall(bare)]
    return Evidence(
        figure=figure,
        issued=any(pattern.search(body) for pattern in (_ISSUED, _ISSUED_PLAIN, _ISSUED_NAMED)),
        done=bool(_DONE.search(_WISH.sub("", bare))),
        ongoing=bool(_ONGOING.search(bare)),
        acts=kinds.count("act"),
        leans=kinds.count("lean"),
        others=kinds.count("other"),
    )


def _clause_kind(clause: str) -> str:
    """ "act", "lean", "other", or "" for a clause too short to tell, by its first verb."""
    if _EMPTY_OBJECT.match(clause):
        return "lean"
    match = _VERB.search(_NOUN_USE.sub("", clause))
    if match is not None and match.group("act"):
        return "act"
    if match is not None and match.group("semi"):
        needed = _SPECIFIC_RULE if match.group().endswith(("完善", "健全")) else _SPECIFIC
        specific = len(_GENERIC.sub("", clause[match.end() :])) >= needed
        return "act" if specific else "lean"
    if match is not None or _SLOGAN_NOUN.search(clause):
        return "lean"
    return "other" if len(clause) >= _SHORTEST_CLAUSE else ""
