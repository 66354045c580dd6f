"""What a resource says about who belongs to a birth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evenborn.registers.sources import fhir_codes
from evenborn.registers.sources.fhir_resource import Resource


@dataclass(frozen=True, slots=True)
class Birth:
    """Everything that belongs to one newborn.

    Attributes
    ----------
    newborn : Resource
    mothers, fathers : list of Resource
        RelatedPerson and Patient resources of the same person, the woman's own record first.
    visits : list of Resource
        The newborn's encounter and what it is part of.
    facts : list of Resource
        Observations on the newborn, and those on the mother that are read.
    reports : list of Resource
    """

    newborn: Resource
    mothers: list[Resource]
    fathers: list[Resource]
    visits: list[Resource]
    facts: list[Resource]
    reports: list[Resource]

    def parts(self) -> Iterator[Resource]:
        """All of them."""
        yield self.newborn
        for several in (self.mothers, self.fathers, self.visits, self.facts, self.reports):
            yield from several


def fields_observed(resource: Resource) -> set[str]:
    """What an observation states; nothing for any other resource."""
    return set(resource.cells) if resource.kind == "Observation" else set()


def is_patient(resource: Resource) -> bool:
    """Whether it is a person's own record."""
    return resource.kind == "Patient"


def marks_a_newborn(resource: Resource) -> bool:
    """Whether the person whom it is about is a newborn: a parent, a birth visit or a birth weight says so."""
    parent = resource.kind == "RelatedPerson"
    visited = resource.kind == "Encounter" and resource.role == "child"
    return parent or visited or bool(fields_observed(resource) & fhir_codes.SIGNS_OF_A_NEWBORN)


def marks_a_mother(resource: Resource) -> bool:
    """Whether the person whom it is about is a mother: a maternity visit or earlier births say so."""
    visited = resource.kind == "Encounter" and resource.role == "mother"
    return visited or bool(fields_observed(resource) & {"living_before", "dead_before"})


def is_of_this_delivery(fact: Resource, newborn: Resource, visits: Iterable[Resource]) -> bool:
    """Whether an observation on the mother is about this birth, where it says which it is about."""
    if fact.kind != "Observation" or not fields_observed(fact) & fhir_codes.OF_THE_MOTHER:
        return False
    of_visits = {key for visit in visits for key in visit.keys}
    named = set(filter(None, fact.beside))
    others = set(fact.about[1:])
    is_visit = not named or not of_visits or bool(named & of_visits)
    return is_visit and (not others or bool(others & set(newborn.keys)))
