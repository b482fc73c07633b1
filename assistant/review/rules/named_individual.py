"""named-individual: a person's name together with discipline or handling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule
from assistant.review.vocabulary import words

RULE = Rule(
    id="named-individual",
    name="点名处理人员",
    severity="error",
    group="content",
    about="姓名与处分、诫勉、约谈、免职等处理同句出现；联系人、先进典型、当选人员，"
    "以及作谈话、作报告的一方不算，“张某”“李某某”已隐名也不算。",
    message="处理人员疑似点名：“{found}”",
    suggestion="公开稿宜不点名，改写为“对相关责任人……”并只写人数。",
    basis="公开脱敏要求：被处理人不点名",
)

_SURNAMES = "".join(name for name in words("surnames") if len(name) == 1)
_COMPOUND = "|".join(name for name in words("surnames") if len(name) > 1)
# characters that given names do not have, above all those of grammar and of offices
_NOT_GIVEN = (
    "的了和与及在对等为是有并其被将因已未某由以从向到给予受于不人员工作个名位次项元第"
    "上下内外责任务理位部门组局科股站所处室院校队厅委办村镇乡县市区街路社厂司关额度案"
    "件款事职党会违纪法规"
)
# words that begin like a family name
_WORD = (
    "严[肃格厉重密明谨]|高[度效质额龄管]|任[何意命务职期]|周[密全期边末转]|时[任间常候刻]|方[案式面便法向]|金[额融]|马[上虎]|管[理护控辖]|向[前上下]|路[段面]"
    "|田[间地]|易[发制]|白[天条]|黄金|成[立员果效]|常[态规务年]|连续|单[位独项]|段[落]|江[河]|石材|武[装]|施[工行]|万[元]|水[务利电]|华[侨]|欧洲|钱[款物财币包粮数]|尤其|左右|温馨|明确|齐抓"
    "|程[序度]|纪[律检委要]|费[用率]|冷[链库藏]|景[区点观]|尚[未有需不在]|储[备存蓄运]|宗[教旨地]|仲裁|付[款费清出息讫]|蓝[图天牌]|宁[愿可]|池[塘]|游[客泳览]|车[辆队间站]|商[户业品贸铺家]"
    "|宣[传讲布教读]|应[当该急由按对用付缴收]|家[长庭属访校]|全[部体面程年县市区镇局院校]|富[裕民]|松[懈散动]|简[化报单称易]|展[开示览]|盖[章房]|索[要取赔]|符[合]|束[缚]|封[存闭停]|谈[话心判]|练[习]|班[子组级前会]|沙[石场]|占[用比]|云[平端]|古[树镇城村建]|官[方网僚员]|闻|米[面粉]|迟[到延缓报迟]"
)
_NAME = (
    rf"(?:(?:{_COMPOUND})[^{_NOT_GIVEN}\W\da-zA-Z_]{{1,2}}"
    rf"|(?!{_WORD})[{_SURNAMES}][^{_NOT_GIVEN}\W\da-zA-Z_]{{1,2}})"
)
# directly between an office and the handling the characters of grammar are a name's: 报账员罗有田党内警告
_ANY_NAME = rf"(?!{_WORD})[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_NAMES = rf"{_NAME}(?:同志)?(?:(?:[、和]|以及){_NAME}(?:同志)?){{0,5}}"
_OFFICE = (
    r"(?:书记|主任|局长|科长|股长|站长|所长|院长|校长|处长|部长|队长|组长|会计|出纳|经理|总监|主席|委员|会长|社长|厂长|园长"
    r"|班长|支书|村长|镇长|乡长|主管|干部|职工|员工|教师|老师|医生|医师|护士|护士长|司机|驾驶员|办事员|科员|经办人|当事人|责任人"
    r"|负责人|分管人|管理员|采购员|保管员|报账员|党员|人员|同志|局|院|校|法官|法警|检察官|民警|辅警|交警|警长|庭长|行长|台长|馆长|总编|编辑|记者|工程师|技师|讲师|教授|辅导员|班主任"
    r"|药师|护工|村医|网格员|专干|干事|文书|厨师|保安|监理|调解员|审计员|预算员|施工员|库管员?|验收员|收费员|售票员|柜员|信贷员|船长|组员|代表|股东|法人|承包人|董事|监事|主办|专员|调研员|秘书|参谋|顾问|副科长|科级干部)"
)
_MEASURE = (
    r"处分|诫勉|警告|记过|记大过|降级|撤职|开除|留党察看|批评|提醒谈话|谈话提醒|约谈|检查|检讨|立案|移送|免职|停职|免去|撤销"
    r"|辞退|解聘|问责|追责|组织处理|调离|训诫|扣发|扣减|降职|责令|双开|政务立案|处理"
)
# what stands before a name inside a clause: an office, or the unit that the person belongs to
_POST = (
    rf"(?:{_OFFICE}|[\u4e00-\u9fff]{{0,12}}(?:股|科室|科|处|庭|室|站|所|队|部|中心|公司"
    r"|村|社区?|组|班|窗口|支部|办|员|手|人|负责同志))"
)
_AFTER = (
    rf"(?=等|[2-9二三四五六两][人名位]|\d{{1,2}}[次人]|通报|分别|进行|作出|做出|予以|给予|实施|处以|采取|落实|（|，|。|；|党内"
    rf"|行政|政务|党纪|政纪|立案|{_MEASURE}|[一-龥]{{0,12}}职务|的)"
)
_PATTERNS = (
    # 给予白鹭村原报账员张三党内严重警告处分, 对经手人张三作出批评教育
    re.compile(
        rf"(?:对|给予|将|给|责令|撤销|免去|约谈|处分)了?[^，。；：《》]{{0,28}}?(?:{_POST}|责任的|的)(?P<names>{_NAMES}){_AFTER}"
    ),
    re.compile(
        rf"{_OFFICE}(?P<names>{_ANY_NAME})(?:同志)?(?=(?:受到|被|给予|予以)?(?:党内|政务)?(?:严重)?(?:警告|记过|记大过|撤职|降级|开除|诫勉|处分))"
    ),
    # 党纪处分2人（后勤处张三、基建科李四）
    re.compile(
        rf"(?:{_MEASURE})[^，。；（]{{0,6}}\d{{1,3}}[人名]（(?:{_POST})?(?P<names>{_NAMES})(?=[、，）；和])"
    ),
    # 业务股李四被立案审查, 会计张三（女）被开除党籍
    re.compile(
        rf"{_POST}(?P<names>{_NAMES})(?:（[^（）]{{1,8}}）)?"
        r"(?=(?:均|都|先后|分别|也)?(?:已经?)?(?:因|受到|被|受)|对[^，。；]{1,12}负有?)"
    ),
    # 对（财务科长）张三给予…, 给予张三…, 撤销张三…职务, 约谈张三
    re.compile(
        rf"(?:(?:对|给予|将|给|责令|撤销|免去|罢免|开除|诫勉|约谈|处分|问责|辞退|批评|警告)了?)"
        rf"(?:[^，。；：]{{0,24}}?(?:{_OFFICE}|责任的))?(?P<names>{_NAMES}){_AFTER}"
    ),
    # （财务科长）张三因…被…, 张三（党内警告）
    re.compile(
        rf"(?:^|[，。；：、（]|{_OFFICE})(?P<names>{_NAMES})"
        rf"(?=(?:因|受到|被|受|违反|违规|存在|履职|（(?:已|因|曾|现)?[^（）]{{0,4}}(?:{_MEASURE}|党内|政务|行政)))"
    ),
)
_HANDLED = re.compile(_MEASURE)
_REACH = 60


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each name, or list of names, that a sentence puts under discipline or handling."""
    folded = notice.folded
    for line in reading.paragraphs:
        if not _HANDLED.search(folded, line.start, line.end):
            continue
        for sentence in reading.sentences(line.start, line.end):
            seen = -1
            spans = sorted(_named(folded[sentence.start : sentence.end]))
            for start, end in spans:
                if start >= seen:
                    seen = end
                    at = sentence.start + start
                    found = notice.text[at : sentence.start + end]
                    shown = found[:1] + "某" * (min(len(found), 3) - 1)
                    yield Hit(start=at, end=sentence.start + end, values={"found": shown})


def _named(sentence: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            start, end = match.span("names")
            if _HANDLED.search(
                sentence, max(0, start - _REACH // 2), min(len(sentence), end + _REACH)
            ):
                yield start, end
