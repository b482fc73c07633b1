"""Rate settings: how often one user may ask for something costly, in a minute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import WrongCall

MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSettings:
    """Most requests a minute and user; 0: no limit.

    ``logins`` are tries of the login form from one address; ``drafts`` drafts and other calls of a
    model (a run over all problems of a project is one); ``uploads`` files; ``calls`` calls of the
    named endpoints and MCP tools. No person meets them: ten times what one can click.
    """

    logins: int = 60
    drafts: int = 120
    uploads: int = 240
    calls: int = 600


NAMES: Mapping[str, str] = {
    field: f"ASSISTANT_RATE_{field.upper()}" for field in RateSettings.__dataclass_fields__
}


def read_rate_settings(environ: Mapping[str, str]) -> RateSettings:
    """From the environment; raises WrongCall naming the variable."""
    found = {
        field: text for field, name in NAMES.items() if (text := environ.get(name, "").strip())
    }
    for field, text in found.items():
        if not text.isascii() or not text.isdecimal() or int(text[:9]) > MOST:
            raise WrongCall(
                f"环境变量 {NAMES[field]} 的值“{text[:20]}”不对：要是 0 到 {MOST} 的整数，0 表示不限"
            )
    return RateSettings(**{field: int(text) for field, text in found.items()})
