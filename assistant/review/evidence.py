"""Evidence: what a unit of measure shows, read clause by clause.

A unit is concrete when a clause opens with a verb that leaves a trace (召开、清退、修订…), a slogan
when its verbs only lean on adverbs (加强、提高、确保…). It shows a result by a figure, a date, an
issued document or a mark of completion (domain.md section 5, 完成与计划的信号).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.review.vocabulary import words

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年(?!\d)度?")
# a placeholder stands for a figure; that it is one is placeholder-left
_FIGURE = re.compile(
    r"\d|[X×](?=[年月日个项人名次条件家号元万份%场期所篇余])|_{2}|【待|（[ 　]{1,9}）"
)
_CHINESE_COUNT = re.compile(
    r"(?<![第一二三四五六七八九十])(?:[两二三四五六七八九十百]{1,4}|一(?=[次名场批]))(?:余|多)?(?:次(?!性)|名|场|人|份|件|户|期|批|处|家|台|辆|轮|篇|条(?!线)|项(?!纪律|机制|重点|监督|规定)|个(?!意识|维护|自信|确立|责任|全面|环节|方面))"
    # 六万三千亩, 两千三百余万元, 一亿一千万元: no set phrase is written so
    r"|(?<![第一二两三四五六七八九十百千万亿])[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]{0,12}(?:余|多)?[万亿]?"
    r"(?:元|亩|吨|公[里斤顷]|平方|立方|千克|千瓦|[笔宗幅株册套栋间座](?![一-龥]?一))"
)
# 减少四成, 翻一番, 三分之二
_SHARE = re.compile(
    r"[一二两三四五六七八九十]{1,2}(?:成|倍|折)(?!为|立|员|效|果|绩)|分之[一二三四五六七八九十]|翻[一二两]?番|减半|过半|一半|半数|大半"
)
_ISSUED = re.compile(
    r"(?:制定|制订|修订|修改|出台|印发|下发|建立|完善|发布|发出|形成|通过|签订|编制|编印|颁布|健全|起草|推出|施行|废止|拟定|拟订|公布)"
    r"[^。；《》]{0,30}《"
)
# 正在研究制定《…》: not issued yet
_DRAFTED = re.compile(
    r"(?:正在|抓紧|着手)[^，。；《]{0,6}(?:制定|制订|修订|起草|编制|完善)[^，。；]*"
)
# 每季度打分并公布: what is done again and again issues nothing in particular
_HABIT = re.compile(
    r"(?:每(?:个?月|个?季度?|周|旬|半年|年|学期)|按[月季周]|逐[月季]|定期)[^，。；《》]{0,40}(?:公布|发布|下发|印发)"
)
_ISSUED_PLAIN = re.compile(r"(?<!不再)(?<!不)印发|下发|出台|发出|颁布|公布|发布")
# a rule named in full without title marks
_ISSUED_NAMED = re.compile(
    r"(?:制定|制订|修订|出台|完善|健全|建立)了?[^，。；《》]{8,40}(?:办法|细则|规定|规则|制度|方案|规程|守则|意见)(?=[，。；]|$)"
)
_DONE = re.compile(
    r"(?:以来|至今|期间)[^，。]{0,6}未|(?:成立|组建|设立)[^，。；]{0,4}(?!专班|小组|工作组)[^，。；]{9,40}(?=[，。；])|"
    r"已|业经|完成(?!情况|时限|时间|率|质量|进度|任务的?情况)|办结|销号|完毕|到位|(?:均|全部)(?![由须要应需])|全覆盖|(?<!为)(?<!除)(?<!了)了(?!解|然|却)|得到|实现|达到|建成|取得(?!联系)|未再|未发现|无一"
    r"|(?:清退|追回|收回|退还|上缴|补缴|补交|追缴)(?!(?:有关|相关|违规|不当)?(?:资金|款项|费用|钱款)(?:[，。；]|$))|化解了?|投入使用|(?:经|通过)[^，。；]{0,6}验收|验收(?:合格|通过)|揭牌|(?:选举|招标|推选|竞价|遴选)产生|改选|换届选举|作出[^，。；]{0,20}(?:处理|处分|检讨|检查)|调离(?:了)?[^，。；]{0,10}岗位|(?:给予|予以)[^，。；]{0,30}(?:处分|批评|处理|问责|诫勉|警告|通报)|报[^，。；将拟]{2,14}备案(?=[，。；]|$)|审议通过|审定(?!后)|获批|批复同意|恢复(?:正常|原[状貌])|提前(?=\d|完成|[一二两三四五六七八九十半]+[天周月年])|下降|上升|增长|缩短|压缩到|降至|提高到|增至"
)
# a state that is now, or a verb with its result: 如今只要几分钟, 不再出现, 改为自管, 逐笔销清
_CHANGED = re.compile(
    r"如今|不(?:用|必|需)?再(?!印发|发文|下发|召开|另行)|再也?(?:没|无|未)|没有再|(?:变|改|换|转)(?:为|成)"
    r"|[补交还付缴结销办改做配收理算对清](?:清|齐|完|掉|妥|毕)(?=[，。；]|$)|清零"
    r"|通过(?:了)?(?:测试|考试|考核|评审|认定|备案)(?=[，。；]|$)"
)
# 到位 and 全部 in a wish are no result
_WISH = re.compile(
    r"(?:确保|保证|力求|务求|做到|推动|促进|争取|努力|要求|督促|坚决|切实)[^，。；]{0,30}"
)
_ONGOING = re.compile(r"正在|推进中|尚未|仍在|持续整改|长期坚持|按计划推进|有序推进|稳步推进")

_ACT = "|".join(words("acts"))
_LEAN = "|".join(words("slogans"))
_SEMI = "建立健全|建立|完善|健全|实行|推行|实施|明确|构建|细化|督促|指导"
# 学习情况, 教育资料: nouns, no verb yet
_NOUN_USE = re.compile(
    r"(?<=[\u4e00-\u9fff])建设(?=提升|提高|水平|质量|工作|上|全|纳入|与|和|走|再|迈|得|摆|放|作为|列|抓|的|$)|(?:学习|教育|整改|管理|落实|执行)(?=情况|计划|制度|笔记|记录|资料|材料|心得|内容|台账|档案|清单|方案)"
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
# what stands for deeds where no verb does: 切实把问题整改到位, 从源头上堵塞漏洞
_RHETORIC = re.compile(
    r"切实|认真|牢固|坚决|扎扎?实实?|高度|充分|全力|用心|用情|自觉|深刻|从(?:源头|根本|严|实)|为(?:契机|核心|导向|抓手|引领|主线|目标)|有(?:效|力)(?:措施|举措)|进一步|不断|着力|大力|努力|高标准|严要求|全方位"
    r"|今后工作|新(?:局面|台阶|成效)|堵塞漏洞|筑牢|常态长效|落(?:到|在)实处|好事[办做]好|绷紧|这根弦|实事[办做]实|[抓做][紧细实深]抓[紧细实深]|入脑入心|走深走实|见行见效|抓出|见(?:实|成)效"
)
# a telephone or card number is no figure
_LONG_NUMBER = re.compile(r"\d{11,}|0\d{2,3}-\d{7,8}")
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
    figures = _LONG_NUMBER.sub("", _YEAR_ALONE.sub("", bare))
    figure = bool(_FIGURE.search(figures) or _CHINESE_COUNT.search(figures))
    kinds = [_clause_kind(clause) for clause in _CLAUSE.findall(bare)]
    figure = figure or bool(_SHARE.search(figures))
    return Evidence(
        figure=figure,
        issued=any(
            pattern.search(_HABIT.sub("", _DRAFTED.sub("", body)))
            for pattern in (_ISSUED, _ISSUED_PLAIN, _ISSUED_NAMED)
        ),
        done=any(pattern.search(_WISH.sub("", bare)) for pattern in (_DONE, _CHANGED)),
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
    if match is not None or _SLOGAN_NOUN.search(clause) or _RHETORIC.search(clause):
        return "lean"
    return "other" if len(clause) >= _SHORTEST_CLAUSE else ""
