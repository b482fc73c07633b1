"""Words: every fixed Chinese text of the screen 项目."""

from __future__ import annotations

PROJECTS = "项目"
PICK, PICK_HINT = "项目", "选一个项目，或在下面新建"
NEW_FOLD = "新建项目"
NAME, NAME_HINT = "项目名称", "例如：县委第三巡察组反馈问题整改（2025年）"
CREATE = "新建"
EXAMPLE = "用示例项目试一试"
EMPTY = (
    "**一个项目就是一次巡察的整改**：把反馈的问题放进来，逐条写明责任、时限和事实，起草措施，填完待填项，"
    "就能生成整篇通报。每一步都即时存盘，关掉页面也不会丢。\n\n还没有项目：在下面新建一个，或点“用示例项目试一试”。"
)
NO_PROBLEMS = "这个项目还没有问题：在“添加问题”里粘贴清单，或上传 .docx、.xlsx、.pdf、.txt 文件。"
ADD_FOLD = "添加问题"
ADD, ADD_HINT = "反馈的问题，一行一个", "“三会一课”制度落实不规范\n往来款长期挂账未清理"
ADD_AREA, ADD_AREA_HINT = "所属方面（选填）", "聚焦群众身边腐败问题和不正之风方面"
DO_ADD, UPLOAD = "添加", "上传清单"
LIST_TYPES = [".txt", ".md", ".docx", ".xlsx", ".pdf"]
TABLE = "问题（点一行，在右边办理）"
HEADERS = ["序号", "问题", "状态", "措施", "还缺"]
STATUS = {"unknown": "未定", "done": "已完成", "ongoing": "推进中", "long_term": "长期坚持"}
DRAFT_ALL, DRAFT_ON, STOP = "起草全部未起草的", "接着起草（还有{}个）", "停止"
DRAFTING_NONE = "每个问题都已有草稿。"
RUN_BAR = "起草进度"
RUN_ENGINE = "用什么起草"
RUN_ENGINES = {"auto": "设置里的模型", "offline": "离线引擎"}
IF_DEAD = "模型中途不能用时"
IF_DEAD_CHOICES = {"offline": "其余由离线引擎起草", "stop": "停下，等模型恢复"}
STOPPED = "已停止；已起草的都已存盘，再点一次接着起草。"
STOPPED_LINE = "已停止；已起草的都已存盘，没写完的不留，再点一次接着起草。"
REDRAFTING = "正在重新起草第{}个问题……（Esc 停止）"
BY_OFFLINE, BY_MODEL = "离线引擎", "模型{}"

PROBLEM_TAB = "办理"
PICK_PROBLEM = "在左边点一个问题，在这里写责任、时限、事实和措施。"
TEXT, AREA, OWNER, DEADLINE, STATE = (
    "问题（反馈原文）",
    "所属方面",
    "责任领导和科室",
    "完成时限",
    "状态",
)
SAVE, REMOVE = "保存", "移出"
FACTS = "事实台账"
FACT_HEADERS = ["事实", "日期", "数据", "文件", "佐证材料"]
FACT, FACT_HINT = "事实", "9月2日印发《公务接待管理办法》"
EVIDENCE, EVIDENCE_HINT = "佐证材料（选填，只在台账里）", "办法原件、签收表"
ADD_FACT, FACT_REMOVE = "记一条事实", "删去选中的事实"
MEASURES = "整改措施，一行一条（【待填：…】处是还缺的事实）"
SAVE_MEASURES, REDRAFT = "保存措施", "按现有事实重新起草"
VERSIONS = "历次版本（选一个，看当时的措施）"
NO_DRAFT, NONE = "还没有措施", "无"

PLACES_TAB = "待填"
NO_PLACES = "**措施里没有待填项。**"
ELSEWHERE = "通报的其他部分还缺：{}。问题的状态在“办理”里定，其余在“通报信息”里写（如“组织情况”）。"
PLACES_HEADERS = ["问题", "待填项", "所在的句子", "填写"]
PLACES = "还缺的事实（在最后一列填写，可以只填一部分）"
FILL = "一次填入"

PROFILE_TAB = "通报信息"
PROFILE_NOTE = (
    "标题、导语、总体数据、监督方式都由这里和问题清单生成，不必另写；空着的在通报里是待填项。"
)
SAVE_PROFILE = "保存通报信息"

NOTICE_TAB = "通报"
COMPOSE = "生成整篇通报"
TO_REVIEW = "到“审核”页逐条处理"
NOTICE_TEXT = "整篇通报（【待填：…】处还缺）"
NOTICE_EMPTY = "点“生成整篇通报”，这里是全文，下面是审核发现和下载。"
FINDINGS = "审核发现"
FINDING_HEADERS = ["级别", "规则", "说明"]
LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
DOCX, TXT, MD, XLSX = "Word 公文", ".txt", ".md", "台账 .xlsx"

MEMBERS_TAB = "成员与记录"
MEMBERS_LABEL, AUDIT_LABEL = "成员", "操作记录（只记谁、何时、改了哪些项，不记内容）"
MEMBERS_HEADERS = ["成员", "角色"]
ROLES = {"owner": "负责人", "editor": "可编辑", "reader": "只读", "none": "移出项目"}
MEMBER, MEMBER_ROLE, SHARE = "用户名", "角色", "保存成员"
AUDIT_HEADERS = ["时间（UTC）", "谁", "做了什么", "对象", "哪些项"]
ACTIONS = {
    "create": "新建", "edit": "修改", "add": "添加", "move": "移动", "remove": "移出",
    "restore": "放回", "draft": "写措施", "share": "改成员", "waive": "豁免", "unwaive": "撤销豁免",
}  # fmt: skip
OBJECTS = {
    "project": "项目", "problem": "问题", "problems": "问题清单", "fact": "事实", "member": "成员",
    "waiver": "审核发现",
}  # fmt: skip
PARTS = {
    "name": "项目名称", "text": "内容", "focus_area": "所属方面", "owner": "责任", "deadline": "时限",
    "status": "状态", "date": "日期", "figure": "数据", "document": "文件", "evidence": "佐证",
    "editor": "可编辑", "reader": "只读", "none": "移出",
}  # fmt: skip

SAVED = "已保存"
CONFLICT = "刚有别人改过同一处，你的改动还没有保存。对照下面两个版本，改好再保存：\n"
MINE, THEIRS = "你写的", "现在的"
SAMPLE_NAME = "示例：水务局巡察整改"
SAMPLE_PROBLEMS = (
    "公务接待审批不严格，超标准接待时有发生",
    "往来款长期挂账未清理",
    "“三会一课”制度落实不规范",
)
SAMPLE_PROFILE = {
    "issuer": "中共岚川县水务局党组",
    "short_name": "局党组",
    "inspection.kind": "巡察",
    "inspection.team": "县委第三巡察组",
    "inspection.round": "十一届县委第五轮",
    "inspection.start": "2025年3月3日",
    "inspection.end": "2025年4月18日",
    "inspection.feedback": "2025年5月20日",
}
SAMPLE_FACT = {"text": "9月2日印发《公务接待管理办法》", "evidence": "办法原件"}
