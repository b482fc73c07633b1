"""users ACTION [NAME]: who may log in to the page."""

from __future__ import annotations

import argparse
import getpass
import sys

from assistant.accounts.role import ROLES
from assistant.accounts.users import Users
from assistant.cli.output import tell
from assistant.errors import WrongCall
from assistant.settings import read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``users``."""
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=("list", "add", "password", "role", "disable", "enable"),
        help="list：列出；add：添加；password：改密码；role：改角色；disable：停用；enable：恢复",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="用户名")
    parser.add_argument(
        "--role",
        choices=tuple(ROLES),
        default=None,
        help="clerk：经办人（默认）；reviewer：审核人；admin：管理员，可改范例库和设置",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; a password is asked for, or read as one line of standard input."""
    users = Users(read_settings().data_dir)
    if arguments.action == "list":
        for user in users.all().values():
            state = "（已停用）" if user.disabled else ""
            sys.stdout.write(f"{user.name}\t{ROLES[user.role]}{state}\n")
        return 0
    if not arguments.name:
        raise WrongCall(f"users {arguments.action} 要写用户名，例如 users {arguments.action} zhao")
    _change(users, arguments)
    tell(f"已完成：{arguments.name}")
    return 0


def _change(users: Users, arguments: argparse.Namespace) -> None:
    name = arguments.name
    if arguments.action == "add":
        users.add(name, arguments.role or "clerk", _password())
    elif arguments.action == "password":
        users.set_password(name, _password())
    elif arguments.action == "role":
        if arguments.role is None:
            raise WrongCall(f"请写明角色，例如 users role {name} --role reviewer")
        users.set_role(name, arguments.role)
    else:
        users.set_disabled(name, arguments.action == "disable")


def _password() -> str:
    """Asked for twice at a terminal; never on the command line, where others could read it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("密码：")
    if getpass.getpass("再输一次：") != password:
        raise WrongCall("两次输入的密码不一样：请再试")
    return password
