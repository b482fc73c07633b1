"""Layout of 项目: the table of problems on the left, what is done with them on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import gradio as gr

from assistant.compose.from_project import FIELDS
from assistant.ui.projects import words
from assistant.ui.tables import string_table

_LONG = ("organization", "next_steps", "statistics.people", "statistics.sentences")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPane:
    """Which project, how far it is, its problems."""

    pick: gr.Dropdown
    about: gr.Markdown
    table: gr.Dataframe
    add_text: gr.Textbox
    add_area: gr.Textbox
    add: gr.Button
    upload: gr.UploadButton
    name: gr.Textbox
    create: gr.Button
    example: gr.Button
    folds: tuple[gr.Accordion, gr.Accordion]  # 添加问题, 新建项目


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPane:
    """Drafting all problems: with what, how far it is; ``choices`` holds the two radios."""

    run: gr.Button
    stop: gr.Button
    choices: gr.Row
    engine: gr.Radio
    if_dead: gr.Radio
    progress: gr.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPane:
    """One problem: its fields, facts and measures. ``opened`` is its id, ``seen`` what was read."""

    opened: gr.State
    seen: gr.State
    about: gr.Markdown
    body: gr.Column
    fields: tuple[gr.Textbox, ...]  # text, focus_area, owner, deadline
    status: gr.Radio
    save: gr.Button
    remove: gr.Button
    facts: gr.Radio
    fact: gr.Textbox
    evidence: gr.Textbox
    add_fact: gr.Button
    remove_fact: gr.Button
    measures: gr.Textbox
    save_measures: gr.Button
    redraft: gr.Button
    versions: gr.Dropdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPane:
    """The open places of all problems, to be filled in one pass."""

    about: gr.Markdown
    table: gr.Dataframe
    fill: gr.Button
    places: gr.State


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePane:
    """What a notice says beside its problems, in the order of FIELDS."""

    seen: gr.State
    boxes: tuple[gr.Textbox, ...]
    save: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePane:
    """The whole notice, what the reviewer finds in it, and downloads."""

    compose: gr.Button
    review: gr.Button
    about: gr.Markdown
    text: gr.Textbox
    findings: gr.Dataframe
    files: tuple[gr.DownloadButton, ...]  # .docx, .txt, .md, .xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPane:
    """Who may see the project, and who changed what."""

    members: gr.Dataframe
    name: gr.Textbox
    role: gr.Dropdown
    share: gr.Button
    audit: gr.Dataframe


def run_pane() -> RunPane:
    """Make what drafts all problems inside the current context."""
    with gr.Row(elem_id="run-row"):
        run = gr.Button(words.DRAFT_ALL, variant="primary", visible=False, elem_id="draft-all")
        stop = gr.Button(words.STOP, visible=False, elem_id="draft-stop")
    with gr.Row(visible=False) as choices:
        engine = _radio(words.RUN_ENGINE, words.RUN_ENGINES, "auto", "draft-engine")
        if_dead = _radio(words.IF_DEAD, words.IF_DEAD_CHOICES, "offline", "draft-if-dead")
    progress = gr.HTML("", elem_id="draft-progress")
    return RunPane(
        run=run, stop=stop, choices=choices, engine=engine, if_dead=if_dead, progress=progress
    )


def _radio(label: str, choices: Mapping[str, str], value: str, name: str) -> gr.Radio:
    pairs = [(said, key) for key, said in choices.items()]
    return gr.Radio(pairs, value=value, label=label, elem_id=name, min_width=150)


def list_pane(run: Callable[[], None]) -> ListPane:
    """Make the left side inside the current context; ``run`` makes what stands above the table."""
    pick = gr.Dropdown([], label=words.PICK, elem_id="project", info=words.PICK_HINT)
    about = gr.Markdown(words.EMPTY, elem_id="project-about")
    run()
    table = string_table(words.HEADERS, words.TABLE, "problems", [9, 52, 14, 12, 13])
    with gr.Accordion(words.ADD_FOLD, open=False, elem_id="problems-add") as add_fold:
        add_text = gr.Textbox(
            label=words.ADD, placeholder=words.ADD_HINT, lines=4, max_lines=12, elem_id="add-text"
        )
        add_area = gr.Textbox(label=words.ADD_AREA, placeholder=words.ADD_AREA_HINT, max_length=200)
        with gr.Row():
            add = gr.Button(words.DO_ADD, min_width=80, elem_id="add-run")
            upload = gr.UploadButton(words.UPLOAD, file_types=words.LIST_TYPES, min_width=80)
    with gr.Accordion(words.NEW_FOLD, open=True, elem_id="project-new") as new_fold:
        name = gr.Textbox(
            label=words.NAME, placeholder=words.NAME_HINT, max_length=200, elem_id="project-name"
        )
        with gr.Row():
            create = gr.Button(words.CREATE, min_width=80, elem_id="project-create")
            example = gr.Button(words.EXAMPLE, min_width=120, elem_id="project-example")
    return ListPane(
        pick=pick, about=about, table=table, add_text=add_text, add_area=add_area, add=add,
        upload=upload, name=name, create=create, example=example, folds=(add_fold, new_fold),
    )  # fmt: skip


def problem_pane() -> ProblemPane:
    """Make the tab 办理 inside the current context."""
    opened, seen = gr.State(""), gr.State({})
    about = gr.Markdown(words.PICK_PROBLEM, elem_id="problem-about")
    with gr.Column(visible=False) as body:
        fields, status = _fields()
        with gr.Row():
            save = gr.Button(words.SAVE, variant="primary", min_width=80, elem_id="problem-save")
            remove = gr.Button(words.REMOVE, min_width=80, elem_id="problem-remove")
        facts = gr.Radio([], label=words.FACTS, elem_id="facts", elem_classes="stacked")
        fact, evidence = _new_fact()
        with gr.Row():
            add_fact = gr.Button(words.ADD_FACT, min_width=100, elem_id="fact-add")
            remove_fact = gr.Button(words.FACT_REMOVE, min_width=100, elem_id="fact-remove")
        measures = gr.Textbox(
            label=words.MEASURES, placeholder=words.NO_DRAFT, lines=6, max_lines=16,
            elem_id="measures",
        )  # fmt: skip
        with gr.Row():
            save_measures = gr.Button(words.SAVE_MEASURES, min_width=100, elem_id="measures-save")
            redraft = gr.Button(words.REDRAFT, min_width=140, elem_id="redraft")
        versions = gr.Dropdown([], label=words.VERSIONS, elem_id="versions")
    return ProblemPane(
        opened=opened, seen=seen, about=about, body=body, fields=fields, status=status, save=save,
        remove=remove, facts=facts, fact=fact, evidence=evidence, add_fact=add_fact,
        remove_fact=remove_fact, measures=measures, save_measures=save_measures, redraft=redraft,
        versions=versions,
    )  # fmt: skip


def _fields() -> tuple[tuple[gr.Textbox, ...], gr.Radio]:
    """Text, focus area, owner and deadline of a problem, and its status."""
    text = gr.Textbox(label=words.TEXT, lines=2, elem_id="problem-text")
    with gr.Row():
        area = gr.Textbox(label=words.AREA, min_width=160)
        owner = gr.Textbox(label=words.OWNER, min_width=140, elem_id="problem-owner")
        deadline = gr.Textbox(label=words.DEADLINE, min_width=120, placeholder="2025年12月31日")
    status = gr.Radio(
        [(name, key) for key, name in words.STATUS.items()],
        label=words.STATE,
        elem_id="problem-status",
    )
    return (text, area, owner, deadline), status


def _new_fact() -> tuple[gr.Textbox, gr.Textbox]:
    """A fact to be entered, and its evidence."""
    with gr.Row():
        fact = gr.Textbox(
            label=words.FACT, placeholder=words.FACT_HINT, min_width=220, elem_id="fact"
        )
        evidence = gr.Textbox(label=words.EVIDENCE, placeholder=words.EVIDENCE_HINT, min_width=140)
    return fact, evidence


def places_pane() -> PlacesPane:
    """Make the tab 待填 inside the current context."""
    about = gr.Markdown(words.NO_PLACES, elem_id="places-about")
    table = gr.Dataframe(
        headers=words.PLACES_HEADERS,
        datatype="str",
        type="array",
        label=words.PLACES,
        interactive=True,
        static_columns=[0, 1, 2],
        wrap=True,
        visible=False,
        buttons=[],
        max_height=460,
        column_widths=["10%", "18%", "47%", "25%"],
        elem_id="places",
    )
    fill = gr.Button(words.FILL, variant="primary", visible=False, elem_id="places-fill")
    return PlacesPane(about=about, table=table, fill=fill, places=gr.State([]))


def profile_pane() -> ProfilePane:
    """Make the tab 通报信息 inside the current context."""
    gr.Markdown(words.PROFILE_NOTE)
    boxes = tuple(
        gr.Textbox(
            label=label,
            lines=3 if path in _LONG else 1,
            max_lines=8 if path in _LONG else 1,
            elem_id=f"profile-{path.replace('.', '-')}",
        )
        for path, label in FIELDS.items()
    )
    save = gr.Button(words.SAVE_PROFILE, variant="primary", elem_id="profile-save")
    return ProfilePane(seen=gr.State({}), boxes=boxes, save=save)


def notice_pane() -> NoticePane:
    """Make the tab 通报 inside the current context."""
    with gr.Row():
        compose = gr.Button(words.COMPOSE, variant="primary", elem_id="compose", min_width=130)
        review = gr.Button(words.TO_REVIEW, elem_id="notice-review", min_width=130)
    about = gr.Markdown(words.NOTICE_EMPTY, elem_id="notice-about")
    with gr.Row():
        files = tuple(
            gr.DownloadButton(name, visible=False, min_width=80)
            for name in (words.DOCX, words.TXT, words.MD, words.XLSX)
        )
    text = gr.Textbox(
        label=words.NOTICE_TEXT, lines=16, max_lines=24, buttons=["copy"], visible=False,
        elem_id="notice-text",
    )  # fmt: skip
    findings = string_table(words.FINDING_HEADERS, words.FINDINGS, "notice-findings", [10, 22, 68])
    return NoticePane(
        compose=compose, review=review, about=about, text=text, findings=findings, files=files
    )


def members_pane() -> MembersPane:
    """Make the tab 成员与记录 inside the current context."""
    members = string_table(words.MEMBERS_HEADERS, words.MEMBERS_LABEL, "members", [60, 40])
    with gr.Row():
        name = gr.Textbox(label=words.MEMBER, min_width=140, max_length=60)
        role = gr.Dropdown(
            [(label, key) for key, label in words.ROLES.items()],
            value="editor",
            label=words.MEMBER_ROLE,
            min_width=120,
        )
        share = gr.Button(words.SHARE, min_width=100)
    audit = string_table(words.AUDIT_HEADERS, words.AUDIT_LABEL, "audit", [26, 14, 14, 20, 26])
    return MembersPane(members=members, name=name, role=role, share=share, audit=audit)
