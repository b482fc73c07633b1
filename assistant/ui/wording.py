"""Wording: every fixed Chinese text of the page; its examples stand in assistant.ui.examples."""

from __future__ import annotations

TITLE = "整改通报助手"
HEAD = "# 整改通报助手\n\n起草整改措施，审核整改通报。全部在本机运行，不联网。"
FILE_TYPES = [".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".xlsx"]
NOTICE_TYPES = [".txt", ".md", ".docx", ".pdf", ".html", ".htm"]
TRY = "试一试"

# 对话
CHAT = "对话"
EMPTY_CHAT = (
    "粘贴巡察反馈的问题，一行一个；有事实就写在下一行。\n\n"
    "没有提供的数字、日期、文件名一律留作【待填：…】。点一个例子试试："
)
BOX_LABEL = "巡察反馈的问题，或整篇通报草稿"
BOX = (
    "一行一个问题；事实写在问题下面一行：“事实：9月2日印发《公务接待管理办法》”。"
    "也可粘贴整篇通报草稿。Ctrl+Enter 发送，Esc 停止。"
)
SEND, STOP, UPLOAD, NEW_CHAT = "发送", "停止", "上传文件", "新对话"
ISSUER_LABEL, ISSUER_HINT = "本单位名称（选填）", "中共岚川县水务局党组"
STAGE_LABEL = "写成"
STAGE_PROGRESS, STAGE_PLAN = "进展通报（已做的）", "整改方案（要做的）"
DRAFT_TAB, DRAFT_TEXT, DRAFT_EMPTY = "草稿", "可复制的草稿", "起草后，这里是不带来源的正文。"
DOWNLOAD_MD = "下载 .md"
PRECEDENT_TAB = "范例"
PRECEDENTS = "相近的范例（只供参考，其中的事实不属于本单位）"
NO_PRECEDENTS = "起草后，这里列出范例库中相近的做法，点一条看通报全文。"
NOTICE_TEXT = "范例全文"
FOUND_TAB, FOUND_LIST = "审核", "审核发现（点一条，跳到原文）"
FOUND_EMPTY = "在左边粘贴或上传整篇通报草稿，这里列出发现的问题。"
OPEN_REVIEW = "到“审核”页处理"
NOTHING = "没有读到问题或通报。请粘贴巡察反馈的问题（一行一个），或整篇通报草稿。"
COMPLETE = "补写缺失部分"
OFFLINE_NAME = "离线引擎"
WRITING_BY, WRITTEN_BY = "{}正在起草……", "由{}起草"
WITHHELD = "略去一句：{}"
CHANGED = "（已改）"
LEFT = "还缺{}处：{}。可以直接回复补上，也可以问“还缺什么”逐处来填。"
EXPLAINED_BY = {
    "rule": "依据：审核规则",
    "glossary": "依据：用语说明",
    "model": "模型回答，请核对",
}
STOPPED, NEVER_BEGUN = "已停止，上面是停下前写好的部分。", "已停止。"
ASK_MISSING, UNDO_COMMAND = "还缺什么", "撤销"
OFFLINE_AGAIN = "离线重做"

# 审核
REVIEW = "审核"
DRAFT_PANE, MARKED_PANE, MATRIX_PANE, VERSIONS_PANE = "文稿", "标注", "反馈对照", "两稿对比"
DRAFT_LABEL = "通报草稿"
DRAFT_HINT = "把整篇通报草稿粘贴在这里，或点“上传文稿”。也可以只贴其中几段。"
FEEDBACK_FOLD = "反馈问题清单（选填）：逐条核对通报有没有回应"
FEEDBACK_LABEL = "反馈的问题，一行一个"
FEEDBACK_HINT = "“三会一课”制度落实不规范\n往来款长期挂账未清理"
DO_REVIEW, UPLOAD_DRAFT, UPLOAD_LIST, EXAMPLE = "审核", "上传文稿", "上传清单", "用示例试一试"
CLEAR = "清空"
REVIEW_EMPTY = (
    "**这里列出审核发现**\n\n"
    "- 缺哪一部分：标题、组织情况、统计、下一步、监督方式……\n"
    "- 哪里疑似有误：数字对不上、日期颠倒、固定表述错字、把要做的写成已做的……\n"
    "- 只有一种正确写法的，可以一键改好\n\n"
    "点“用示例试一试”，看一篇虚构的草稿审出什么。"
)
REVIEW_CLEAN = "**审核完毕，没有发现问题。**"
MARKED_LABEL = "送审文本（点标出的字，看说明）"
MARKED_EMPTY = "审核后，这里在原文上标出每一处发现。"
MATRIX_HEADERS = ["反馈的问题", "通报中的问题", "措施", "佐证", "状态"]
MATRIX_LABEL = "反馈问题逐条对照"
MATRIX_EMPTY = "在“文稿”页填上反馈问题清单再审核，这里逐条列出：在哪里回应、几条措施、有什么佐证。"
VERSIONS_EMPTY = "每审核一次就留下一稿。改过再审，或点“上传另一稿”，就能在这里逐字对比。"
OLD, NEW, UPLOAD_OTHER = "旧稿", "新稿", "上传另一稿"
CHOSEN_EMPTY = "点一条发现，这里说明怎么改、依据是什么。"
FIX = "应用安全修改"
PICK_FINDING = "先在上面点一条发现，再写理由豁免"
NEED_REASON = "请写明理由，再豁免这一条"
NEED_DRAFT = "请先粘贴或上传通报草稿"
NO_FINDINGS = "没有发现"
SAME_TEXT = "两稿完全相同。"

# 范例库
LIBRARY = "范例库"
SEARCH_PANE, SHELF_PANE, INTAKE_PANE = "查找", "全部通报", "收入通报"
QUERY_LABEL, QUERY_HINT = "要查的问题，怎么说都行", "一把手开会先定调"
SEARCH, OPEN_NOTICE = "查找", "打开"
FILTER_FOLD = "筛选"
KIND_LABEL, LEVEL_LABEL, TYPE_LABEL = "巡视或巡察", "组织层级", "单位类型"
FOCUS_LABEL, FOCUS_HINT = "所属方面（含有这些字）", "例如：党建责任"
YEAR_FROM, YEAR_TO = "从哪年", "到哪年"
HITS_LABEL = "相近的问题（点一条，看通报全文）"
SEARCH_EMPTY = "输入一个问题，找出以往通报里怎么整改的。可以说大白话：“一把手开会先定调”能找到“末位表态”的做法。"
ABSTAINED = (
    "**没有可以借鉴的先例。** 范例库里没有够相近的问题，宁可不给，也不硬凑。"
    "可以换个说法、放宽筛选，或在“收入通报”里补充材料。"
)
BY_MEANING = "意思相近，没有相同的词"
FIELD_NAMES = {"problem": "问题", "focus_area": "方面", "measures": "措施", "meaning": "意思"}
VIEWER_EMPTY = "**点左边一条，这里是通报全文**，其中的每条“问题—措施”记录都标了出来。"
VIEWER_LABEL = "通报全文"
SHELF_LABEL = "已收入的通报（点一行打开）"
SHELF_HEADERS = ["标题", "日期", "记录", "编号"]
SHELF_EMPTY = "还没有通报。到“收入通报”上传，或在终端运行 python -m assistant ingest corpus。"
ASIDE_LABEL = "不作范例的（模板、广告、近似重复；点一行打开）"
ASIDE_HEADERS = ["标题", "原因", "记录", "编号"]
TRASH_LABEL = "回收站（移出的通报，随时可以放回；点一行打开）"
TRASH_HEADERS = ["标题", "原因", "记录", "编号"]
REFRESH, REBUILD = "刷新", "重建索引"
REMOVE, RESTORE = "移出范例库", "放回范例库"
INTAKE_LABEL = "把通报文件拖到这里，可以一次多份"
INTAKE_HELP = (
    "支持 .docx、.pdf（有文字层）、.html、.txt、.md，编码 UTF-8、UTF-16、GB18030、Big5 都认。"
    "同一篇只收一次；读不了的说明原因后跳过；大半是占位符或广告的隔离存放，不作范例。"
)
INTAKE_HEADERS = ["文件", "结果", "记录", "说明"]
OUTCOMES = {
    "added": "新增",
    "replaced": "更新",
    "unchanged": "未变",
    "quarantined": "隔离",
    "skipped": "跳过",
}
INDEXING, REBUILT = "正在更新索引……", "索引已按收入的通报重建"

HIT_GONE = "这条记录刚被改动过，请重新查找"
CARE_FOLD = "纠正解析：合并、拆分、改写（原文不动，都可撤销）"
RECORDS_LABEL = "这篇通报的记录（先点一条）"
PROBLEM_LABEL, AREA_LABEL = "问题", "所属方面"
REWORD, MERGE, SPLIT, UNDO = "保存改写", "与下一条合并", "从此处拆开", "撤销上一次修改"
SPLIT_LABEL = "从哪一句拆成新的记录"
PICK_RECORD, LAST_RECORD = "请先点一条记录", "这是最后一条，没有下一条可合并"
PICK_PLACE = "请先点一条记录，再选从哪一句拆开"
CORRECTED, UNDONE = "已修改，检索随即更新；可以撤销", "已撤销"
REMOVED, RESTORED = "已移入回收站，随时可以放回", "已放回范例库"

# 设置
PREFERENCES = "设置"
ENGINE_FOLD = "起草引擎"
ENGINE_NOTE = (
    "默认离线起草，只用措施库和范例。接上语言模型（本机或内网的 OpenAI 兼容接口）后，"
    "由模型改写，事实仍只认您给的；模型不可用时自动退回离线。"
    "设了环境变量的项目以环境变量为准。"
)
ENGINE_CHOICES = {"auto": "自动（有模型就用）", "offline": "只用离线引擎", "local": "本机模型文件"}
ENGINE_NOW = {
    "none": "**引擎**　离线引擎",
    "endpoint": "**引擎**　语言模型 {}，不可用时退回离线引擎",
    "local": "**引擎**　本机模型文件，不可用时退回离线引擎",
}
CHECK_LEVELS = {"ok": "正常", "off": "未用", "warn": "注意", "fail": "不行"}
CHECKING = "正在检查……"
ENGINE_LABEL = "用哪个引擎"
BASE_URL, MODEL, API_KEY = "接口地址", "模型名称", "密钥（不会再显示）"
BASE_URL_HINT, MODEL_HINT = "http://127.0.0.1:8000/v1", "qwen"
KEY_HINT = "留空表示不改"
ENGINE_LIMITS = {"温度（0 到 2）": "0.3", "上下文长度（词元）": "8192", "最长等待（秒）": "120"}
SAVE, CHECK = "保存", "检查连接"
ENGINE_SAVED = "引擎设置已保存"
UNIT_FOLD = "本单位"
UNIT_NOTE = "起草时作为默认的本单位名称，审核时作为发文机关的通行名称。"
FULL_NAME, SHORT_NAME = "全称", "简称"
FULL_NAME_HINT, SHORT_NAME_HINT = "中共岚川县水务局党组", "局党组"
PHONE, ADDRESS, POSTCODE, EMAIL = "监督电话", "通信地址", "邮编", "电子邮箱"
UNIT_SAVED = "本单位信息已保存"
RULES_FOLD = "审核规则"
RULES_NOTE = "改动对之后的每次审核生效。“关闭”的规则不再检查。"
RULE_LABEL, LEVEL_SET, RESET_RULES = "规则", "级别", "全部恢复默认"
RULE_HEADERS = ["规则", "默认", "现在", "说明"]
LEVEL_NAMES = {"error": "错误", "warning": "警告", "info": "提示", "off": "关闭"}
RULES_SAVED = "审核规则已保存"
LOOK_FOLD = "外观"
THEME_LABEL, TYPE_SIZE = "明暗", "字号"
THEMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
TYPE_SIZES = {"normal": "标准", "large": "大", "larger": "特大"}
INDEX_FOLD = "检索"
