"""Users: the users file (``users.json`` in the data folder, mode 0600), passwords as Argon2 hashes.

There is no default user and no default password. The file is read anew whenever it has changed,
so a role that is taken away, or a user who is shut out, is so with the next click.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock

from assistant.accounts.role import Identity, Role
from assistant.errors import AssistantError, WrongCall
from assistant.whole_file import write_whole

FILE_NAME = "users.json"
SHORTEST, LONGEST = 10, 200  # characters of a password
_NAME = re.compile(r"[\w.@-]{1,60}")
_HASHER = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low memory)
# compared with where a name is unknown, so that the answer takes as long
_NOBODY = _HASHER.hash("nobody has this password")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An entry of the users file."""

    name: str
    role: Role
    hash: str
    disabled: bool = False


class Users:
    """The users of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()
        self._state: tuple[int, int, int] | None = None
        self._users: Mapping[str, User] = {}

    def all(self) -> Mapping[str, User]:
        """name → user; empty where there is no file. Raises AssistantError for a broken one."""
        with self._lock:
            try:
                found = self._path.stat()
            except FileNotFoundError:
                self._state, self._users = None, {}
                return {}
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
            if state != self._state:
                self._users = _read(self._path)
                self._state = state
            return self._users

    def identity(self, name: str | None) -> Identity | None:
        """Who ``name`` is now; None for nobody, and for who was shut out."""
        user = self.all().get(name) if name else None
        return None if user is None or user.disabled else Identity(name=user.name, role=user.role)

    def accepts(self, name: str, password: str) -> bool:
        """Whether the password is right and the user not shut out; takes as long either way."""
        user = self.all().get(name)
        try:
            right = _HASHER.verify(user.hash if user else _NOBODY, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return right and user is not None and not user.disabled

    def add(self, name: str, role: str, password: str) -> None:
        """A new user; raises WrongCall for a name, role or password that will not do."""
        if not _NAME.fullmatch(name):
            raise WrongCall(f"用户名“{name[:20]}”不行：请用 1 到 60 个字、字母、数字或 . _ - @")
        with self._changing() as users:
            if name in users:
                raise WrongCall(f"已有用户“{name}”：改密码请用 users password {name}")
            users[name] = User(name=name, role=_role(role), hash=_hash(password))

    def set_password(self, name: str, password: str) -> None:
        """Another password; raises WrongCall."""
        with self._changing() as users:
            users[name] = replace(_known(users, name), hash=_hash(password))

    def set_role(self, name: str, role: str) -> None:
        """Another role; raises WrongCall."""
        with self._changing() as users:
            users[name] = replace(_known(users, name), role=_role(role))

    def set_disabled(self, name: str, disabled: bool) -> None:
        """Shut a user out, or let him in again; raises WrongCall."""
        with self._changing() as users:
            users[name] = replace(_known(users, name), disabled=disabled)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, User]]:
        """The users to change; written whole when the block ends, one process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_suffix(".lock")):
            users = dict(self.all())
            yield users
            _write(self._path, users)


def _read(path: Path) -> Mapping[str, User]:
    try:
        rows = json.loads(path.read_text("utf-8"))
        users = [User(**row) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise AssistantError(
            f"用户文件 {path} 读不了：请从备份恢复，或删除后重新添加用户"
        ) from error
    if any(user.role not in get_args(Role) for user in users):
        raise AssistantError(f"用户文件 {path} 里有不认识的角色：请从备份恢复")
    return {user.name: user for user in users}


def _write(path: Path, users: Mapping[str, User]) -> None:
    rows = [asdict(user) for user in users.values()]
    write_whole(path, json.dumps(rows, ensure_ascii=False, indent=1).encode())


def _known(users: Mapping[str, User], name: str) -> User:
    if name not in users:
        raise WrongCall(f"没有用户“{name[:60]}”：用 users list 查看")
    return users[name]


def _role(role: str) -> Role:
    for known in get_args(Role):
        if role == known:
            return known  # type: ignore[no-any-return]
    raise WrongCall(f"没有“{role[:20]}”这种角色：可用 {'、'.join(get_args(Role))}")


def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongCall(f"密码要有 {SHORTEST} 到 {LONGEST} 个字符：请换一个")
    if len(set(password)) < 5:
        raise WrongCall("密码太简单：请用至少 5 种不同的字符")
    return _HASHER.hash(password)
