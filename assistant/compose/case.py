"""Case: all that is known of one inspection of one unit, as a case file gives it.

Everything but the problems may be missing: what is not given becomes a placeholder of the notice,
never a guess. Names of keys are those of the parse contract (notice/1) where it has the same
thing, so that what ``parse`` prints can be taken over by hand.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

Status = Literal["done", "ongoing", "long_term", "unknown"]
Skeleton = Literal["three_part", "direct"]


def _as_list(value: Any) -> Any:
    """One value stands for a list of one; an empty one for none."""
    if value is None:
        return []
    return [value] if isinstance(value, str | int | dict) else value


def _as_text(value: Any) -> Any:
    """A number that YAML read where words belong (a postcode, a telephone) is its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class _Part(BaseModel):
    """A frozen part of a case; a key it does not know is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True
    )


class CaseInspection(_Part):
    """The inspection. ``kind`` xunshi is sent by the centre or a province, xuncha by others."""

    kind: Literal["xunshi", "xuncha"] | None = None
    round: Text | None = None  # 十一届县委第五轮
    mode: Text | None = None  # 常规, 专项, 机动, …: only where the user says so
    team: Text | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    feedback: datetime.date | None = None

    @field_validator("kind", mode="before")
    @classmethod
    def _chinese_kind(cls, value: Any) -> Any:
        return {"巡视": "xunshi", "巡察": "xuncha"}.get(value, value)


class CaseProblem(_Part):
    """A fed-back problem in the group's own words, with what was done about it.

    ``drafted``: a program wrote the measures, so no statistics count them.
    """

    text: Text = Field(validation_alias=AliasChoices("text", "problem"))
    focus_area: Text | None = None
    facts: Texts = ()
    measures: Texts = ()
    drafted: bool = False
    status: Status = "unknown"
    owner: Text | None = None
    deadline: datetime.date | Text | None = None

    @field_validator("status", mode="before")
    @classmethod
    def _chinese_status(cls, value: Any) -> Any:
        return STATUS_WORDS.get(value, value)

    @field_validator("measures", mode="before")
    @classmethod
    def _measure_texts(cls, value: Any) -> Any:
        """Measures as ``parse`` and ``draft`` print them are taken by their text."""
        return [m["text"] if isinstance(m, dict) and "text" in m else m for m in _as_list(value)]


class CaseStatistics(_Part):
    """Figures that the ledger of problems cannot tell; those that it can are computed."""

    as_of: datetime.date | None = None
    problems: int | None = Field(default=None, ge=0)
    measures: int | None = Field(default=None, ge=0)
    measures_done: int | None = Field(default=None, ge=0)
    rules_made: int | None = Field(default=None, ge=0)
    rules_revised: int | None = Field(default=None, ge=0)
    money: Text | None = None
    people: Texts = ()  # 批评教育2人
    sentences: Texts = ()  # whatever else is to be said of the whole


class CaseUnfinished(_Part):
    """What is not finished: with reason, who leads, until when, and the next step."""

    text: Text
    reason: Text | None = None
    owner: Text | None = None
    deadline: datetime.date | Text | None = None
    next_step: Text | None = None


class CaseContact(_Part):
    """Where the public can write and call; a list or one value each."""

    phones: Texts = Field(default=(), validation_alias=AliasChoices("phones", "phone"))
    addresses: Texts = Field(default=(), validation_alias=AliasChoices("addresses", "address"))
    postcodes: Texts = Field(default=(), validation_alias=AliasChoices("postcodes", "postcode"))
    emails: Texts = Field(default=(), validation_alias=AliasChoices("emails", "email"))
    hours: Text | None = None


class Case(_Part):
    """One inspection of one unit; ``problems`` in the order of the feedback."""

    version: Literal["case/1"] = Field(default="case/1", validation_alias="schema")
    issuer: Text | None = None
    short_name: Text | None = None
    inspection: CaseInspection = CaseInspection()
    skeleton: Skeleton = "three_part"
    organization: Texts = ()
    problems: tuple[CaseProblem, ...] = Field(
        default=(), validation_alias=AliasChoices("problems", "feedback_problems")
    )
    facts: Texts = ()
    statistics: CaseStatistics = CaseStatistics()
    unfinished: tuple[CaseUnfinished, ...] = ()
    next_steps: Texts = ()
    contact: CaseContact = CaseContact()
    date_of_issue: datetime.date | None = Field(
        default=None, validation_alias=AliasChoices("date_of_issue", "date")
    )

    @field_validator("problems", "unfinished", mode="before")
    @classmethod
    def _bare_texts(cls, value: Any) -> Any:
        """A bare line is an entry with nothing but its text."""
        return [{"text": item} if isinstance(item, str) else item for item in _as_list(value)]

    @field_validator("statistics", mode="before")
    @classmethod
    def _said_in_words(cls, value: Any) -> Any:
        return {"sentences": value} if isinstance(value, str | list) else value


STATUS_WORDS: dict[Any, str] = {
    "已完成": "done",
    "完成": "done",
    "推进中": "ongoing",
    "正在推进": "ongoing",
    "长期坚持": "long_term",
}
