"""Waivers on 审核: given with a reason, seen by the team, withdrawn, exported and imported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.project import ProjectWork
from assistant.chat.waiving import day, exported
from assistant.errors import AssistantError, InputUnreadable
from assistant.projects.model import AuditEntry
from assistant.review.registry import all_rules
from assistant.ui.events import REVIEWING, tell, warn
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.markdown import folded, inert
from assistant.ui.review import desk as work
from assistant.ui.review import words
from assistant.ui.review.desk import Terms
from assistant.ui.state import Desk, PageState

_LARGEST = 1_000_000  # bytes of a waiver file: more than the waivers that one place may have
TermsOf = Callable[[gr.Request], Terms]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverPane:
    """What is shown of the waivers, and what can be done with them."""

    about: gr.Markdown
    reason: gr.Textbox
    waive: gr.Button
    waived: gr.Radio
    unwaive: gr.Button
    download: gr.DownloadButton
    upload: gr.UploadButton
    history: gr.Markdown


def waiver_pane() -> WaiverPane:
    """Make the pane inside the current context."""
    with gr.Accordion(words.WAIVE_FOLD, open=False, elem_id="waiving"):
        about = gr.Markdown("", elem_id="waive-about")
        reason = gr.Textbox(
            label=words.WAIVE_REASON, placeholder=words.WAIVE_HINT, elem_id="waive-reason"
        )
        waive = gr.Button(words.WAIVE, elem_id="waive", size="md")
        waived = gr.Radio(
            [], label=words.WAIVED_LABEL, elem_id="waived", elem_classes="stacked", visible=False
        )
        unwaive = gr.Button(words.UNWAIVE, elem_id="unwaive", size="md", visible=False)
        with gr.Row():
            download = gr.DownloadButton(
                words.EXPORT_WAIVERS, elem_id="waivers-out", visible=False, size="md", min_width=120
            )
            upload = gr.UploadButton(
                words.IMPORT_WAIVERS,
                file_types=words.WAIVER_TYPES,
                elem_id="waivers-in",
                size="md",
                min_width=120,
            )
        history = gr.Markdown("", elem_id="waive-history")
    return WaiverPane(
        about=about, reason=reason, waive=waive, waived=waived, unwaive=unwaive,
        download=download, upload=upload, history=history,
    )  # fmt: skip


class Waivers:
    """Builds the pane and answers its events; holds nothing of any user."""

    def __init__(self, gate: Gate, terms: TermsOf, projects: ProjectWork, exports: Exports) -> None:
        self._gate, self._guard = gate, Guard(gate)
        self._terms = terms
        self._projects = projects
        self._exports = exports

    def build(self) -> None:
        """Make the components inside the current context."""
        self.pane = waiver_pane()

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        pane = self.pane
        return [
            pane.about,
            pane.reason,
            pane.waive,
            pane.upload,
            pane.waived,
            pane.unwaive,
            pane.download,
            pane.history,
        ]

    async def show(self, state: PageState, request: gr.Request) -> tuple[Any, ...]:
        """The waivers of the draft, for one who may give them or not."""
        may = self._gate.identity(request).may("waive")
        terms = self._terms(request)
        try:
            return await asyncio.to_thread(self._shown, state.desk, terms, may)
        except AssistantError as error:
            warn(error)
            return tuple(gr.skip() for _ in self.shown)

    def _shown(self, desk: Desk, terms: Terms, may: bool) -> tuple[Any, ...]:
        choices = work.waived_choices(desk)
        for_those_who_may = (gr.update(visible=may),) * 3
        if desk.notice is None:
            return "", *for_those_who_may, *(gr.update(visible=False),) * 3, ""
        history = terms.waiving.history(work.place(desk, terms))
        return (
            self._about(desk, terms, may),
            *for_those_who_may,
            gr.update(choices=choices, value=None, visible=bool(choices)),
            gr.update(visible=bool(choices) and may),
            gr.update(value=self._file(desk), visible=bool(choices)),
            _history(history),
        )

    def _about(self, desk: Desk, terms: Terms, may: bool) -> str:
        if desk.project is not None:
            name = self._projects.projects.get(desk.project, terms.waiving.user).name
            about = words.IN_PROJECT.format(inert(name))
        else:
            about = words.IN_DRAFT if self._gate.mode == "none" else words.IN_DRAFT_ALONE
        return about if may else f"{about}{words.ONLY_REVIEWERS}"

    def _file(self, desk: Desk) -> str | None:
        if not desk.given:
            return None
        source = desk.notice.source if desk.notice is not None else ""
        name = f"{Path(source or words.DEFAULT_SOURCE).name}.waivers.toml"
        return self._exports.write(name, exported(desk.given).encode("utf-8", "replace"))

    async def waive(
        self, reason: str, state: PageState, request: gr.Request
    ) -> tuple[Any, PageState]:
        """Waive the finding that was clicked last."""
        try:
            await asyncio.to_thread(work.waive, state.desk, reason or "", self._terms(request))
        except AssistantError as error:
            warn(error)
            return gr.skip(), state
        return "", state

    async def unwaive(self, waiver: str | None, state: PageState, request: gr.Request) -> PageState:
        """Take back the chosen waiver."""
        try:
            if waiver:
                await asyncio.to_thread(work.unwaive, state.desk, waiver, self._terms(request))
        except AssistantError as error:
            warn(error)
        return state

    async def bring(
        self, path: str | None, state: PageState, request: gr.Request
    ) -> tuple[PageState, None]:
        """Take in the waivers of a file, all or none, and review by them."""
        try:
            if path and state.desk.notice is not None:
                done = await asyncio.to_thread(_bring, Path(path), state.desk, self._terms(request))
                tell(words.TAKEN_IN.format(done))
        except AssistantError as error:
            warn(error)
        return state, None

    def wire(self, state: gr.State, then_show: Callable[[Any], None]) -> None:
        """Connect the events; ``then_show`` shows the desk anew after one."""
        pane, guard = self.pane, self._guard
        given = gr.on(
            [pane.waive.click, pane.reason.submit],
            guard(self.waive, "waive"),
            [pane.reason, state],
            [pane.reason, state],
            **REVIEWING,
        )
        ended = pane.unwaive.click(
            guard(self.unwaive, "waive"), [pane.waived, state], [state], **REVIEWING
        )
        brought = pane.upload.upload(
            guard(self.bring, "waive"), [pane.upload, state], [state, pane.upload], **REVIEWING
        )
        for event in (given, ended, brought):
            then_show(event)


def _bring(path: Path, desk: Desk, terms: Terms) -> int:
    if path.stat().st_size > _LARGEST:
        raise InputUnreadable(words.TOO_LARGE.format(path.name))
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputUnreadable(words.NO_FILE_TEXT.format(path.name)) from error
    done = terms.waiving.take_in(work.place(desk, terms), text, path.name)
    work.again(desk, terms)
    return done


def _history(entries: Sequence[AuditEntry]) -> str:
    """Who gave and withdrew what when, folded; "" where nothing ever was."""
    if not entries:
        return ""
    rules = all_rules()
    lines = [
        f"{day(one.at)}　{inert(one.user)}　{words.GAVE if one.action == 'waive' else words.WITHDREW}"
        f"　{'、'.join(rules[name].name if name in rules else inert(name) for name in one.fields)}"
        for one in entries
    ]
    return folded(words.WAIVER_HISTORY, lines)
