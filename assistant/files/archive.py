"""Archive: the parts of an Office file (a zip of XML), read within limits.

python-docx and openpyxl guard neither against a zip that inflates to gigabytes nor against
document type definitions; everything here is checked before a single part is inflated.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from assistant.errors import InputUnreadable

MAX_ENTRIES = 5_000
MAX_PART = 64 * 1024 * 1024  # bytes of one XML part; a notice's main part has about 200 KB
MAX_TOTAL = 512 * 1024 * 1024  # bytes of everything, pictures included

_DOCTYPE = re.compile(rb"<!\s*DOCTYPE|<\0!\0D\0O\0C\0T\0Y\0P\0E", re.IGNORECASE)
# what zipfile says of broken archives (RuntimeError: features it does not know)
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
_OTHERS = (
    ("xl/workbook.xml", "是 Excel 表格，只能用作问题清单或事实清单：通报请用 .docx、.txt 或 .pdf"),
    ("word/document.xml", "是 Word 文档，不是表格：请提供 .xlsx"),
    ("ppt/presentation.xml", "是演示文稿：请提供 .docx、.txt 或 .pdf"),
    ("OFD.xml", "是 OFD 版式文件：请导出为 .pdf 或 .docx"),
    ("content.xml", "是 OpenDocument 文档：请另存为 .docx"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An open Office file whose sizes have been checked."""

    zip: zipfile.ZipFile
    source: str

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.zip.NameToInfo

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; raises InputUnreadable where it is broken or has a DTD."""
        data = self.read(name)
        if _DOCTYPE.search(data, 0, 4096):
            raise InputUnreadable(f"“{self.source}”含有不允许的文档类型定义：请重新保存为 .docx")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise InputUnreadable(f"“{self.source}”已损坏（{name}）：请重新保存") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputUnreadable(f"“{self.source}”含有不允许的文档类型定义：请重新保存为 .docx")
        return root

    def refuse_doctypes(self) -> None:
        """Check every XML part for a DTD before a library parses them."""
        for name in self.zip.NameToInfo:
            if name.endswith((".xml", ".rels")):
                self.xml(name)

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises InputUnreadable where it is broken or encrypted."""
        if self.zip.NameToInfo[name].flag_bits & 1:
            raise InputUnreadable(f"“{self.source}”有打开密码：请先去掉密码，再提供文件")
        try:
            return self.zip.read(name)
        except _BROKEN as error:
            raise InputUnreadable(f"“{self.source}”已损坏（{name}）：请重新保存") from error


@contextmanager
def open_archive(data: bytes, source: str, main: str) -> Iterator[Archive]:
    """Open an Office file that must hold the part ``main`` ("word/document.xml").

    Raises InputUnreadable for anything else: another format, a broken zip, sizes above the caps.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputUnreadable(f"“{source}”已损坏，打不开：请重新保存或下载") from error
    with file:
        _check_sizes(file, source)
        if main not in file.NameToInfo:
            for part, message in _OTHERS:
                if part in file.NameToInfo:
                    raise InputUnreadable(f"“{source}”{message}")
            raise InputUnreadable(f"“{source}”是压缩包：请先解压，再提供其中的文件")
        yield Archive(zip=file, source=source)


def _check_sizes(file: zipfile.ZipFile, source: str) -> None:
    """zipfile never inflates more than an entry declares, so the declared sizes are binding."""
    infos = file.infolist()
    texts = (info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    if (
        len(infos) > MAX_ENTRIES
        or sum(info.file_size for info in infos) > MAX_TOTAL
        or max(texts, default=0) > MAX_PART
    ):
        raise InputUnreadable(f"“{source}”解压后过大，可能是压缩炸弹：已停止读取")
