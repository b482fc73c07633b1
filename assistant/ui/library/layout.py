"""Layout of 范例库: search, list and intake on the left, one whole notice on the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import gradio as gr

from assistant.retrieval.profile import KINDS, LEVELS, UNIT_TYPES
from assistant.ui import examples, wording
from assistant.ui.library.marks import RECORD_COLOURS
from assistant.ui.tables import string_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPane:
    """A question, what it is asked of, and the hits."""

    query: gr.Textbox
    run: gr.Button
    kinds: gr.CheckboxGroup
    levels: gr.CheckboxGroup
    types: gr.Dropdown
    focus: gr.Textbox
    first: gr.Textbox
    last: gr.Textbox
    about: gr.Markdown
    hits: gr.Radio
    tries: tuple[gr.Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfPane:
    """All notices, those set aside, and what was taken out."""

    about: gr.Markdown
    notices: gr.Dataframe
    aside: gr.Dataframe
    trash: gr.Dataframe
    refresh: gr.Button
    rebuild: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePane:
    """Files to take in, and what became of each."""

    files: gr.File
    progress: gr.Markdown
    rows: gr.Dataframe


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerPane:
    """One whole notice, and what corrects its parse; ``opened`` is its id."""

    opened: gr.State
    about: gr.Markdown
    text: gr.HighlightedText
    remove: gr.Button
    restore: gr.Button
    care: gr.Accordion
    records: gr.Radio
    problem: gr.Textbox
    focus: gr.Textbox
    reword: gr.Button
    merge: gr.Button
    place: gr.Dropdown
    split: gr.Button
    undo: gr.Button
    history: gr.Markdown


def search_pane() -> SearchPane:
    """Make the pane 查找 inside the current context."""
    with gr.Row(elem_id="query-row"):
        query = gr.Textbox(
            label=wording.QUERY_LABEL,
            placeholder=wording.QUERY_HINT,
            lines=1,
            max_lines=3,
            scale=4,
            min_width=200,
            elem_id="query",
        )
        run = gr.Button(
            wording.SEARCH, variant="primary", scale=1, min_width=80, elem_id="query-run", size="md"
        )
    with gr.Accordion(wording.FILTER_FOLD, open=False, elem_id="filters"):
        with gr.Row():
            kinds = gr.CheckboxGroup(_choices(KINDS), label=wording.KIND_LABEL, min_width=140)
            levels = gr.CheckboxGroup(_choices(LEVELS), label=wording.LEVEL_LABEL, min_width=240)
        types = gr.Dropdown(
            _choices(UNIT_TYPES), value=[], multiselect=True, label=wording.TYPE_LABEL
        )
        with gr.Row():
            focus = gr.Textbox(
                label=wording.FOCUS_LABEL, placeholder=wording.FOCUS_HINT, min_width=160
            )
            first = gr.Textbox(label=wording.YEAR_FROM, placeholder="2023", min_width=70)
            last = gr.Textbox(label=wording.YEAR_TO, placeholder="2025", min_width=70)
    about = gr.Markdown(wording.SEARCH_EMPTY, elem_id="search-about")
    hits = gr.Radio(
        [], label=wording.HITS_LABEL, elem_id="hits", elem_classes="stacked", visible=False
    )
    with gr.Row(elem_id="query-examples"):
        tries = tuple(gr.Button(one, size="sm", min_width=80) for one in examples.QUERIES)
    return SearchPane(
        query=query, run=run, kinds=kinds, levels=levels, types=types, focus=focus, first=first,
        last=last, about=about, hits=hits, tries=tries,
    )  # fmt: skip


def _choices(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, code) for code, name in names.items()]


def shelf_pane() -> ShelfPane:
    """Make the pane 全部通报 inside the current context."""
    about = gr.Markdown(wording.SHELF_EMPTY, elem_id="shelf-about")
    notices = string_table(
        wording.SHELF_HEADERS, wording.SHELF_LABEL, "shelf", [53, 17, 12, 18], search=True
    )
    aside = string_table(wording.ASIDE_HEADERS, wording.ASIDE_LABEL, "aside", [42, 30, 10, 18])
    trash = string_table(wording.TRASH_HEADERS, wording.TRASH_LABEL, "trash", [52, 20, 10, 18])
    with gr.Row():
        refresh = gr.Button(wording.REFRESH, size="md", min_width=80, elem_id="shelf-refresh")
        rebuild = gr.Button(wording.REBUILD, size="md", min_width=80, elem_id="shelf-rebuild")
    return ShelfPane(
        about=about, notices=notices, aside=aside, trash=trash, refresh=refresh, rebuild=rebuild
    )


def intake_pane() -> IntakePane:
    """Make the pane 收入通报 inside the current context."""
    gr.Markdown(wording.INTAKE_HELP)
    files = gr.File(
        label=wording.INTAKE_LABEL,
        file_count="multiple",
        file_types=wording.NOTICE_TYPES,
        height=140,
        elem_id="intake",
    )
    progress = gr.Markdown("", elem_id="intake-progress")
    rows = string_table(
        wording.INTAKE_HEADERS, wording.INTAKE_PANE, "intake-rows", [40, 10, 10, 40]
    )
    return IntakePane(files=files, progress=progress, rows=rows)


def viewer_pane() -> ViewerPane:
    """Make the right side inside the current context."""
    opened = gr.State("")
    about = gr.Markdown(wording.VIEWER_EMPTY, elem_id="viewer-about")
    text = gr.HighlightedText(
        label=wording.VIEWER_LABEL,
        color_map=RECORD_COLOURS,
        elem_id="viewer",
        elem_classes="reading",
        show_inline_category=True,
        visible=False,
    )
    with gr.Row():
        remove = gr.Button(wording.REMOVE, size="md", visible=False, elem_id="notice-remove")
        restore = gr.Button(wording.RESTORE, size="md", visible=False, elem_id="notice-restore")
    with gr.Accordion(wording.CARE_FOLD, open=False, visible=False, elem_id="care") as care:
        records = gr.Radio(
            [], label=wording.RECORDS_LABEL, elem_id="records", elem_classes="stacked"
        )
        problem = gr.Textbox(label=wording.PROBLEM_LABEL, lines=2, elem_id="record-problem")
        with gr.Row(elem_classes="aligned"):
            focus = gr.Textbox(label=wording.AREA_LABEL, elem_id="record-focus", min_width=160)
            reword = gr.Button(wording.REWORD, size="md", elem_id="record-reword", min_width=100)
        with gr.Row(elem_classes="aligned"):
            place = gr.Dropdown([], label=wording.SPLIT_LABEL, elem_id="split-at", min_width=200)
            split = gr.Button(wording.SPLIT, size="md", elem_id="record-split", min_width=100)
        with gr.Row():
            merge = gr.Button(wording.MERGE, size="md", elem_id="record-merge", min_width=120)
            undo = gr.Button(
                wording.UNDO, size="md", elem_id="record-undo", interactive=False, min_width=120
            )
        history = gr.Markdown("", elem_id="record-history")
    return ViewerPane(
        opened=opened, about=about, text=text, remove=remove, restore=restore, care=care,
        records=records, problem=problem, focus=focus, reword=reword, merge=merge, place=place,
        split=split, undo=undo, history=history,
    )  # fmt: skip
