"""The look of the page: theme, style sheet and script, all served from this machine."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_HERE = Path(__file__).resolve().parent
FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]


def theme() -> gr.themes.Base:
    """Dark blue on white, with contrasts of at least 4.5 to 1 (WCAG AA)."""
    return gr.themes.Default(
        font=FONTS, font_mono=FONTS, primary_hue="blue", secondary_hue="blue", neutral_hue="slate"
    ).set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_800",
        button_large_text_weight="500",
        button_medium_text_weight="500",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_label_text_color="*neutral_700",
        block_title_text_color="*neutral_700",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color_dark="*neutral_200",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def style() -> str:
    """The style sheet."""
    return (_HERE / "page.css").read_text("utf-8")


def head() -> str:
    """What stands in the head of the page: the script, and the style of the page's own frame.

    Gradio confines a style sheet to the inside of the page, which the frame around it is not.
    """
    frame, script = (_HERE / name for name in ("frame.css", "page.js"))
    return (
        f"<style>\n{frame.read_text('utf-8')}</style><script>\n{script.read_text('utf-8')}</script>"
    )
