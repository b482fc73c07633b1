"""Asking: a question answered from rules and glossary, or by the model behind a check."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence

from assistant.chat.answer import Answer, AskBack, Explained, Said
from assistant.chat.explain import explain, glossary
from assistant.chat.memory import Recalled, recall
from assistant.chat.request import Request
from assistant.drafting.figures import close_gaps, without_bare_figures
from assistant.drafting.merge import alike
from assistant.drafting.model_answer import TEXT_SCHEMA, read_text
from assistant.drafting.orders import sift
from assistant.drafting.plausible import TRADE, Grounds, Plausibility
from assistant.drafting.signs import has_sign
from assistant.drafting.writer import Writer
from assistant.errors import ModelUnavailable
from assistant.facts.mask import mask
from assistant.llm.engine import Engine, complete
from assistant.llm.fence import fence

ANSWER = 400  # tokens of an answer
LONGEST = 400  # characters of it that are shown
_NEAR = 3  # glossary entries the model is told
_UNKNOWN = (
    "这个我答不上来：能回答的是整改通报的写法、术语和审核发现，例如“什么是边巡边改”。"
    "要起草措施，请直接写问题，一行一个。"
)
_BY_MODEL = "模型依据一般写作常识作答，请以本地巡察机构的要求为准"


class Asking:
    """Answers questions; holds nothing of any user."""

    def __init__(self, writer: Writer, count: Callable[[str], int]) -> None:
        self._writer = writer
        self._count = count

    async def answer(self, request: Request) -> AsyncGenerator[Answer, None]:
        """By rules and glossary; else by the model; else one line that says what can be asked."""
        text = request.notice.text if request.notice is not None else ""
        known = explain(request.text, request.review, text)
        if known is not None:
            yield known
            return
        engine = self._writer.engine
        if engine is None or request.engine == "offline":
            yield AskBack(question=_UNKNOWN)
            return
        recalled = await recall(request.history, engine, self._writer.prompts, self._count)
        if recalled.said:
            yield Said(text=recalled.said)
        try:
            told = await self._told(request.text, recalled, engine)
        except ModelUnavailable as error:
            yield Said(text=str(error))
            told = None
        yield told if told is not None else AskBack(question=_UNKNOWN)

    async def _told(self, question: str, earlier: Recalled, engine: Engine) -> Explained | None:
        """The model's answer where it can be shown: plain, of the trade, without a new fact."""
        asked = sift(question)  # asks by nature: only what is certain is taken out
        basis = "\n".join(_near(asked.kept))
        prompt = self._writer.prompts["answer_question"]
        messages = prompt.fill(
            question=fence("问题", asked.kept or "（空）"),
            basis=fence("依据", basis or "（没有查到）"),
            earlier=fence("前面谈到的", earlier.text or "（没有）"),
        )
        reply = await complete(engine, messages, schema=TEXT_SCHEMA, max_tokens=ANSWER)
        text = read_text(reply.text)
        grounds = Grounds(
            given=(asked.kept, basis, earlier.text),
            orders=(*asked.orders, *earlier.orders),
            prompt=prompt.system,
        )
        if text is None or _unfit(text, grounds, self._writer.plausibility):
            return None
        given = (asked.kept, basis, earlier.text)
        safe = mask(close_gaps(text[:LONGEST]), problem=given[0], facts=given[1:]).text
        safe = without_bare_figures(safe, given)
        return Explained(text=safe, basis=(_BY_MODEL,), origin="model")


def _near(question: str) -> Sequence[str]:
    """The glossary entries that share most words with the question."""
    ranked = sorted(
        glossary(), key=lambda entry: -max(alike(term, question) for term in entry.terms)
    )
    return [f"{'、'.join(entry.terms[:2])}：{entry.text}" for entry in ranked[:_NEAR]]


def _unfit(text: str, grounds: Grounds, plausibility: Plausibility) -> bool:
    """Whether an answer must not be shown: it obeys, loops, leaks the prompt, or is off the trade."""
    if any(has_sign(sign, text) for sign in ("instructions", "markup", "denial")):
        return True
    kinds = {flaw.kind for flaw in plausibility.of_sentence(text, grounds)}
    return bool(kinds - {"residue"}) or plausibility.trade_share(text, grounds.given) < TRADE
