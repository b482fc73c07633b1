"""Project work: fill the open places, compose and review, as one user (drafting: bulk.py).

Everything is kept in the project database step by step, so work that is cut short goes on where
it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.chat.waiving import as_waivers
from assistant.compose.block import PLACEHOLDER, ComposedNotice
from assistant.compose.from_project import ProjectCase, case_of
from assistant.compose.notice import compose
from assistant.compose.plain import as_text
from assistant.errors import WrongCall
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.projects.access import Access
from assistant.projects.database import Database
from assistant.projects.ledger import Ledger
from assistant.projects.problems import Problems
from assistant.projects.projects import Projects
from assistant.projects.waivers import Place, Waivers
from assistant.review.finding import Review
from assistant.review.review import review

LONGEST_ANSWER = 300  # characters of what fills an open place


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A 【待填：…】 of a problem's last draft; ``measure`` and ``nth`` count from 0."""

    problem: str
    position: int
    measure: int
    nth: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How far a project is; counts of problems."""

    problems: int
    drafted: int
    waiting: int  # drafted, with places still open
    done: int
    open_places: int


class ProjectWork:
    """What a page or program does with the projects of one database."""

    def __init__(self, database: Database) -> None:
        access = Access(database)
        self.projects = Projects(access)
        self.problems = Problems(access)
        self.ledger = Ledger(access)
        self.waivers = Waivers(access)

    def open_places(self, project: str, user: str) -> Sequence[OpenPlace]:
        """What is still to be filled in, in the order of the notice."""
        drafts = self.problems.latest(project, user)
        return [
            OpenPlace(
                problem=problem.id,
                position=problem.position,
                measure=measure,
                nth=nth,
                name=found[0][4:-1],
                sentence=text,
            )
            for problem in self.problems.all(project, user)
            if problem.id in drafts
            for measure, text in enumerate(drafts[problem.id].measures)
            for nth, found in enumerate(PLACEHOLDER.finditer(text))
        ]

    def open_elsewhere(self, project: str, user: str) -> Sequence[str]:
        """Names of the placeholders that the notice has beside its measures, each once.

        They wait for a status of a problem or for an entry of the profile.
        """
        asked = Counter(found[4:-1] for found in self.composed(project, user).placeholders())
        asked.subtract(place.name for place in self.open_places(project, user))
        return [name for name, count in asked.items() if count > 0]

    def fill(self, project: str, user: str, answers: Mapping[OpenPlace, str]) -> int:
        """Put answers into open places; returns how many were filled. Empty answers stay open.

        A place that is gone meanwhile (somebody wrote a new version) is left alone; each answer
        is entered into the ledger, so that a later draft has it. Raises WrongCall for an answer
        that is too long or is itself a placeholder.
        """
        given = {place: text.strip() for place, text in answers.items() if text.strip()}
        if any(len(text) > LONGEST_ANSWER or "【" in text for text in given.values()):
            raise WrongCall(f"填写的内容不能含【】，也不能超过 {LONGEST_ANSWER} 字：请改写")
        filled = 0
        for problem in dict.fromkeys(place.problem for place in given):
            draft = self.problems.latest(project, user).get(problem)
            if draft is None:
                continue
            mine = {(p.measure, p.nth): (p, t) for p, t in given.items() if p.problem == problem}
            texts, done = _filled(draft.measures, mine)
            if done:
                note = f"填写{len(done)}处"
                self.problems.write_draft(
                    project, user, problem, texts, engine=draft.engine, note=note, base=draft.number
                )
                for place, text in done:
                    fact = {"text": f"{place.name}：{text}"}
                    self.ledger.add(project, user, problem, fact)
                filled += len(done)
        return filled

    def overview(self, project: str, user: str) -> Overview:
        """How many problems are drafted, wait for facts, are done."""
        problems = self.problems.all(project, user)
        places = self.open_places(project, user)
        return Overview(
            problems=len(problems),
            drafted=len(self.problems.latest(project, user)),
            waiting=len({place.problem for place in places}),
            done=sum(problem.status == "done" for problem in problems),
            open_places=len(places),
        )

    def case(self, project: str, user: str) -> ProjectCase:
        """The project as a case file would give it."""
        return case_of(
            self.projects.get(project, user),
            self.problems.all(project, user),
            self.ledger.facts(project, user),
            self.problems.latest(project, user),
        )

    def facts_by_problem(self, project: str, user: str) -> Mapping[str, tuple[str, ...]]:
        """Problem id → its facts of the ledger, each as one clause."""
        case = self.case(project, user)
        known = zip(case.problems, case.case.problems, strict=True)
        return {key: problem.facts for key, problem in known}

    def composed(self, project: str, user: str) -> ComposedNotice:
        """The whole notice as it stands now."""
        case = self.case(project, user).case
        return compose(case, [problem.measures for problem in case.problems])

    def reviewed(self, project: str, user: str) -> tuple[str, Review]:
        """The composed text and what the reviewer finds in it beside what the project waives."""
        text = as_text(self.composed(project, user))
        waivers = as_waivers(self.waivers.all(Place(project=project), user))
        return text, review(parse(Document(text=text, source="项目")), waivers=waivers)


def _filled(
    measures: Sequence[str], answers: Mapping[tuple[int, int], tuple[OpenPlace, str]]
) -> tuple[list[str], list[tuple[OpenPlace, str]]]:
    """The measures with answers put in, and the answers whose place was still there."""
    texts: list[str] = []
    done: list[tuple[OpenPlace, str]] = []
    for index, text in enumerate(measures):
        pieces: list[str] = []
        at = 0
        for nth, found in enumerate(PLACEHOLDER.finditer(text)):
            place, answer = answers.get((index, nth), (None, ""))
            pieces.append(text[at : found.start()])
            if place is not None and place.name == found[0][4:-1]:
                pieces.append(answer)
                done.append((place, answer))
            else:
                pieces.append(found[0])
            at = found.end()
        texts.append("".join([*pieces, text[at:]]))
    return texts, done
