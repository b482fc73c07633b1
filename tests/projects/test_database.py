"""The database: migrated once whoever comes first, refused in one line, killed without loss."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from figures import record

from assistant.errors import DatabaseUnavailable, WrongCall
from assistant.projects.access import Access
from assistant.projects.database import Database, open_database
from assistant.projects.merge import Edit
from assistant.projects.problems import Problems
from assistant.projects.projects import Projects
from assistant.projects.tables import METADATA

WRITER = Path(__file__).parent / "writer.py"
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "6"))  # kills of each of three runs


def test_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_many_open_at_once(address: str | None, tmp_path: Path) -> None:
    def open_and_make(number: int) -> str:
        database = open_database(address, tmp_path)
        made = Projects(Access(database)).create(f"项目{number}", "赵")
        database.close()
        return made.id

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(open_and_make, range(12)))
    database = open_database(address, tmp_path)
    assert {project.id for project in Projects(Access(database)).all("赵")} == set(made)
    database.close()


def test_writers_at_once_lose_nothing(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id

    def write(number: int) -> int:
        return problems.write_draft(made.id, "赵", problem, [f"第{number}次盘点"]).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(24)))
    assert sorted(numbers) == list(range(1, 25))
    texts = {version.measures[0] for version in problems.drafts(made.id, "赵", problem)}
    assert texts == {f"第{number}次盘点" for number in range(24)}


def test_of_two_who_change_one_field_one_is_told(access: Access) -> None:
    projects = Projects(access)
    made = projects.create("甲", "赵")

    def rename(name: str) -> bool:
        try:
            projects.edit(made.id, "赵", {"issuer": Edit(old="", new=name)})
        except WrongCall:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(rename, [f"名{n}" for n in range(8)]))
    assert told.count(True) == 1
    assert projects.get(made.id, "赵").profile["issuer"] == f"名{told.index(True)}"


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://a:b@127.0.0.1/c", "postgresql://a:geheim@127.0.0.1:1/b"],
)
def test_what_cannot_be_opened_is_said_in_one_line(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable) as error:
        open_database(url, tmp_path)
    assert "\n" not in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "projects.db").write_bytes(b"no database" * 200)
    with pytest.raises(DatabaseUnavailable, match="损坏"):
        open_database(None, tmp_path)


def test_a_newer_release_is_not_touched(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    if database.dialect == "sqlite":
        with pytest.raises(DatabaseUnavailable, match="更新的版本"):
            open_database(None, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    address: str | None, tmp_path: Path, seed: int
) -> None:
    """A writer prints each number once it is acknowledged, and is killed ROUNDS times."""
    database = open_database(address, tmp_path)
    projects, problems = Projects(Access(database)), Problems(Access(database))
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id
    pick = random.Random(seed)
    told: list[int] = []
    for _ in range(ROUNDS):
        command = [sys.executable, WRITER, address or "", tmp_path, made.id, problem]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ}) as writer:
            assert writer.stdout is not None
            told.append(int(writer.stdout.readline()))
            time.sleep(pick.random() * 0.15)
            writer.send_signal(signal.SIGKILL)
            told += [int(line) for line in writer.stdout.read().split(b"\n")[:-1]]
    kept = [version.number for version in problems.drafts(made.id, "赵", problem)]
    assert kept == list(range(1, len(kept) + 1))
    assert set(told) <= set(kept)
    assert len(kept) - len(told) <= ROUNDS  # at most one a kill was committed and not yet told
    name = f"kill-projects-{database.dialect}-{seed}"
    record(name, kills=ROUNDS, acknowledged=len(told), lost=len(set(told) - set(kept)))
    database.close()
