"""Variables: every environment variable that the settings read, explained for the README."""

from __future__ import annotations

from assistant import model_settings
from assistant.model_settings import Variable

_PLACES = (
    Variable(names=("ASSISTANT_DATA_DIR",), meaning="数据文件夹", default="项目下的 data/"),
    Variable(names=("ASSISTANT_HOST",), meaning="页面的监听地址", default="127.0.0.1"),
    Variable(names=("ASSISTANT_PORT",), meaning="页面的端口，0 表示任选一个空闲的", default="7860"),
    Variable(
        names=("ASSISTANT_PROMPTS_DIR",),
        meaning="本单位的提示词文件夹，其中的文件替换 prompts/ 里同名的",
        default="",
    ),
)
_LOGIN = (
    Variable(
        names=("ASSISTANT_LOGIN",),
        meaning="none：不登录；users：用户名和密码；header：由前置代理认证",
        default="none",
    ),
    Variable(
        names=("ASSISTANT_TRUSTED_HEADER",),
        meaning="header 方式下代理写入用户名的请求头",
        default="X-Remote-User",
    ),
    Variable(
        names=("ASSISTANT_TRUSTED_PROXIES",),
        meaning="header 方式下可信的代理地址或网段，空格分隔",
        default="127.0.0.1",
    ),
    Variable(
        names=("ASSISTANT_ALLOW_OPEN",),
        meaning="1：不登录也允许监听本机以外的地址",
        default="",
    ),
    Variable(
        names=("ASSISTANT_ORIGINS",),
        meaning="允许访问的来源（https://主机名），空格分隔",
        default="本机",
    ),
)
_RATES = (
    Variable(
        names=("ASSISTANT_RATE_LOGINS",),
        meaning="同一地址每分钟最多试几次登录，0 表示不限（下同）",
        default="60",
    ),
    Variable(
        names=("ASSISTANT_RATE_DRAFTS",),
        meaning="每人每分钟最多起草几次（含其他模型调用；整个项目一次起草算一次）；不登录时按地址，放宽到 20 倍",
        default="120",
    ),
    Variable(
        names=("ASSISTANT_RATE_UPLOADS",),
        meaning="每人每分钟最多上传几个文件；不登录时同上",
        default="240",
    ),
    Variable(
        names=("ASSISTANT_RATE_CALLS",),
        meaning="每人每分钟最多调用几次接口和 MCP 工具；不登录时同上",
        default="600",
    ),
)
_INDEX = (
    Variable(
        names=("DATABASE_URL",),
        meaning="PostgreSQL 的地址；不设则用数据文件夹里的 SQLite",
        default="",
    ),
    Variable(
        names=("EMBEDDINGS_BASE_URL",),
        meaning="嵌入模型服务的地址（OpenAI 协议）；不设则用本机的嵌入模型",
        default="",
    ),
    Variable(
        names=("EMBEDDINGS_MODEL",), meaning="嵌入模型的名称；只给名称时是本机的模型", default=""
    ),
    Variable(names=("EMBEDDINGS_API_KEY",), meaning="嵌入模型服务的密钥", default=""),
    Variable(names=("EMBEDDINGS_TIMEOUT",), meaning="一次嵌入请求最多等多少秒", default="60"),
    Variable(names=("EMBEDDINGS_BATCH",), meaning="一次嵌入请求最多几段文字", default="32"),
    Variable(
        names=("CHROMA_URL",), meaning="Chroma 服务的地址；不设则用数据文件夹里的索引", default=""
    ),
    Variable(names=("CHROMA_TENANT",), meaning="Chroma 的租户", default="default_tenant"),
    Variable(names=("CHROMA_DATABASE",), meaning="Chroma 的数据库", default="default_database"),
    Variable(names=("CHROMA_TOKEN",), meaning="Chroma 前置代理要的令牌", default=""),
)
_NETWORK = (
    Variable(
        names=("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"),
        meaning="访问本机以外的模型服务时经过的代理",
        default="",
    ),
    Variable(names=("NO_PROXY",), meaning="不经代理的主机、域名或网段，逗号分隔", default=""),
)
VARIABLES: tuple[Variable, ...] = (
    *_PLACES,
    *model_settings.VARIABLES,
    *_INDEX,
    *_LOGIN,
    *_RATES,
    *_NETWORK,
)


def markdown_table() -> str:
    """The variables as a Markdown table."""
    rows = (
        f"| {'、'.join(f'`{name}`' for name in v.names)} | {v.meaning} | {v.default} |"
        for v in VARIABLES
    )
    return "\n".join(["| 环境变量 | 作用 | 默认 |", "|---|---|---|", *rows, ""])
