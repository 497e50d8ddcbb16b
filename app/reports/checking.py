"""Whether a file that somebody sent can be the template of our slides; if not, exactly what is the matter with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError, PythonPptxError

from app.reports.layouts import content_area, content_layout, cover_layout, has_room

MIB = 1024 * 1024
LARGEST = 10 * MIB
LARGEST_UNPACKED = 100 * MIB
RELATIONS = ".rels"
TYPES = "[Content_Types].xml"
MACROS = ("vbaProject.bin", "activeX", "vbaData.xml")
UNREADABLE = (
    BadZipFile,
    PackageNotFoundError,
    PythonPptxError,
    KeyError,
    ValueError,
    AttributeError,
    etree.XMLSyntaxError,
)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class Fault(StrEnum):
    """Why a file cannot be used."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_PRESENTATION = "no_presentation"
    MACROS = "macros"
    EXTERNAL = "external"
    NO_COVER = "no_cover"
    NO_CONTENT = "no_content"
    NO_ROOM = "no_room"


@dataclass(frozen=True)
class Found:
    """One fault, and where it is, if that helps: a part of the file, or the name of a layout."""

    fault: Fault
    where: str = ""


def faults(content: bytes) -> tuple[Found, ...]:
    """List everything that keeps a file from being a template; none when it can be used."""
    if not content:
        return (Found(Fault.EMPTY),)
    if len(content) > LARGEST:
        return (Found(Fault.TOO_LARGE),)
    try:
        with ZipFile(BytesIO(content)) as package:
            unsafe = tuple(_unsafe(package))
        return unsafe or tuple(_lacking(content))
    except UNREADABLE:
        return (Found(Fault.NO_PRESENTATION),)


def _unsafe(package: ZipFile) -> Iterator[Found]:
    """Look for what may not come along, before anything reads the file as a presentation."""
    if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
        yield Found(Fault.TOO_LARGE)
        return
    names = package.namelist()
    macros = next((name for name in names if any(word in name for word in MACROS)), "")
    if macros or b"macroEnabled" in package.read(TYPES):
        yield Found(Fault.MACROS, macros)
    for name in names:
        if name.endswith(RELATIONS) and (target := _external(package.read(name))):
            yield Found(Fault.EXTERNAL, target)


def _external(relations: bytes) -> str:
    """Give the first address outside the file that a part leads to; empty where there is none."""
    for relation in etree.fromstring(relations, PARSER):
        if relation.get("TargetMode") == "External":
            return str(relation.get("Target"))
    return ""


def _lacking(content: bytes) -> Iterator[Found]:
    """Look for the layouts that our slides need."""
    presentation = Presentation(BytesIO(content))
    if cover_layout(presentation) is None:
        yield Found(Fault.NO_COVER)
    layout = content_layout(presentation)
    if layout is None:
        yield Found(Fault.NO_CONTENT)
    elif not has_room(content_area(presentation, layout)):
        yield Found(Fault.NO_ROOM, layout.name)
