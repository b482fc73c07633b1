"""Package: the parts of a .docx, of which a few are changed and the others copied byte for byte.

Written without python-docx: it would write every part anew and stamp the archive with the clock;
here two runs give the same bytes, and what is not ours stays as it was.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assistant.files.archive import open_archive
from assistant.files.docx import MAIN

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
# the first day that a zip can hold
EPOCH = (1980, 1, 1, 0, 0, 0)
Stamp = tuple[int, int, int, int, int, int]


@dataclass(slots=True, kw_only=True)
class Package:
    """An open .docx: ``parts`` in their order, ``dates`` as in the archive, ``trees`` the XML read.

    What is in ``trees`` is written anew by :meth:`save`; every other part is copied, those too
    that were only ``read``.
    """

    source: str
    parts: dict[str, bytes]
    dates: dict[str, Stamp]
    trees: dict[str, etree._Element] = field(default_factory=dict)
    read: dict[str, etree._Element] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.parts or name in self.trees

    @property
    def stamp(self) -> str | None:
        """When the main part was written, as w:date has it; None where the archive does not say.

        Comments and changes get this date: the clock's would differ from run to run.
        """
        date = self.dates.get(MAIN, EPOCH)
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*date) if date[0] > EPOCH[0] else None

    def xml(self, name: str) -> etree._Element | None:
        """A part to be read, not changed; None where there is none."""
        return self.trees.get(name) if name in self.trees else self.read.get(name)

    def add(self, name: str, root: etree._Element) -> None:
        """Add a part, or replace one."""
        self.trees[name] = root

    def target(self, kind: str) -> str | None:
        """The part that the main part is related to as ``kind`` ("comments"); None: no such."""
        root = self.trees.get(RELATIONS)
        for relation in root if root is not None else ():
            outside = relation.get("TargetMode") == "External"
            if relation.get("Type") == f"{OFFICE}/{kind}" and not outside:
                name = posixpath.normpath(posixpath.join("/word", relation.get("Target", "")))
                return name.lstrip("/")
        return None

    def relate(self, kind: str, name: str, content_type: str) -> None:
        """Make ``name`` a part that the main part is related to as ``kind``."""
        relations = self.trees[RELATIONS]
        used = {relation.get("Id") for relation in relations}
        free = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        etree.SubElement(
            relations,
            f"{{{_RELS}}}Relationship",
            {"Id": free, "Type": f"{OFFICE}/{kind}", "Target": f"/{name}"},
        )
        etree.SubElement(
            self.trees[CONTENT_TYPES],
            f"{{{_TYPES}}}Override",
            {"PartName": f"/{name}", "ContentType": content_type},
        )

    def save(self) -> bytes:
        """The package as bytes; the same parts give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name in dict.fromkeys((*self.parts, *self.trees)):
                date = self.dates.get(name) or self.dates.get(MAIN, EPOCH)
                info = zipfile.ZipInfo(name, date_time=date)
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, self._bytes(name))
        return out.getvalue()

    def _bytes(self, name: str) -> bytes:
        root = self.trees.get(name)
        if root is None:
            return self.parts[name]
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def open_package(data: bytes, source: str) -> Package:
    """Read a .docx within the limits of ``assistant.files.archive``; raises InputUnreadable.

    The main part, its relations and the content types are read as trees.
    """
    with open_archive(data, source, MAIN) as archive:
        infos = archive.zip.NameToInfo
        package = Package(
            source=source,
            parts={name: archive.read(name) for name in infos},
            dates={name: info.date_time for name, info in infos.items()},
        )
        package.add(MAIN, archive.xml(MAIN))
        for name, empty in _NEEDED.items():
            package.add(name, archive.xml(name) if archive.has(name) else etree.fromstring(empty))
        for name in _READ:
            if archive.has(name):
                package.read[name] = archive.xml(name)
        comments = package.target("comments")
        if comments is not None and archive.has(comments):
            package.add(comments, archive.xml(comments))
    return package


_READ = ("word/numbering.xml", "word/styles.xml")
_NEEDED: Mapping[str, str] = {
    CONTENT_TYPES: f'<Types xmlns="{_TYPES}"/>',
    RELATIONS: f'<Relationships xmlns="{_RELS}"/>',
}
