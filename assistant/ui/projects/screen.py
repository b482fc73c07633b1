"""Screen of 项目: the problems on the left, what is done with them on the right."""

from __future__ import annotations

import gradio as gr

from assistant.ui.projects import words
from assistant.ui.projects.board import Board
from assistant.ui.projects.case_file import CaseFile
from assistant.ui.projects.office import Office
from assistant.ui.projects.papers import Papers


class ProjectsScreen:
    """Builds the screen and wires its parts; holds nothing of any user."""

    name, id = words.PROJECTS, "projects"

    def __init__(self, office: Office) -> None:
        self.board = Board(office)
        self.case_file = CaseFile(office)
        self.papers = Papers(office)

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with gr.Column(scale=1, min_width=360):
                self.board.build()
            with (
                gr.Column(scale=1, min_width=340),
                gr.Tabs(elem_id="project-tabs", overflow_behavior="wrap"),
            ):
                with gr.Tab(words.PROBLEM_TAB, id="problem"):
                    self.case_file.build()
                self.papers.build()

    def wire(self, tab: gr.Tab) -> None:
        """Connect the events; the projects are read when the screen is opened."""
        *listed, drafting = self.board.wire(tab)
        *_, redrafting = self.case_file.wire(self.board)
        halted = self.board.run.wire_stop([drafting, redrafting])
        self.board.then_show(halted)
        elsewhere = (*listed, drafting, halted)
        filled = self.papers.wire(self.board.pane.pick)
        for event in (*elsewhere, *filled):
            self.case_file.then_show(event, self.board)
        for event in filled:
            self.board.then_show(event)
