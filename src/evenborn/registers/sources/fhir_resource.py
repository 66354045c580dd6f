"""What a birth needs of one resource of FHIR, and the shapes by which another version is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evenborn.registers.refusal import Refusal

Role = Literal["", "child", "fetus", "mother", "father"]
Cells = dict[str, str]


@dataclass(slots=True, eq=False)
class Resource:
    """What a birth needs of one resource.

    Attributes
    ----------
    kind : str
        Its FHIR type.
    path : str
        Where it stands in the file.
    arrival : int
        How many resources were kept before it.
    keys : tuple of str
        References that mean it.
    role : Role
        Whose it is, as far as it says so itself.
    about : tuple of str
        References to the persons whom it belongs to.
    beside : tuple of str
        Other references: the visit that an observation was made at, the visit that a visit is part of.
    place : str
        Reference to who delivered, or who registered.
    cells : dict
        What it states, by field.
    """

    kind: str
    path: str
    arrival: int
    keys: tuple[str, ...] = ()
    role: Role = ""
    about: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    place: str = ""
    cells: Cells = field(default_factory=dict)

    def says_the_same(self, other: "Resource") -> bool:
        """Whether two resources under one reference state the same."""
        mine = (self.kind, self.role, self.about, self.beside, self.place, self.cells)
        return mine == (other.kind, other.role, other.about, other.beside, other.place, other.cells)


def refuse_other_versions(resource: Mapping[str, Any], kind: str, path: str, file: str) -> None:
    """Shapes that only STU3 or only R5 has; read as R4 they would lose what they say.

    Raises
    ------
    Refusal
        ``fhir-wrong-version``.
    """
    strange = {
        "relationship": kind == "RelatedPerson" and isinstance(resource.get("relationship"), dict),
        "context": kind == "Observation" and "context" in resource,
    }
    newer = {
        "class": kind == "Encounter" and isinstance(resource.get("class"), list),
        "actualPeriod": kind == "Encounter" and "actualPeriod" in resource,
        "triggeredBy": kind == "Observation" and "triggeredBy" in resource,
    }
    for version, shapes in (("STU3", strange), ("R5", newer)):
        for element, is_there in shapes.items():
            if is_there:
                raise Refusal(
                    "fhir-wrong-version", file=file, path=path, element=f"{kind}.{element}", version=version
                )
