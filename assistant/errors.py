"""Every error the assistant raises on purpose, and the exit code each one ends a command with.

    AssistantError                 base: one line of Chinese saying what, where, what to do
    ├── WrongCall                  exit 2: the command or an option is wrong
    │   ├── NotPermitted           this user may not see or change it (or it does not exist)
    │   ├── TooOften               this user or address asks more often than the settings allow
    │   └── EditConflict           somebody else changed the same field since it was read
    ├── InputUnreadable            exit 3: the input cannot be read (missing, empty, scanned, …)
    └── ServiceUnavailable         exit 4: a service cannot be reached or used
        ├── ModelUnavailable       the language model
        │   ├── ModelTimeout       it did not answer within the limit
        │   ├── ModelDenied        it refused the key (401, 403)
        │   ├── ModelBusy          it asked to come back later, or failed too often just now
        │   ├── ModelAnswerBroken  its answer is no answer (HTML, empty, wrong shape, too large)
        │   ├── ModelAnswerCut     its answer ended early
        │   └── RecordingMissing   replay was asked for and this request was never recorded
        ├── DatabaseUnavailable    the projects' database
        └── IndexUnavailable       the record store or its derived index
            ├── IndexMissing       nothing has been ingested yet
            └── IndexBusy          another process is writing

The codes are those of the command contract; a message never carries a stack trace, a key or the
text of a document.
"""

from __future__ import annotations

from collections.abc import Mapping


class AssistantError(Exception):
    """Base of all expected errors; ``str(error)`` is one line of Chinese for the user."""

    exit_code = 3


class WrongCall(AssistantError):
    """The command line, a configuration key or an argument is wrong."""

    exit_code = 2


class NotPermitted(WrongCall):
    """The user may not do this; said in the same words of what does not exist at all."""


class TooOften(WrongCall):
    """More requests in a minute than the settings allow; nothing of this one was done."""


class EditConflict(WrongCall):
    """A field was changed by somebody else since it was read.

    ``fields`` maps each such field to (what stands there now, what was to be written); nothing
    of the change was saved.
    """

    def __init__(self, message: str, fields: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(message)
        self.fields = fields


class InputUnreadable(AssistantError):
    """A file or text that was given cannot be read as one of the supported kinds."""

    exit_code = 3


class ServiceUnavailable(AssistantError):
    """Something outside the process (model, store, database) cannot be used now."""

    exit_code = 4


class ModelUnavailable(ServiceUnavailable):
    """No language model is configured, or it does not answer.

    ``partial`` is what of the answer had come (incomplete, not checked by the guard); "" mostly.
    """

    def __init__(self, message: str, *, partial: str = "") -> None:
        super().__init__(message)
        self.partial = partial


class ModelTimeout(ModelUnavailable):
    """The answer did not begin, go on or end within the configured limit."""


class ModelDenied(ModelUnavailable):
    """The endpoint refused the key (401, 403)."""


class ModelBusy(ModelUnavailable):
    """Too many requests after all retries, or the breaker is open after repeated failures."""


class ModelAnswerBroken(ModelUnavailable):
    """What came is no usable answer: HTML, empty, broken SSE or JSON, wrong schema, too large."""


class ModelAnswerCut(ModelUnavailable):
    """The stream ended before the model said that it had finished; ``partial`` is what came."""


class RecordingMissing(ModelUnavailable):
    """Replay was asked for, and this request is not in the recording."""


class DatabaseUnavailable(ServiceUnavailable):
    """The projects' database cannot be reached, or is not of this release."""


class IndexUnavailable(ServiceUnavailable):
    """The record store or the index derived from it cannot be used."""


class IndexMissing(IndexUnavailable):
    """Nothing has been ingested into the corpus that was asked for."""


class IndexBusy(IndexUnavailable):
    """Another process holds the single writer's lock."""
