"""Archive: the parts of an Office file (a zip of XML), read within limits.

python-docx and openpyxl guard neither against a zip that inflates to gigabytes nor against
document type definitions; everything here is checked before a single part is inflated, and what is
inflated is counted.
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
from assistant.files.caps import MAX_ENTRIES, MAX_INFLATED, MAX_PART, MAX_TAGS

# a declaration of a type or an entity, in one byte a character or in two
_DOCTYPE = re.compile(
    rb"<!\s{0,9}(?:DOCTYPE|ENTITY)|\0?<\0!\0(?:D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)", re.IGNORECASE
)
# ECMA-376 part 2, 10.1.2.2: parts are written in UTF-8 or UTF-16; others hide what a check looks for
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([^\"']{0,40})[\"']")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}
# what zipfile says of broken archives (RuntimeError: features it does not know; AttributeError:
# an extra field that is not what it claims to be)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError),
    *(LookupError, AttributeError),
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OTHERS = (
    ("xl/workbook.xml", "是 Excel 表格，只能用作问题清单或事实清单：通报请用 .docx、.txt 或 .pdf"),
    ("word/document.xml", "是 Word 文档，不是表格：请提供 .xlsx"),
    ("ppt/presentation.xml", "是演示文稿：请提供 .docx、.txt 或 .pdf"),
    ("OFD.xml", "是 OFD 版式文件：请导出为 .pdf 或 .docx"),
    ("content.xml", "是 OpenDocument 文档：请另存为 .docx"),
)


@dataclass(slots=True, kw_only=True)
class Archive:
    """An open Office file whose sizes have been checked; ``inflated`` bytes were read so far."""

    zip: zipfile.ZipFile
    source: str
    inflated: int = 0

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.zip.NameToInfo

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; raises InputUnreadable where it is broken or has a DTD."""
        data = self.read(name)
        self._check_xml(data, name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputUnreadable(f"“{self.source}”已损坏（{name}）：请重新保存") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputUnreadable(f"“{self.source}”含有不允许的文档类型定义：请重新保存")
        return root

    def _check_xml(self, data: bytes, name: str) -> None:
        """What must not reach the parser: type definitions, odd encodings, too many tags."""
        if _DOCTYPE.search(data):
            raise InputUnreadable(f"“{self.source}”含有不允许的文档类型定义：请重新保存")
        encoding = _ENCODING.search(data, 0, 300)
        if encoding is not None and encoding.group(1).lower() not in _ENCODINGS:
            raise InputUnreadable(f"“{self.source}”已损坏（{name}）：请重新保存")
        if len(data) > MAX_PART or data.count(b"<") > 2 * MAX_TAGS:
            raise InputUnreadable(f"“{self.source}”内容过多（{name}）：请只保留通报正文")

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises InputUnreadable where it is broken or encrypted."""
        info = self.zip.NameToInfo[name]
        if info.flag_bits & 1:
            raise InputUnreadable(f"“{self.source}”有打开密码：请先去掉密码，再提供文件")
        if info.compress_type not in _METHODS:
            raise InputUnreadable(f"“{self.source}”的压缩方式无法识别：请重新保存")
        self.inflated += info.file_size
        if self.inflated > MAX_INFLATED:
            raise InputUnreadable(f"“{self.source}”解压后过大，可能是压缩炸弹：已停止读取")
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
        or sum(info.file_size for info in infos) > MAX_INFLATED
        or max(texts, default=0) > MAX_PART
    ):
        raise InputUnreadable(f"“{source}”解压后过大，可能是压缩炸弹：已停止读取")
    if len(infos) != len(file.NameToInfo):
        # which of two parts of one name counts is anybody's guess, and a way past checks
        raise InputUnreadable(f"“{source}”已损坏，其中有重名的部件：请重新保存")
