"""Papers: the tabs 待填, 通报信息, 通报 and 成员与记录."""

from __future__ import annotations

from typing import Any, get_args

import gradio as gr

from assistant.chat.project import OpenPlace
from assistant.compose.docx_notice import as_docx
from assistant.compose.from_project import FIELDS
from assistant.compose.plain import as_markdown
from assistant.compose.table import as_table
from assistant.projects.merge import Edit
from assistant.projects.model import Role
from assistant.ui.events import QUICK, REVIEWING, tell
from assistant.ui.projects import view, words
from assistant.ui.projects.layout import (
    members_pane,
    notice_pane,
    places_pane,
    profile_pane,
)
from assistant.ui.projects.office import Office


class Papers:
    """Builds the tabs and answers their events."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def build(self) -> None:
        """Make the tabs inside the current context."""
        with gr.Tab(words.PLACES_TAB, id="places") as self.places_tab:
            self.places = places_pane()
        with gr.Tab(words.PROFILE_TAB, id="profile") as self.profile_tab:
            self.profile = profile_pane()
        with gr.Tab(words.NOTICE_TAB, id="notice"):
            self.notice = notice_pane()
        with gr.Tab(words.MEMBERS_TAB, id="members") as self.members_tab:
            self.members = members_pane()
        places, profile, notice = self.places, self.profile, self.notice
        self.place_outputs = [places.about, places.table, places.fill, places.places]
        self.profile_outputs = [profile.seen, *profile.boxes]
        self.notice_outputs = [notice.about, notice.text, notice.findings, *notice.files]
        self.member_outputs = [self.members.members, self.members.audit]

    async def show_places(self, project: str | None, request: gr.Request) -> Any:
        """Every open place of the project."""

        def act(user: str) -> tuple[Any, ...]:
            work = self._office.work
            found = list(work.open_places(project, user)) if project else []
            elsewhere = work.open_elsewhere(project, user) if project else []
            about = view.places_line(found, elsewhere)
            rows = gr.update(value=view.place_rows(found), visible=bool(found))
            return about, rows, gr.update(visible=bool(found)), found

        return await self._office.answer(request, self.place_outputs, act)

    async def fill(
        self, project: str, table: list[list[str]], places: list[OpenPlace], request: gr.Request
    ) -> Any:
        """Put in what was written into the last column."""

        def act(user: str) -> tuple[Any, ...]:
            answers = {place: str(row[3] or "") for place, row in zip(places, table, strict=False)}
            tell(f"已填入{self._office.work.fill(project, user, answers)}处")
            return ()

        await self._office.answer(request, [], act)

    async def show_profile(self, project: str | None, request: gr.Request) -> Any:
        """What the notice says beside its problems."""

        def act(user: str) -> tuple[Any, ...]:
            given = dict(self._office.work.projects.get(project or "", user).profile)
            return given, *(given.get(path, "") for path in FIELDS)

        if not project:
            return {}, *("" for _ in FIELDS)
        return await self._office.answer(request, self.profile_outputs, act)

    async def save_profile(
        self, request: gr.Request, project: str, seen: dict[str, str], *values: str
    ) -> Any:
        """Save the entries that were changed here."""

        def act(user: str) -> tuple[Any, ...]:
            edits = {
                path: Edit(old=seen.get(path, ""), new=(value or "").strip())
                for path, value in zip(FIELDS, values, strict=True)
                if (value or "").strip() != seen.get(path, "")
            }
            saved = dict(self._office.work.projects.edit(project, user, edits).profile)
            tell(words.SAVED)
            return (saved,)

        return await self._office.answer(request, [self.profile.seen], act)

    async def compose(self, project: str | None, request: gr.Request) -> Any:
        """The whole notice, what the reviewer finds, and the downloads."""

        def act(user: str) -> tuple[Any, ...]:
            work = self._office.work
            case = work.case(project or "", user)
            notice = work.composed(project or "", user)
            text, review = work.reviewed(project or "", user)
            missing = len(list(notice.placeholders()))
            lines = [view.review_line(review, missing), *case.remarks, *notice.remarks]
            rows = view.finding_rows(review)
            measures = [problem.measures for problem in case.case.problems]
            write = self._office.exports.write
            files = (
                write("整改进展情况通报.docx", as_docx(notice)),
                write("整改进展情况通报.txt", text.encode()),
                write("整改进展情况通报.md", as_markdown(notice).encode()),
                write("整改台账.xlsx", as_table(case.case, measures)),
            )
            return (
                "\n\n".join(lines),
                gr.update(value=text, visible=True),
                gr.update(value=rows, visible=bool(rows)),
                *(gr.update(value=path, visible=True) for path in files),
            )

        return await self._office.answer(request, self.notice_outputs, act)

    async def show_members(self, project: str | None, request: gr.Request) -> Any:
        """Members and the audit trail."""

        def act(user: str) -> tuple[Any, ...]:
            projects = self._office.work.projects
            members = view.member_rows(projects.members(project or "", user))
            audit = view.audit_rows(projects.audit(project or "", user))
            return tuple(gr.update(value=rows, visible=bool(rows)) for rows in (members, audit))

        if not project:
            return tuple(gr.update(value=[], visible=False) for _ in self.member_outputs)
        return await self._office.answer(request, self.member_outputs, act)

    async def share(self, project: str, name: str, role: str, request: gr.Request) -> Any:
        """Give a member a role, or take him out."""

        def act(user: str) -> tuple[Any, ...]:
            given = next((known for known in get_args(Role) if known == role), None)
            self._office.work.projects.share(project, user, (name or "").strip(), given)
            tell(words.SAVED)
            return ()

        await self._office.answer(request, [], act)

    def wire(self, pick: gr.Dropdown) -> tuple[Any, ...]:
        """Connect the events; returns those after which the problems have changed."""
        places, profile, members = self.places, self.profile, self.members
        showing = {
            self.places_tab: (self.show_places, self.place_outputs),
            self.profile_tab: (self.show_profile, self.profile_outputs),
            self.members_tab: (self.show_members, self.member_outputs),
        }
        for tab, (show, outputs) in showing.items():
            gr.on([tab.select, pick.change], show, [pick], outputs, **QUICK)
        filled = places.fill.click(self.fill, [pick, places.table, places.places], None, **QUICK)
        filled.then(self.show_places, [pick], self.place_outputs, **QUICK)
        profile.save.click(
            self.save_profile, [pick, profile.seen, *profile.boxes], [profile.seen], **QUICK
        )
        self.notice.compose.click(self.compose, [pick], self.notice_outputs, **REVIEWING)
        members.share.click(self.share, [pick, members.name, members.role], None, **QUICK).then(
            self.show_members, [pick], self.member_outputs, **QUICK
        )
        return (filled,)
