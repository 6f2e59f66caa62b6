# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rows at the foot offer of the latest entry, and what is logged from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxfield.i18n import N_, pick
from cxfield.methods import detail as known
from cxfield.model.enums import Mark
from ui.late import Late
from ui.pages.observe.choices import Pick, Row
from ui.pages.observe.outbox import Letter
from ui.pages.observe.ticks import distraction_row, sign_row

if TYPE_CHECKING:
    from cxfield.services import entry_detail as verbs
    from cxfield.services.observation_shapes import EntryRow
    from ui.pages.observe.log import Log
else:
    verbs = Late("cxfield.services.entry_detail")

#: The texts of an entry that the second line writes, by the field of the row and of the record.
TEXTS: tuple[tuple[str, str, str], ...] = (
    ("how", "how", N_("How did it happen?")),
    ("interpretation", "interpretation", N_("Interpretation, apart from what was seen")),
    ("so_what", "so_what", N_("So what?")),
    ("expected", "expected_instead", N_("What was expected instead?")),
)


class Details:
    """Rows by name, built from the session as it is now; `write` opens the second line for a text field."""

    def __init__(
        self,
        log: Log,
        write: Callable[[str], None],
        photograph: Callable[[str, str | None], None],
    ) -> None:
        self._log = log
        self._photograph = photograph
        self._write = write
        self._modified = 0

    def row(self, name: str) -> Row | None:
        """The row of a name, or None when there is nothing to choose (no entry yet, an empty list)."""
        log, aim = self._log, self._log.aim
        if name in ("signs", "distractions"):
            return sign_row(log) if name == "signs" else distraction_row(log)
        if name == "more" and (aim is None or log.study.read_only):
            return self._without_entry()
        if aim is None or log.study.read_only:
            return None
        if name in ("photo", "person"):
            return self._photo(name)
        if name.startswith("tags:"):
            return self._tags(aim, name[5:])
        builders: dict[str, Callable[[EntryRow], Row | None]] = {
            "more": self._more,
            "modifiers": self._modifiers,
            "emotion": self._emotion,
            "aspects": lambda row: self._list(row, "aspects", known.ASPECTS, N_("Kind")),
            "causes": lambda row: self._list(row, "causes", known.CAUSES, N_("Cause")),
            "reactions": self._reactions,
        }
        return builders[name](aim) if name in builders else None

    def begin_modifiers(self) -> bool:
        """A code was pressed: whether it has something more to choose."""
        self._modified = 0
        row = self._log.aim
        return row is not None and bool(self._log.followed.extras.modifiers.get(row.code_id or ""))

    def change(self, row: EntryRow, new: EntryRow, verb: Callable[[Any], Any]) -> None:
        """Show and write a change of an entry."""
        self._log.change(row, new, verb, N_("Change the entry"))

    def write(self, row: EntryRow, field: str, words: str) -> None:
        """Write a text of an entry as it is typed."""
        shown = {"expected_instead": "expected"}.get(field, field)
        line = self._log.rows.line(row.id)
        now = line.row if line is not None else row
        if getattr(now, shown) == words:
            return
        fields: dict[str, Any] = {shown: words}
        self.change(
            now,
            replace(now, **fields),
            lambda uow: verbs.write_text(uow, entry_id=row.id, field=field, text=words),
        )

    def new_reaction(self, row: EntryRow, words: str) -> None:
        """Put a reaction on the site's list and say that this was it."""
        log = self._log
        site, language, entry_id = log.session.site, log.ui.texts.locale, row.id

        def both(uow: Any) -> Any:
            made = verbs.add_reaction(
                uow, site_id=site.id if site is not None else None, text=words, language=language
            )
            return verbs.set_reaction(uow, entry_id=entry_id, reaction_id=made.id)

        if words.strip():
            kept = tuple(mark for mark in row.marks if mark != Mark.SURPRISE.value)
            self.change(row, replace(row, marks=(*kept, Mark.NORMAL.value)), both)

    def retime(self, row: EntryRow, t_ms: int) -> None:
        """Correct when an entry began."""
        entry_id = row.id
        self.change(row, replace(row, t_ms=t_ms), lambda uow: verbs.retime(uow, entry_id=entry_id, t_ms=t_ms))

    # -- rows

    def _without_entry(self) -> Row:
        t = self._log.ui.texts.t
        picks = (
            Pick("signs", t("Good and bad signs")),
            Pick("distractions", t("I was distracted")),
            Pick("find", t("Find in the entries")),
            Pick("layout", t("Layout")),
        )
        return Row(t("More"), picks, lambda key: key)

    def _more(self, row: EntryRow) -> Row:
        t, locale = self._log.ui.texts.t, self._log.ui.texts.locale
        extras = self._log.followed.extras
        picks = [
            Pick("emotion", t("Emotion"), on=bool(row.emotion)),
            Pick("normal", t("Normal reaction"), on=Mark.NORMAL.value in row.marks),
            Pick("surprise", t("Surprise"), on=Mark.SURPRISE.value in row.marks),
            Pick("key", t("Key encounter"), on=Mark.KEY.value in row.marks),
            Pick("aware", t("Noticed the observer"), on=row.aware),
            Pick("signs", t("Good and bad signs")),
            Pick("aspects", t("Kind"), on=bool(row.aspects)),
            Pick("causes", t("Cause"), on=bool(row.causes)),
        ]
        if extras.modifiers.get(row.code_id or ""):
            picks.insert(0, Pick("modifiers", t("Details"), on=bool(row.modifiers)))
        picks += [
            Pick(f"tags:{one.key}", pick(one.name, locale), on=_has(row, one.key))
            for one in extras.tag_sets
            if one.key not in _OWN_SETS
        ]
        picks += [
            Pick("star", t("Star"), on=row.star),
            Pick("photo", t("Photo")),
            Pick("how", t("How"), on=bool(row.how)),
            Pick("interpretation", t("Interpretation"), on=bool(row.interpretation)),
            Pick("so_what", t("So what?"), on=bool(row.so_what)),
            Pick("time", t("Correct the time")),
            Pick("earlier", t("Log at an earlier time")),
            Pick("remove", t("Remove the entry")),
            Pick("distractions", t("I was distracted")),
            Pick("find", t("Find in the entries")),
            Pick("layout", t("Layout")),
        ]
        return Row(t("More"), tuple(picks), self._act)

    def _act(self, key: str) -> str:
        row = self._log.aim
        if row is None:
            return key if key in ("signs", "distractions", "find", "layout") else ""
        if key == "key":
            self._log.mark(Mark.KEY)
            return "more"
        if key in ("aware", "star"):
            self.flag(key)
            return "more"
        if key == "surprise":
            self._surprise(row)
            return ""
        if key == "normal":
            return "reactions"
        if key in _WRITTEN:
            self._write(key)
            return ""
        return key

    def flag(self, name: str) -> None:
        """Star the entry, or say that the customer noticed the observer; or take it back."""
        row = self._log.aim
        if row is None:
            return
        on, entry_id = not getattr(row, name), row.id
        new = replace(row, star=on) if name == "star" else replace(row, aware=on)
        self.change(row, new, lambda uow: verbs.set_flag(uow, entry_id=entry_id, flag=name, on=on))

    def _surprise(self, row: EntryRow) -> None:
        on, entry_id = Mark.SURPRISE.value not in row.marks, row.id
        kept = tuple(mark for mark in row.marks if mark not in (Mark.NORMAL.value, Mark.SURPRISE.value))
        new = replace(row, marks=(*kept, Mark.SURPRISE.value) if on else kept)
        if on and row.ordinariness < _SURPRISING:
            new = replace(new, ordinariness=_SURPRISING, chosen=True)
        self.change(row, new, lambda uow: verbs.set_surprise(uow, entry_id=entry_id, on=on))
        if on:
            self._write("expected")

    def _modifiers(self, row: EntryRow) -> Row | None:
        """One modifier after another, by the order of the codebook."""
        found = self._log.followed.extras.modifiers.get(row.code_id or "", ())
        if self._modified >= len(found):
            self._modified = 0
            return None
        locale, entry_id = self._log.ui.texts.locale, row.id
        modifier = found[self._modified]
        picks = tuple(
            Pick(str(place), pick(choice, locale), on=f"{modifier.id}:{place}" in row.modifiers)
            for place, choice in enumerate(modifier.choices)
        )

        def act(key: str) -> str:
            line = self._log.rows.line(entry_id)
            now = line.row if line is not None else row
            chosen = f"{modifier.id}:{key}"
            kept = tuple(one for one in now.modifiers if not one.startswith(f"{modifier.id}:"))
            off = chosen in now.modifiers
            choice = None if off else int(key)
            self.change(
                now,
                replace(now, modifiers=kept if off else (*kept, chosen)),
                lambda uow: verbs.set_modifier(
                    uow, entry_id=entry_id, modifier_id=modifier.id, choice=choice
                ),
            )
            self._modified += 1
            return "modifiers" if self._modified < len(found) else ""

        return Row(pick(modifier.name, locale), picks, act)

    def _emotion(self, row: EntryRow) -> Row:
        t, entry_id = self._log.ui.texts.t, row.id
        picks = tuple(Pick(one.key, t(one.words), on=row.emotion == one.key) for one in known.EMOTIONS)

        def act(key: str) -> str:
            emotion = "" if row.emotion == key else key
            self.change(
                row,
                replace(row, emotion=emotion),
                lambda uow: verbs.set_emotion(uow, entry_id=entry_id, emotion=emotion),
            )
            return ""

        return Row(t("Emotion"), picks, act)

    def _list(self, row: EntryRow, field: str, choices: Iterable[known.Choice], title: str) -> Row:
        t = self._log.ui.texts.t
        picks = tuple(Pick(one.key, t(one.words), on=one.key in getattr(row, field)) for one in choices)
        return Row(t(title), picks, lambda key: self._switch(row.id, field, key, field))

    def _tags(self, row: EntryRow, which: str) -> Row | None:
        locale = self._log.ui.texts.locale
        found = next((one for one in self._log.followed.extras.tag_sets if one.key == which), None)
        if found is None:
            return None
        picks = tuple(
            Pick(f"{which}:{key}", pick(name, locale), on=f"{which}:{key}" in row.tags)
            for key, name in found.tags
        )
        name = f"tags:{which}"
        return Row(pick(found.name, locale), picks, lambda key: self._switch(row.id, "tags", key, name))

    def _switch(self, entry_id: str, field: str, key: str, stay: str) -> str:
        line = self._log.rows.line(entry_id)
        if line is None:
            return ""
        row = line.row
        before: tuple[str, ...] = getattr(row, field)
        on = key not in before
        kept = tuple(one for one in before if one != key)
        fields: dict[str, Any] = {field: (*kept, key) if on else kept}
        self.change(
            row,
            replace(row, **fields),
            lambda uow: verbs.switch(uow, entry_id=entry_id, field=field, key=key, on=on),
        )
        return stay

    def _reactions(self, row: EntryRow) -> Row:
        """The site's list, and a new one for it."""
        texts, entry_id = self._log.ui.texts, row.id
        picks = tuple(
            Pick(one.id, pick(one.name, texts.locale), on=row.reaction_id == one.id)
            for one in self._log.followed.extras.reactions
        )

        def act(key: str) -> str:
            if key == "+":
                self._write("reaction")
                return ""
            self.react(row, None if row.reaction_id == key else key)
            return ""

        more = Pick("+", texts.t("New for the list"), icon="plus")
        return Row(texts.t("Normal reaction"), (*picks, more), act) if entry_id else Row("", (), act)

    def react(self, row: EntryRow, reaction_id: str | None) -> None:
        """It was a normal reaction of the site, or none."""
        entry_id = row.id
        kept = tuple(mark for mark in row.marks if mark not in (Mark.NORMAL.value, Mark.SURPRISE.value))
        new = replace(row, reaction_id=reaction_id, marks=kept)
        if reaction_id is not None:
            new = replace(new, marks=(*kept, Mark.NORMAL.value))
            if not row.chosen:
                new = replace(new, ordinariness=1, chosen=True)
        self.change(row, new, lambda uow: verbs.set_reaction(uow, entry_id=entry_id, reaction_id=reaction_id))

    def _photo(self, name: str) -> Row:
        """Of a place, or of a person who allows it."""
        t, closed = self._log.ui.texts.t, self._log.followed.closed_here
        people = self._log.followed.extras.pictured
        if closed:
            return Row(
                t("No photographs in {zone}.", zone=closed), (Pick("", t("All right")),), lambda _key: ""
            )
        if name == "person":
            if not people:
                words = t("Nobody has allowed photographs.")
                return Row(words, (Pick("", t("All right")),), lambda _key: "")
            picks = tuple(Pick(one.id, one.code) for one in people)
            return Row(t("Who is in the photograph?"), picks, lambda key: self._taken("person", key))
        picks = (Pick("place", t("Of a place")), Pick("person", t("Of a person")))
        return Row(t("Photo"), picks, lambda key: "person" if key == "person" else self._taken("place", None))

    def _taken(self, subject: str, participant: str | None) -> str:
        self._photograph(subject, participant)
        return ""

    def keep_photo(self, row: EntryRow, picture: Any, subject: str, participant: str | None) -> None:
        """Store a photograph that was read from a file."""
        log, entry_id = self._log, row.id
        log.send(
            Letter(
                log.new_id(),
                lambda uow: verbs.add_photo(
                    uow, picture=picture, entry_id=entry_id, subject=subject, participant_id=participant
                ),
                N_("Attach a photograph"),
                lambda _committed: None,
                log.said.emit,
            )
        )


_SURPRISING = 4
#: These sets have rows of their own.
_OWN_SETS = frozenset(("cause", "farb", "good_experience", "bad_experience"))
_WRITTEN = frozenset(("how", "interpretation", "so_what", "expected", "time", "earlier"))


def _has(row: EntryRow, which: str) -> bool:
    return any(tag.startswith(f"{which}:") for tag in row.tags)
