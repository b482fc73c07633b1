"""Layout of 设置: engine, search, unit, rules, appearance, a fold each."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.ui import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFold:
    """Which engine drafts."""

    about: gr.Markdown
    engine: gr.Radio
    base_url: gr.Textbox
    model: gr.Textbox
    key: gr.Textbox
    limits: tuple[gr.Textbox, ...]  # temperature, context, timeout
    save: gr.Button
    check: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFold:
    """The unit's profile: names, telephone, mail, address, postcode."""

    boxes: tuple[gr.Textbox, ...]
    save: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFold:
    """How strictly each rule is taken."""

    rules: gr.Dataframe
    rule: gr.Dropdown
    level: gr.Radio
    save: gr.Button
    reset: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFold:
    """Appearance, kept by the browser."""

    theme: gr.Radio
    size: gr.Radio


def engine_fold() -> EngineFold:
    """Make the fold of the engine inside the current context."""
    with gr.Accordion(wording.ENGINE_FOLD, open=True, elem_id="engine-fold"):
        about = gr.Markdown("", elem_id="engine-about")
        gr.Markdown(wording.ENGINE_NOTE)
        engine = gr.Radio(
            [(name, key) for key, name in wording.ENGINE_CHOICES.items()],
            value="auto",
            label=wording.ENGINE_LABEL,
            elem_id="engine",
        )
        with gr.Row():
            base_url = gr.Textbox(
                label=wording.BASE_URL, placeholder=wording.BASE_URL_HINT, min_width=220
            )
            model = gr.Textbox(label=wording.MODEL, placeholder=wording.MODEL_HINT, min_width=140)
            key = gr.Textbox(
                label=wording.API_KEY, placeholder=wording.KEY_HINT, type="password", min_width=140
            )
        with gr.Row():
            limits = tuple(
                gr.Textbox(label=label, placeholder=hint, min_width=100, max_length=12)
                for label, hint in wording.ENGINE_LIMITS.items()
            )
        with gr.Row():
            save = gr.Button(wording.SAVE, size="md", elem_id="engine-save", min_width=80)
            check = gr.Button(wording.CHECK, size="md", elem_id="engine-check", min_width=80)
    return EngineFold(
        about=about, engine=engine, base_url=base_url, model=model, key=key, limits=limits,
        save=save, check=check,
    )  # fmt: skip


def unit_fold() -> UnitFold:
    """Make the fold of the unit inside the current context."""
    with gr.Accordion(wording.UNIT_FOLD, open=True, elem_id="unit-fold"):
        gr.Markdown(wording.UNIT_NOTE)
        with gr.Row():
            full = _box(wording.FULL_NAME, wording.FULL_NAME_HINT, "unit-full", 240)
            short = _box(wording.SHORT_NAME, wording.SHORT_NAME_HINT, "unit-short", 120)
        with gr.Row():
            phone = _box(wording.PHONE, "0000-0000000", "unit-phone", 140)
            email = _box(wording.EMAIL, "jdb@example.gov.cn", "unit-email", 180)
        with gr.Row():
            address = _box(wording.ADDRESS, "", "unit-address", 240)
            postcode = _box(wording.POSTCODE, "", "unit-postcode", 100)
        save = gr.Button(wording.SAVE, size="md", elem_id="unit-save")
    return UnitFold(boxes=(full, short, phone, email, address, postcode), save=save)


def _box(label: str, hint: str, name: str, width: int) -> gr.Textbox:
    return gr.Textbox(
        label=label, placeholder=hint, elem_id=name, min_width=width, max_length=200, max_lines=1
    )


def rules_fold() -> RulesFold:
    """Make the fold of the rules inside the current context."""
    with gr.Accordion(wording.RULES_FOLD, open=False, elem_id="rules-fold"):
        gr.Markdown(wording.RULES_NOTE)
        with gr.Row():
            rule = gr.Dropdown([], label=wording.RULE_LABEL, elem_id="rule", min_width=220)
            level = gr.Radio(
                [(name, key) for key, name in wording.LEVEL_NAMES.items()],
                label=wording.LEVEL_SET,
                elem_id="rule-level",
                min_width=260,
            )
        with gr.Row():
            save = gr.Button(wording.SAVE, size="md", elem_id="rule-save")
            reset = gr.Button(wording.RESET_RULES, size="md", elem_id="rule-reset")
        rules = gr.Dataframe(
            headers=wording.RULE_HEADERS,
            datatype="str",
            label=wording.RULES_FOLD,
            interactive=False,
            wrap=True,
            buttons=[],
            max_height=420,
            column_widths=["20%", "9%", "9%", "62%"],
            elem_id="rules",
        )
    return RulesFold(rules=rules, rule=rule, level=level, save=save, reset=reset)


def look_fold() -> LookFold:
    """Make the fold of the appearance inside the current context."""
    with gr.Accordion(wording.LOOK_FOLD, open=True, elem_id="look-fold"), gr.Row():
        theme = gr.Radio(
            [(name, key) for key, name in wording.THEMES.items()],
            value="system",
            label=wording.THEME_LABEL,
            elem_id="theme",
            min_width=220,
        )
        size = gr.Radio(
            [(name, key) for key, name in wording.TYPE_SIZES.items()],
            value="normal",
            label=wording.TYPE_SIZE,
            elem_id="type-size",
            min_width=220,
        )
    return LookFold(theme=theme, size=size)
