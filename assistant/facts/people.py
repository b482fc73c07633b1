"""People and how to reach them: personal names in context, telephone numbers, e-mail addresses.

A name counts where a post, 同志 or a label (联系人：) stands beside it; surnames alone prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["person", "phone", "email"]

_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|慕容|司徒|令狐|赵|钱|孙|李|周|吴|郑|王|冯|陈|褚|卫|蒋|沈|韩|杨|朱|秦|尤|许|何|吕"
    "|施|张|孔|曹|严|华|金|魏|陶|姜|戚|谢|邹|喻|柏|窦|章|苏|潘|葛|奚|范|彭|郎|鲁|韦|马|苗|凤|方|俞|袁|柳|鲍|史|唐|费"
    "|薛|雷|贺|倪|汤|滕|殷|罗|毕|郝|安|常|乐|于|傅|齐|康|伍|余|顾|孟|黄|穆|萧|尹|姚|邵|汪|祁|毛|狄|贝|臧|戴|宋|茅"
    "|庞|熊|纪|舒|屈|项|祝|董|梁|杜|阮|蓝|闵|季|贾|江|童|颜|郭|梅|盛|林|钟|徐|邱|骆|高|夏|蔡|田|樊|胡|凌|霍|虞"
    "|万|柯|卢|莫|丁|邓|洪|包|左|石|崔|吉|龚|程|邢|裴|陆|翁|荀|甄|曲|封|储|靳|段|焦|谷|侯|仇|宁|栾|甘"
    "|厉|戎|刘|景|詹|龙|叶|黎|白|蒲|卓|池|谭|申|冉|牛|尚|温|庄|晏|柴|瞿|阎|连|习|艾|向|易|廖|耿|寇|广|欧|巩"
    "|聂|关|荆|付|肖|闫|邸|仝|兰|佟|卞|卜)"
)
# characters that stand in a given name hardly ever, but after a surname-like character all the time
_PLAIN = "的了在是子和与等对为被将把由从向到及或要会能可已未不均都也还其此该各每某部门组长任副正主席书记局处科室级员工作管理领导干问题题"
# words that begin with a surname
_NO_NAME = (
    "周转|周边|周期|高度|高质|高效|高级|高中|安全|安排|常务|常态|常规|方面|方案|方式|万元|项目|顾问|成员|平时|白天|时间|钱款|金额|金融"
    "|花费|水务|水利|范围|张贴|施工|经费|严格|严肃|严重|许可|何时|马上|程序|文件|文明|关于|关心|关注|关键|应急|相关|封闭|连续|习惯|广大"
    "|石料|后勤|温馨|田间|江边|童心|计划|单独|陆续|任务|任期|任职|易于|明确|章程|施行|祝贺|项下|路段|段落|华侨|左右|毕业|包括|曲折|党课"
)
_GIVEN = rf"(?:某{{1,2}}|[^\W\da-zA-Z_{_PLAIN}]{{1,2}})"
_POST = (
    r"(?:党组书记|党委书记|党支部书记|支部书记|书记|局长|主任|校长|院长|园长|所长|站长|处长|科长|股长|部长|厂长|队长|镇长|乡长|村长"
    r"|会长|主席|经理|董事长|委员|会计|出纳|教师|医生|医师|护士长|组长|调研员|驾驶员|干部|员工|职工|党员|负责人|经办人|报账员|保管员)"
)
_AFTER_NAME = (
    r"(?=同志|任|为|担任|等|、|，|。|；|主持|带队|牵头|作|讲|（|因|受|给予|被|进行|的|和|与|在|约谈|带头|亲自"
    r"|部署|调研|督办|检查|签|批|分管|负责|介绍|汇报|强调|要求|指出|组织|召开|带领|率|代表|参加|出席|开展|对|授课)"
)
_NAMED = re.compile(
    rf"(?:(?<=任){_SURNAME}{_GIVEN}(?=为)"
    rf"|{_POST}(?P<after_post>(?!{_NO_NAME}){_SURNAME}{_GIVEN}){_AFTER_NAME}"
    rf"|(?P<comrade>(?!{_NO_NAME}){_SURNAME}{_GIVEN})(?=同志)"
    rf"|(?:联系人|责任人|经办人|填报人|负责人|主讲人)[：:为]\s?(?P<label>{_SURNAME}{_GIVEN})(?![^\W\d_])"
    rf"|(?<![^\W\d_])(?P<masked>{_SURNAME}某{{1,2}})"
    rf"|(?:对|由|给予|请|约谈了?)(?P<masked2>{_SURNAME}某{{1,2}}))"
)
_PHONE = re.compile(
    r"(?<![\d.])(?:0\d{2,3}[-—－ ]?\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}|400[-—]?\d{3}[-—]?\d{4})(?![\d.])"
    r"|(?<=电话)[：为是 ]{0,2}(?P<local>\d{7,8})(?!\d)|(?<=热线)[：为是 ]{0,2}(?P<hot>\d{7,8})(?!\d)"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person, telephone number or e-mail address at [start, end) of the folded text."""

    start: int
    end: int
    kind: PersonKind


def find_people(folded: str) -> Iterator[FoundPerson]:
    """Yield e-mail addresses, telephone numbers, then persons."""
    for match in _EMAIL.finditer(folded):
        yield FoundPerson(start=match.start(), end=match.end(), kind="email")
    for match in _PHONE.finditer(folded):
        group = match.lastgroup or 0
        yield FoundPerson(start=match.start(group), end=match.end(group), kind="phone")
    for match in _NAMED.finditer(folded):
        group = match.lastgroup or 0
        yield FoundPerson(start=match.start(group), end=match.end(group), kind="person")
