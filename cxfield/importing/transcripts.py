# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts from txt, docx, vtt and srt, whatever their encoding: turns with speakers and times."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.textclean import clean

KINDS = (".txt", ".docx", ".vtt", ".srt")
#: The longest transcript in characters: a whole day of talk.
LONGEST = 2_000_000
_LARGEST_FILE = 64 << 20
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_CUE = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
#: `P07:`, `Haastattelija (0:12):`, `[00:01:02] Anna Virtanen:`, `0.12 H: `
_SPEAKER = re.compile(
    r"^\s*(?:[\[(]?(?P<before>(?:\d{1,3}:)?\d{1,2}[:.]\d{2}(?:[.,]\d{1,3})?)[\])]?\s+)?"
    r"(?P<name>[^\W\d_][\w .'’-]{0,38}?)"
    r"(?:\s*[\[(](?P<after>(?:\d{1,3}:)?\d{1,2}[:.]\d{2}(?:[.,]\d{1,3})?)[\])])?"
    r"\s*:(?=\s|$)"
)
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_MARKUP = re.compile(r"</?[^>]{1,60}>")
#: Words of one line that are no speaker although a colon follows.
_MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said at a stretch; times in ms from the beginning, None where unknown."""

    speaker: str
    text: str
    t_ms: int | None = None
    end_t_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """A transcript as read; `note` says what was doubtful (an msgid), or nothing."""

    name: str
    source: str
    turns: tuple[Turn, ...]
    note: str = ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    @property
    def timed(self) -> bool:
        """Whether it has times."""
        return any(turn.t_ms is not None for turn in self.turns)


def read_transcript(path: Path) -> ReadTranscript:
    """Read a file; UserError with one sentence when it is no transcript."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UserError(
            N_("{name} is not a transcript that can be read. Choose a txt, docx, vtt or srt file."),
            name=path.name,
        )
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UserError(N_("{name} is too large for a transcript. Choose another file."), name=path.name)
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read: {reason}."), name=path.name, reason=error.strerror or str(error)
        ) from error
    if kind == ".docx":
        return parse(_docx_text(path), path.name, "docx")
    text, note = decode(raw, path.name)
    return replace(parse(text, path.name, kind[1:]), note=note)


def decode(raw: bytes, name: str = "") -> tuple[str, str]:
    """Return the text of bytes in whichever encoding, and a note when letters may be wrong."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), ""
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if raw.count(b"\0") > len(raw) // 4:
        big = raw[:1] == b"\0"
        return raw.decode("utf-16-be" if big else "utf-16-le", "replace"), ""
    if b"\0" in raw[:4096]:
        raise UserError(N_("{name} is not text. Choose a txt, docx, vtt or srt file."), name=name)
    # Windows' western letters hold ä, ö, å, quotation marks and dashes in their usual places.
    return raw.decode("cp1252", "replace"), N_(
        "The file was not in UTF-8. It was read as western Windows text: look at ä, ö and å before coding."
    )


def parse(text: str, name: str = "", source: str = "txt") -> ReadTranscript:
    """Read a transcript from text; cues are recognised whatever the file was called."""
    words = clean(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    if len(words) > LONGEST:
        raise UserError(
            N_("The transcript is longer than {most} characters. Divide it into parts."),
            most=f"{LONGEST:,}".replace(",", " "),
        )
    cues = "-->" in words
    turns = _cues(words) if cues else _lines(words)
    merged = _merged(turns)
    if not merged:
        raise UserError(N_("There are no words in the transcript. Choose another file or paste the text."))
    kind = source if source != "txt" or not cues else "vtt"
    return ReadTranscript(name, kind, merged)


def _cues(text: str) -> list[Turn]:
    """Cues of vtt and srt: times, then lines until an empty one."""
    turns: list[Turn] = []
    times: tuple[int, int] | None = None
    body: list[str] = []

    def close() -> None:
        if times is not None and body:
            turns.append(_cue_turn(" ".join(body), *times))

    for line in text.split("\n"):
        found = _CUE.match(line)
        if found is not None:
            close()
            times = (_ms(found.groups()[:4]), _ms(found.groups()[4:8]))
            body = []
        elif not line.strip():
            close()
            times, body = None, []
        elif times is not None:
            body.append(line.strip())
    close()
    return turns


def _cue_turn(said: str, start: int, end: int) -> Turn:
    voice = _VOICE.search(said)
    speaker = voice[1].strip() if voice else ""
    words = _MARKUP.sub("", said).strip()
    if not speaker:
        found = _named(words)
        if found is not None:
            speaker, words = found[0], found[1]
    return Turn(speaker, words, start, max(start, end))


def _lines(text: str) -> list[Turn]:
    """Lines of plain text; one without a speaker goes on with the turn before."""
    turns: list[Turn] = []
    speaker = ""
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            continue
        found = _named(words)
        if found is not None:
            speaker, rest, t_ms = found
            turns.append(Turn(speaker, rest, t_ms))
        else:
            turns.append(Turn(speaker, words))
    return turns


def _named(line: str) -> tuple[str, str, int | None] | None:
    found = _SPEAKER.match(line)
    if found is None or len(found["name"].split()) > _MOST_NAME_WORDS:
        return None
    time = found["before"] or found["after"]
    return found["name"].strip(), line[found.end() :].strip(), _clock(time) if time else None


def _merged(turns: list[Turn]) -> tuple[Turn, ...]:
    """Stretches of the same speaker without a time of their own in between become one turn."""
    found: list[Turn] = []
    for turn in turns:
        last = found[-1] if found else None
        if last is not None and last.speaker == turn.speaker and turn.t_ms is None and last.end_t_ms is None:
            found[-1] = replace(last, text=f"{last.text}\n{turn.text}".strip())
        else:
            found.append(turn)
    return tuple(turn for turn in found if turn.text or turn.speaker)


def _clock(words: str) -> int:
    whole, _, parts = words.replace(",", ".").partition(".") if words.count(":") else (words, "", "")
    numbers = [int(part) for part in re.split(r"[:.]", whole)]
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds * 1000 + int((parts or "0").ljust(3, "0")[:3])


def _ms(groups: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, parts = groups
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((parts or "0").ljust(3, "0"))


def _docx_text(path: Path) -> str:
    import zipfile
    from xml.etree.ElementTree import ParseError

    from docx import Document  # loaded only when a Word file is read
    from docx.opc.exceptions import OpcError

    try:
        document = Document(str(path))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, ParseError, SyntaxError) as error:
        raise UserError(
            N_("{name} is not a whole Word file. Save it again in Word as .docx."), name=path.name
        ) from error
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:  # some services put speaker and words side by side
        for row in table.rows:
            cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
            lines.append(_row_line([cell for cell in cells if cell]))
    return "\n".join(lines)


def _row_line(cells: list[str]) -> str:
    if len(cells) > 1 and not cells[0].endswith(":") and len(cells[0].split()) <= _MOST_NAME_WORDS:
        return f"{cells[0]}: {' '.join(cells[1:])}"
    return " ".join(cells)
