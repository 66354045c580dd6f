"""What was typed for a comparison: which registers, what their owners had answered, why, and until when."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evenborn.cli.amounts import named_file
from evenborn.cli.each_file import EachFile
from evenborn.cli.reading import chosen_one, typed_date
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.comparison.backends.backend import EngineChoice
    from evenborn.comparison.commission import Commission
    from evenborn.comparison.compare import RegisterFile
    from evenborn.comparison.replies import Replies
    from evenborn.comparison.run_record import RunRecord
    from evenborn.registers.codes.area_table import AreaTable


@dataclass(frozen=True)
class ComparisonRequest:
    """A comparison as it was named on the command line; see the options of ``compare``."""

    files: Sequence[str]
    out: Path | None
    purpose: str | None
    legal_basis: str | None
    deadline: str | None
    on: str | None
    replies: Sequence[Path]
    repeat: Path | None
    areas: Path | None
    engine: str = "duckdb"
    spark_master: str | None = None
    each: EachFile = field(default_factory=EachFile)

    def check(self) -> None:
        """Refuse what cannot go together, or is missing, before anything is read."""
        _ = self.engine_choice
        given: dict[str, object] = {
            "--purpose": self.purpose,
            "--legal-basis": self.legal_basis,
            "--deadline": self.deadline,
            "--on": self.on,
            "--replies": self.replies or None,
        }
        if self.repeat is not None:
            for option, value in given.items():
                if value is not None:
                    raise Refusal("repeat-with", option=option)
            return
        for option, value in (("--out", self.out), *list(given.items())[:2]):
            if value is None:
                raise Refusal("missing-argument", option=option)
        named_file("--out", self.out)

    @cached_property
    def engine_choice(self) -> "EngineChoice":
        """Which engine compares."""
        from evenborn.comparison.backends.backend import ENGINES, LOCAL, EngineChoice

        engine = chosen_one("--engine", self.engine, ENGINES)
        if self.spark_master is not None and engine != "spark":
            raise Refusal("master-without-spark", option="--spark-master")
        return EngineChoice(engine, LOCAL if self.spark_master is None else self.spark_master)

    @cached_property
    def earlier(self) -> "RunRecord | None":
        """The comparison that is repeated."""
        from evenborn.comparison.run_record import read_record

        return None if self.repeat is None else read_record(self.repeat)

    @cached_property
    def commission(self) -> "Commission":
        """Why, on which basis, until when."""
        from evenborn.comparison.commission import PURPOSES, Commission

        if self.earlier is not None:
            return self.earlier.commission
        day = typed_date("--on", self.on) or date.today()  # noqa: DTZ011 -- the office's own day
        purpose = chosen_one("--purpose", self.purpose or "", PURPOSES)
        deadline = typed_date("--deadline", self.deadline)
        return Commission(purpose, self.legal_basis or "", day, deadline or date.min)

    @cached_property
    def registers(self) -> "list[RegisterFile]":
        """The registers, with what their owners had answered, in the order in which they are compared."""
        from evenborn.comparison.repeating import in_order

        named = self._named
        if self.earlier is not None:
            order = in_order([(one.path.name, file_hash(one.path)) for _, one in named], self.earlier)
            named = [named[place] for place in order]
        answers = self.answers
        return [answers[name].applied(one) if name in answers else one for name, one in named]

    @cached_property
    def answers(self) -> "Mapping[str, Replies]":
        """What owners had answered, by register."""
        from evenborn.comparison.replies import gathered
        from evenborn.presentation.difference_reading import read_difference_sheet

        if self.earlier is not None:
            return {one.register: one.replies() for one in self.earlier.registers}
        paths = {name: one.path for name, one in self._named}
        lists = [(path, read_difference_sheet(path)[0]) for path in self.replies]
        for path, one in lists:
            facts = {"file": path.name, "register": one.register}
            if one.register not in paths:
                raise Refusal("replies-of-no-register", **facts)
            if one.with_own:
                raise Refusal("replies-with-own-numbers", file=path.name)
            if one.encoded and one.sha256 != file_hash(paths[one.register]):
                raise Refusal("replies-of-other-encoding", run=one.run, **facts)
        return {name: gathered(name, [one for _, one in lists]) for name in paths} if lists else {}

    @cached_property
    def area_table(self) -> "AreaTable":
        """Names of areas."""
        from evenborn.registers.codes.area_files import known_areas, load_area_table

        known = known_areas()
        return known if self.areas is None else known.merge(load_area_table(self.areas))

    @cached_property
    def _named(self) -> "list[tuple[str, RegisterFile]]":
        """The registers in the order in which they were typed, each with its name."""
        named = [self._file(text) for text in self.files]
        self.each.check(name for name, _ in named)
        return named

    def _file(self, text: str) -> "tuple[str, RegisterFile]":
        from evenborn.comparison.compare import RegisterFile
        from evenborn.comparison.encoding_file import is_encoding, read_description
        from evenborn.comparison.register_of import register_of, said_register
        from evenborn.registers.check_summary import CheckOptions

        definition, path = said_register(text)
        named_file("FILE", path)
        on = self.commission.on
        if is_encoding(path):
            return read_description(path).register, RegisterFile(path, None, CheckOptions(on))
        definition = definition or register_of(path, CheckOptions(on))
        name = definition.name
        options = CheckOptions(
            on,
            columns=self.each.named_columns(name),
            sheet=self.each.sheet(name),
            encoding=self.each.encoding(name),
        )
        return name, RegisterFile(path, definition, options)


def file_hash(path: Path) -> str:
    """SHA-256 of a file; refusals ``no-such-file``, ``unreadable``."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        code = "unreadable" if path.exists() else "no-such-file"
        raise Refusal(code, file=path.name, cause=error.strerror or type(error).__name__) from error
