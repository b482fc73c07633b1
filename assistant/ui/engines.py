"""Engines: what drafts for the page, opened anew when the settings of the model have changed."""

from __future__ import annotations

from assistant.chat.bulk import AT_ONCE
from assistant.chat.responder import Responder
from assistant.chat.workspace import Workspace, open_responder
from assistant.drafting.writer import Writer
from assistant.settings import Settings, read_settings


class Engines:
    """The workspace with the responder in use; one for all sessions."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace = workspace
        self.settings = settings
        self.responder: Responder = workspace.responder

    def writer(self) -> Writer:
        """What drafts by the settings of this moment."""
        return self.responder.writer

    @property
    def model(self) -> str:
        """The name of the model in use, "" where there is none, or where it has no name."""
        engine = self.responder.writer.engine
        return engine.model if engine is not None else ""

    @property
    def with_model(self) -> bool:
        """Whether a model is configured."""
        return self.responder.writer.engine is not None

    @property
    def at_once(self) -> int:
        """Calls that a run over many problems makes at the same time; one inside this process."""
        return 1 if self.settings.model.wanted == "local" else AT_ONCE

    def reopen(self) -> None:
        """Read the settings again and answer by them from now on; what is running goes on.

        Raises WrongCall or ModelUnavailable for settings that cannot be used; the responder in use
        stays then.
        """
        settings = read_settings()
        self.responder = open_responder(settings, self.workspace.drafter)
        self.settings = settings
