"""Screen of 设置: what is set is saved in the data folder, the appearance in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

import gradio as gr

from assistant import settings_file
from assistant.errors import AssistantError
from assistant.llm.checkup import Check, checkup
from assistant.review.registry import all_rules
from assistant.settings import read_settings
from assistant.ui import wording
from assistant.ui.engines import Engines
from assistant.ui.events import ASKING, BROWSER, QUICK, READING, WRITING, tell, warn
from assistant.ui.guard import Guard
from assistant.ui.markdown import inert
from assistant.ui.preferences.layout import (
    EngineFold,
    LookFold,
    RulesFold,
    UnitFold,
    engine_fold,
    look_fold,
    rules_fold,
    unit_fold,
)
from assistant.ui.preferences.store import Preferences, Unit

_KEEP_THEME = """value => { localStorage.setItem('%s', value); window.assistantDress(); }"""
_READ_THEME = """() => [localStorage.getItem('assistant-theme') || 'system',
  localStorage.getItem('assistant-type') || 'normal']"""

LIMITS = ("temperature", "context", "timeout")  # keys of settings.toml


class PreferencesScreen:
    """Builds the screen and answers its events; holds nothing of any user."""

    name, id = wording.PREFERENCES, "preferences"

    def __init__(self, engines: Engines, preferences: Preferences, guard: Guard) -> None:
        self._guard = guard
        self._engines = engines
        self._workspace = engines.workspace
        self._preferences = preferences

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with gr.Column(min_width=340):
                self.unit: UnitFold = unit_fold()
                self.look: LookFold = look_fold()
            with gr.Column(min_width=340):
                self.engine: EngineFold = engine_fold()
        self.rules: RulesFold = rules_fold()

    async def show(self) -> tuple[Any, ...]:
        """Everything as it is saved now."""
        try:
            saved = await asyncio.to_thread(self._preferences.read)
            model = await asyncio.to_thread(lambda: settings_file.shown(read_settings().model))
        except AssistantError as error:
            warn(error)
            return tuple(gr.skip() for _ in self.shown)
        unit = saved.unit
        return (
            model["engine"] or "auto",
            model["base_url"],
            model["model"],
            *(model[name] for name in LIMITS),
            *(unit.full_name, unit.short_name, unit.phone),
            *(unit.email, unit.address, unit.postcode),
            gr.update(choices=[(rule.name, rule.id) for rule in all_rules().values()]),
            rule_rows(saved.levels),
        )

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        engine = self.engine
        return [
            engine.engine,
            engine.base_url,
            engine.model,
            *engine.limits,
            *self.unit.boxes,
            self.rules.rule,
            self.rules.rules,
        ]

    async def state(self) -> str:
        """Which engine is in use, and how the index stands."""
        return await asyncio.to_thread(self._about)

    def _about(self) -> str:
        settings = self._engines.settings.model
        model = settings.model or settings.base_url or ""
        engine = wording.ENGINE_NOW[settings.wanted].format(inert(model))
        index = self._workspace.index
        if index is None:
            return f"{engine}\n\n{wording.SHELF_EMPTY}"
        stats = index.stats()
        fresh = "最新" if stats.fresh else "待更新"
        return (
            f"{engine}\n\n**检索**　{stats.notices}篇通报，{stats.records}条记录；"
            f"向量模型 {inert(stats.model)}；索引{fresh}。"
        )

    async def save_engine(
        self,
        engine: str,
        base_url: str,
        model: str,
        key: str,
        temperature: str,
        context: str,
        timeout: str,
    ) -> Any:
        """Save which engine drafts; the key's box is emptied, an empty one changes nothing.

        An empty limit (LIMITS) stands for the default.
        """
        changes = {"engine": engine or "auto", "base_url": base_url or "", "model": model or ""}
        limits = (temperature, context, timeout)
        changes |= {name: value or "" for name, value in zip(LIMITS, limits, strict=True)}
        if (key or "").strip():
            changes["api_key"] = key.strip()
        folder = self._engines.settings.data_dir
        try:
            await asyncio.to_thread(settings_file.save, folder, changes)
            await asyncio.to_thread(self._engines.reopen)
        except AssistantError as error:
            warn(error)
            return gr.skip()
        tell(wording.ENGINE_SAVED)
        return ""

    async def check(self) -> AsyncIterator[str]:
        """Try the engine out, a line as soon as it is known."""
        lines = [await asyncio.to_thread(self._about)]
        yield "\n\n".join([*lines, wording.CHECKING])
        async with aclosing(checkup(self._engines.settings)) as checks:
            async for one in checks:
                lines.append(check_line(one))
                yield "\n\n".join([*lines, wording.CHECKING])
        yield "\n\n".join(lines)

    async def save_unit(
        self, full: str, short: str, phone: str, email: str, address: str, postcode: str
    ) -> None:
        """Save the unit's profile."""
        unit = Unit(
            full_name=(full or "").strip(),
            short_name=(short or "").strip(),
            phone=(phone or "").strip(),
            email=(email or "").strip(),
            address=(address or "").strip(),
            postcode=(postcode or "").strip(),
        )
        try:
            await asyncio.to_thread(self._preferences.save_unit, unit)
        except AssistantError as error:
            warn(error)
        else:
            tell(wording.UNIT_SAVED)

    async def pick_rule(self, rule: str | None) -> Any:
        """The level that a rule has now."""
        if rule not in all_rules():
            return None
        saved = await asyncio.to_thread(self._preferences.read)
        return saved.levels.get(rule, all_rules()[rule].severity)

    async def save_level(self, rule: str | None, level: str | None) -> Any:
        """Give a rule a level."""
        if rule is None or level is None:
            return gr.skip()
        try:
            saved = await asyncio.to_thread(self._preferences.read)
            levels = {**saved.levels, rule: level}
            await asyncio.to_thread(self._preferences.save_levels, levels)
        except AssistantError as error:
            warn(error)
            return gr.skip()
        tell(wording.RULES_SAVED)
        return rule_rows(levels)

    async def reset_levels(self) -> Any:
        """All rules as they come."""
        await asyncio.to_thread(self._preferences.save_levels, {})
        tell(wording.RULES_SAVED)
        return rule_rows({})

    def wire(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events; what was saved is read when the page is opened.

        Not when the screen is: a late answer would overwrite what is being typed there.
        """
        engine, rules, look, guard = self.engine, self.rules, self.look, self._guard
        page.load(guard(self.show), None, self.shown, **QUICK)
        tab.select(guard(self.state), None, [engine.about], **READING)
        tab.select(None, None, [look.theme, look.size], js=_READ_THEME, **BROWSER)
        for radio, key in ((look.theme, "assistant-theme"), (look.size, "assistant-type")):
            radio.input(None, [radio], None, js=_KEEP_THEME % key, **BROWSER)
        engine.save.click(
            guard(self.save_engine, "settings"),
            [engine.engine, engine.base_url, engine.model, engine.key, *engine.limits],
            [engine.key],
            **WRITING,
        ).then(guard(self.state), None, [engine.about], **READING)
        engine.check.click(guard(self.check, "settings"), None, [engine.about], **ASKING)
        self.unit.save.click(
            guard(self.save_unit, "settings"), list(self.unit.boxes), None, **WRITING
        )
        rules.rule.input(guard(self.pick_rule), [rules.rule], [rules.level], **QUICK)
        rules.save.click(
            guard(self.save_level, "settings"), [rules.rule, rules.level], [rules.rules], **WRITING
        )
        rules.reset.click(guard(self.reset_levels, "settings"), None, [rules.rules], **WRITING)


def rule_rows(levels: Mapping[str, str]) -> list[list[str]]:
    """Name, own level, level now and description of each rule."""
    names = wording.LEVEL_NAMES
    return [
        [rule.name, names[rule.severity], names[levels.get(rule.id, rule.severity)], rule.about]
        for rule in all_rules().values()
    ]


def check_line(one: Check) -> str:
    """What a check of the engine found, and what to do, as Markdown."""
    line = f"**{wording.CHECK_LEVELS[one.level]}**　{inert(one.name)}：{inert(one.found)}"
    return f"{line}\n\n{inert(one.advice)}" if one.advice else line
