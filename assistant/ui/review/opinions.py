"""Opinions: what a model says of the draft, apart from what the rules found and counted nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import gradio as gr

from assistant.chat.critique import CRITIQUE_NAMES, looks
from assistant.errors import AssistantError
from assistant.review.finding import Finding
from assistant.review.rule import SEVERITIES
from assistant.ui.engines import Engines
from assistant.ui.events import ASKING, BROWSER, QUICK, warn
from assistant.ui.guard import Guard
from assistant.ui.markdown import inert
from assistant.ui.review import words
from assistant.ui.review.marks import marks, place, quote
from assistant.ui.scroll import scroll_to
from assistant.ui.state import Desk, PageState


class Opinions:
    """Builds the fold and answers its events; holds nothing of any user."""

    def __init__(self, engines: Engines, guard: Guard) -> None:
        self._engines = engines
        self._guard = guard

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Accordion(words.OPINIONS_FOLD, open=False, elem_id="opinions"):
            self.about = gr.Markdown(words.NO_MODEL, elem_id="opinions-about")
            with gr.Row():
                self.ask_button = gr.Button(
                    words.ASK_MODEL, elem_id="opinions-ask", size="md", visible=False
                )
                self.stop = gr.Button(
                    words.STOP_MODEL, elem_id="opinions-stop", size="md", visible=False
                )
            self.list = gr.Radio(
                [],
                label=words.OPINIONS_LABEL,
                elem_id="opinions-list",
                elem_classes=["stacked", "opinion"],
                visible=False,
            )

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        return [self.about, self.ask_button, self.stop, self.list]

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """What was said of this text, else whether a model can be asked."""
        model = self._engines.model
        if state.desk.opinions:
            about = words.SAID.format(inert(model), len(state.desk.opinions))
        else:
            about = words.OFFERED.format(inert(model)) if model else words.NO_MODEL
        return self._filled(about, state.desk, bool(model))

    def _filled(
        self, about: str, desk: Desk, offered: bool, *, running: bool = False
    ) -> tuple[Any, ...]:
        said = choices(desk.opinions, desk.text)
        return (
            about,
            gr.update(visible=offered and not running),
            gr.update(visible=running),
            gr.update(choices=said, value=None, visible=bool(said)),
        )

    async def ask(self, state: PageState) -> AsyncIterator[tuple[Any, ...]]:
        """Have the model read the draft piece by piece; each piece's opinions are shown at once."""
        desk, writer = state.desk, self._engines.writer()
        notice, found = desk.notice, desk.review
        if writer.engine is None or notice is None or found is None:
            if notice is None:
                warn(words.NEED_REVIEW)
            yield await self.show(state)
            return
        name = inert(self._engines.model)
        about = words.READING.format(name, 1, 1)
        desk.opinions = ()
        yield self._filled(about, desk, True, running=True)
        try:
            async with aclosing(looks(notice, found, writer.engine, writer.prompts)) as seen:
                async for look in seen:
                    if desk.notice is not notice:  # another text was reviewed meanwhile
                        break
                    desk.opinions = look.findings
                    about = words.READING.format(name, min(look.done + 1, look.total), look.total)
                    if look.notes or look.done == look.total:
                        about = self._result(name, look.findings, look.notes)
                    yield self._filled(about, desk, True, running=True)
        except AssistantError as error:
            about = words.NOT_ANSWERED.format(inert(str(error)))
        if desk.notice is notice:
            yield self._filled(about, desk, True)
        else:
            yield await self.show(state)

    def _result(self, name: str, findings: tuple[Finding, ...], notes: tuple[str, ...]) -> str:
        said = (
            words.SAID.format(name, len(findings)) if findings else words.SAID_NOTHING.format(name)
        )
        return "\n\n".join([said, *map(inert, notes)])

    async def stopped(self, state: PageState) -> tuple[Any, ...]:
        """What had come before it was stopped."""
        await asyncio.sleep(0)
        return self._filled(words.STOPPED, state.desk, True)

    async def point(self, index: int | None, state: PageState) -> tuple[Any, ...]:
        """Mark the words of an opinion in the text."""
        desk = state.desk
        if desk.review is None or index is None or not 0 <= index < len(desk.opinions):
            return tuple(gr.skip() for _ in (*SEVERITIES, "detail", "marked", "tabs"))
        desk.chosen = None
        opinion = desk.opinions[index]
        found = desk.review.findings
        return (
            *(None for _ in SEVERITIES),
            explained(opinion, desk.text),
            marks(desk.text, (*found, opinion), len(found)),
            gr.update(selected="marked"),
        )

    def wire(self, state: gr.State, told: list[Any]) -> None:
        """Connect the events; ``told`` are the lists of findings, detail, marked text and tabs."""
        guard = self._guard
        asked = self.ask_button.click(guard(self.ask, "review"), [state], self.shown, **ASKING)
        self.stop.click(None, cancels=[asked], **BROWSER).then(
            guard(self.stopped), [state], self.shown, **QUICK
        )
        self.list.select(guard(self.point), [self.list, state], told, **QUICK).then(
            None, js=scroll_to("#marked", "当前"), **BROWSER
        )


def choices(opinions: tuple[Finding, ...], text: str) -> list[tuple[str, int]]:
    """Label and index of each opinion: where it stands, what it says, the words it means."""
    return [
        (f"{place(one, text)}　{_kind(one)}：{one.message}“{quote(one, text)}”", index)
        for index, one in enumerate(opinions)
    ]


def explained(opinion: Finding, text: str) -> str:
    """An opinion in full, as Markdown; it says that it is one."""
    head = f"**模型的意见**　{inert(place(opinion, text))}　{inert(_kind(opinion))}"
    said = f"{inert(opinion.message)}“{inert(quote(opinion, text))}”"
    return "\n\n".join([head, said, f"**建议**　{inert(opinion.suggestion)}"])


def _kind(opinion: Finding) -> str:
    return CRITIQUE_NAMES.get(opinion.rule, "").removesuffix("（模型）") or "意见"
