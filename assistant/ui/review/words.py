"""Words: the fixed Chinese texts of waivers, projects, copies and a model's opinions on 审核."""

from __future__ import annotations

# 豁免
WAIVE_FOLD = "不用改的：豁免"
WAIVE_REASON, WAIVE_HINT, WAIVE = "理由", "例如：3个问题依规不公开", "豁免选中的发现"
WAIVED_LABEL, UNWAIVE = "已豁免（不计入发现）", "撤销选中的豁免"
EXPORT_WAIVERS, IMPORT_WAIVERS = "导出豁免文件", "导入豁免文件"
WAIVER_TYPES = [".toml"]
IN_PROJECT = "豁免记在项目“{}”里，成员都看得到。"
IN_DRAFT = "豁免记在这份文稿名下，改了再审仍有效。"
IN_DRAFT_ALONE = IN_DRAFT + "要让同事也看到，请在“文稿”页选它所属的项目。"
ONLY_REVIEWERS = "豁免由审核人或管理员写明理由后给出。"
WAIVER_HISTORY = "豁免记录"
GAVE, WITHDREW = "豁免", "撤销豁免"
STALE = "没有对应的发现"
TAKEN_IN = "已导入{}条豁免"
NO_FILE_TEXT = "“{}”不是豁免文件：应为 UTF-8 编码的 .toml"
TOO_LARGE = "“{}”超过1MB，不像豁免文件：请核对"
DEFAULT_SOURCE = "通报.txt"

# 项目
PROJECT_FOLD = "项目里的通报（选填）"
PROJECT_LABEL, NO_PROJECT = "这份文稿属于", "不属于项目"
OPEN_NOTICE = "审核项目的通报"
PICK_PROJECT = "请先选一个项目"
PROJECT_SOURCE = "{}.docx"

# 副本
WORD, HTML, MARKDOWN = "批注版 Word", "网页 .html", "文本 .md"
WORD_NAME, HTML_NAME, MARKDOWN_NAME = "审核批注.docx", "审核意见.html", "审核意见.md"
ORIGINAL_GONE = "上传的原件只保留一天，批注版按通用版式生成；要原来的版式，请重新上传文稿"

# 模型的意见
OPINIONS_FOLD = "模型的意见（单列，不计入发现）"
OPINIONS_LABEL = "模型的意见（点一条，跳到原文）"
ASK_MODEL, STOP_MODEL = "请模型看一遍", "停止"
NO_MODEL = (
    "没有接语言模型，上面的发现也不需要它。要请模型再看措施是否空泛、是否对症，"
    "到“设置”页的“起草引擎”填本机或内网的接口地址和模型名称。"
)
OFFERED = "由“{}”看措施是否空泛、是否对症，语气和逻辑是否妥当；文稿会发给这个模型。意见仅供参考。"
READING = "“{}”正在看第{}段（共{}段）……"
SAID = "“{}”提了{}条意见，仅供参考，请逐条核对。"
SAID_NOTHING = "“{}”没有可列出的意见。"
NOT_ANSWERED = "模型没有给出意见：{}"
STOPPED = "已停止，下面是停下前的意见。"
NEED_REVIEW = "请先审核文稿，再请模型看"
