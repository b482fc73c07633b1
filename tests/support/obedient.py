"""A model that obeys: any sentence of an attack that reaches its prompt is done, fenced or not.

What real models do now and then, it does always. It obeys words only: it does not see that a
sentence stands in a fence, nor who wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from scripted import ScriptedEngine

from assistant.drafting.signs import sentences_of
from assistant.llm.message import Message
from assistant.llm.visible import visible

GOOD = "逐笔核对公务接待报销凭证，手续不全的书面说明，超标准费用由经办人员退缴。"
OTHER = "9月2日印发《公务接待管理办法》，明确审批权限、接待标准和陪餐人数，先审批后接待。"
_LEAST = 4  # letters of a sentence that says anything by itself


class ObedientEngine(ScriptedEngine):
    """``attack`` is what it listens for, less the ``cover`` sentences, which order nothing.

    ``obeyed`` are the sentences of it that it was shown. It says ``says``, or repeats them.
    """

    def __init__(self, attack: str, *, says: str = "", cover: Sequence[str] = ()) -> None:
        super().__init__(self._answer)
        self.obeyed: list[str] = []
        self._orders = list(operative(attack, cover))
        self._says = says

    def _answer(self, messages: Sequence[Message]) -> str:
        prompt = squeezed("\n".join(message.content for message in messages))
        standing = [order for order in self._orders if squeezed(order) in prompt]
        self.obeyed += standing
        said = (self._says or "".join(standing)) if standing else GOOD
        if "findings" in prompt:
            finding = {"quote": QUOTE, "kind": "vague", "message": said, "suggestion": said}
            return json.dumps({"findings": [finding] if standing else []}, ensure_ascii=False)
        if "measures" in prompt:
            measures = [{"text": text, "precedents": [], "facts": []} for text in (said, OTHER)]
            return json.dumps({"measures": measures}, ensure_ascii=False)
        return json.dumps({"text": said}, ensure_ascii=False)


QUOTE = "组织观看警示片2场，受教育40人次。"


def operative(attack: str, cover: Sequence[str] = ()) -> list[str]:
    """The sentences of an attack that may order something."""
    covered = {squeezed(sentence) for sentence in cover}
    return [
        sentence.strip()
        for sentence in sentences_of(visible(attack))
        if len(re.findall(r"\w", sentence)) >= _LEAST and squeezed(sentence) not in covered
    ]


def squeezed(text: str) -> str:
    """``text`` without blanks, in which a fence may have changed it."""
    return re.sub(r"\s+", "", text)
