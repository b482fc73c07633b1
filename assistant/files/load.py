"""Load: the bytes of a file or of standard input, within limits and with plain errors."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from assistant.errors import InputUnreadable

STDIN = "-"
MAX_BYTES = 50 * 1024 * 1024  # a notice with scanned pages stays well below


def load(path: str, stdin: BinaryIO | None = None) -> bytes:
    """All bytes of ``path``, or of ``stdin`` for "-".

    Raises InputUnreadable for what is missing, a folder, not permitted, empty or above MAX_BYTES.
    """
    if path == STDIN:
        if stdin is None:
            raise InputUnreadable("标准输入没有内容：请用管道传入文本，或给出文件路径")
        return _checked(stdin.read(MAX_BYTES + 1), "标准输入")
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputUnreadable(f"找不到文件“{path}”：请检查路径") from error
    except IsADirectoryError as error:
        raise InputUnreadable(f"“{path}”是文件夹：请给出其中的一个文件") from error
    except PermissionError as error:
        if Path(path).is_dir():  # what Windows says of a folder
            raise InputUnreadable(f"“{path}”是文件夹：请给出其中的一个文件") from error
        raise InputUnreadable(f"没有权限读取“{path}”：请检查文件的访问权限") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "路径含有空字符"
        raise InputUnreadable(f"无法读取“{path}”（{reason}）：请检查路径和磁盘") from error
    return _checked(data, f"“{path}”")


def _checked(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise InputUnreadable(f"{name}超过 {limit} MB：请只保留通报正文，或压缩其中的图片")
    if not data:
        raise InputUnreadable(f"{name}是空的：请检查文件内容")
    return data
