"""Every error the assistant raises on purpose, and the exit code each one ends a command with.

    AssistantError                 base: one line of Chinese saying what, where, what to do
    ├── WrongCall                  exit 2: the command or an option is wrong
    ├── InputUnreadable            exit 3: the input cannot be read (missing, empty, scanned, …)
    └── ServiceUnavailable         exit 4: a service cannot be reached or used
        ├── ModelUnavailable       the language model
        └── IndexUnavailable       the record store or its derived index
            ├── IndexMissing       nothing has been ingested yet
            └── IndexBusy          another process is writing

The codes are those of the command contract; a message never carries a stack trace, a key or the
text of a document.
"""


class AssistantError(Exception):
    """Base of all expected errors; ``str(error)`` is one line of Chinese for the user."""

    exit_code = 3


class WrongCall(AssistantError):
    """The command line, a configuration key or an argument is wrong."""

    exit_code = 2


class InputUnreadable(AssistantError):
    """A file or text that was given cannot be read as one of the supported kinds."""

    exit_code = 3


class ServiceUnavailable(AssistantError):
    """Something outside the process (model, store, database) cannot be used now."""

    exit_code = 4


class ModelUnavailable(ServiceUnavailable):
    """No language model is configured, or it does not answer."""


class IndexUnavailable(ServiceUnavailable):
    """The record store or the index derived from it cannot be used."""


class IndexMissing(IndexUnavailable):
    """Nothing has been ingested into the corpus that was asked for."""


class IndexBusy(IndexUnavailable):
    """Another process holds the single writer's lock."""
