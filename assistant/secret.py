"""Secret: a key that shows itself nowhere, and the cleaning of text that may repeat one."""

from __future__ import annotations

import re

# what providers print back: whole keys, masked keys (sk-ab****yz), bearer headers, keys in URLs
_KEY_LIKE = re.compile(
    r"\b(?:sk|pk|rk|ak|key|gsk|hf|xai|nvapi)[-_][\w*.\-]{6,400}"
    r"|\b(?:bearer|basic)\s{1,4}[\w+/=.*\-]{6,2000}"
    r"|(?<=[?&])(?:api[-_]?key|key|token|access_token)=[^&\s\"']{1,2000}"
    r"|(?<=://)[^/@\s]{1,400}@",
    re.IGNORECASE,
)
_MASK = "〔密钥〕"


class Secret:
    """A key: ``repr`` and ``str`` say only whether it is set; ``reveal()`` is for the client."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself; "" where none is set."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "已设置" if self._value else "未设置"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> str:
        raise TypeError("a secret is never serialised")


def redacted(text: str, *secrets: Secret) -> str:
    """``text`` without the secrets, their longer parts, and whatever looks like a key."""
    for secret in secrets:
        value = secret.reveal()
        if value:
            text = text.replace(value, _MASK)
            # providers show the head and the tail of a refused key
            for part in (value[:8], value[-6:]) if len(value) >= 16 else ():
                text = text.replace(part, _MASK)
    return _KEY_LIKE.sub(_MASK, text)
