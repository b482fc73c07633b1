"""Engines: what drafts for the page, opened anew when the settings of the model have changed."""

from __future__ import annotations

from assistant.chat.responder import Responder
from assistant.chat.workspace import Workspace, open_responder
from assistant.settings import Settings, read_settings


class Engines:
    """The workspace with the responder in use; one for all sessions."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace = workspace
        self.settings = settings
        self.responder: Responder = workspace.responder

    def reopen(self) -> None:
        """Read the settings again and answer by them from now on; what is running goes on.

        Raises WrongCall or ModelUnavailable for settings that cannot be used; the responder in use
        stays then.
        """
        settings = read_settings()
        self.responder = open_responder(settings, self.workspace.drafter)
        self.settings = settings
