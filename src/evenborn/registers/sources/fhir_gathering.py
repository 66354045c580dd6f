"""Which resources make one birth: newborn, mother, father, visits, observations and report, by reference.

Resources are held until their Bundle ends. Where a Bundle is longer than may be held, the births that came
first are given out and what only they used is let go; a resource that comes too late for its birth is
refused, because that birth was given out without it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from evenborn.registers.refusal import Refusal
from evenborn.registers.sources import fhir_codes
from evenborn.registers.sources.fhir_relations import (
    Birth,
    fields_observed,
    is_of_this_delivery,
    is_patient,
    marks_a_mother,
    marks_a_newborn,
)
from evenborn.registers.sources.fhir_resource import Resource

_PLACES = frozenset(("Organization", "Location", "Practitioner"))
"""Shared by many births, and few; they are kept to the end of the Bundle."""


class Gathering:
    """The resources of one Bundle on their way to births.

    Parameters
    ----------
    file : str
        For refusals.
    held : int
        Most resources to hold.
    """

    def __init__(self, file: str, held: int) -> None:
        self._file, self._limit = file, held
        self._held: dict[int, Resource] = {}
        self._places: dict[str, Resource] = {}
        self._by_key: dict[str, Resource] = {}
        self._about: dict[str, list[Resource]] = defaultdict(list)
        self._missed: set[str] = set()
        self._settled_before = 0
        self.arrivals = 0

    def add(self, resource: Resource) -> None:
        """Hold one resource.

        Raises
        ------
        Refusal
            ``fhir-double-resource``, ``fhir-too-scattered``.
        """
        self.arrivals += 1
        if self._missed.intersection(resource.keys):
            raise self._too_late(resource)
        for key in resource.keys:
            other = self._by_key.get(key) or self._places.get(key)
            if other is not None and not resource.says_the_same(other):
                raise Refusal(
                    "fhir-double-resource", file=self._file, path=resource.path, other=other.path, value=key
                )
            if other is not None:
                return
        if resource.kind in _PLACES:
            self._places |= dict.fromkeys(resource.keys, resource)
            if len(self._places) > self._limit:
                raise self._too_late(resource)
            return
        self._held[resource.arrival] = resource
        self._by_key |= dict.fromkeys(resource.keys, resource)
        for person in resource.about:
            self._about[person].append(resource)

    def is_full(self) -> bool:
        """Whether births must be given out before more can be held."""
        return len(self._held) >= self._limit

    def place(self, resource: Resource) -> Resource | None:
        """Who delivered or registered; remembered as missed where it has not come yet."""
        found = self._places.get(resource.place)
        if found is None and resource.place:
            self._missed.add(resource.place)
        return found

    def settle(self) -> Iterator[Birth]:
        """The births of the first half of what is held; then let go of what only they used.

        Raises
        ------
        Refusal
            ``fhir-too-scattered`` where something held has waited for its birth since the last time.
        """
        cut = sorted(self._held)[len(self._held) // 2]
        births = list(self._births())
        yield from (birth for birth in births if birth.newborn.arrival < cut)
        staying = self._used(birth for birth in births if birth.newborn.arrival >= cut)
        done = self._used(birth for birth in births if birth.newborn.arrival < cut)
        self._sweep(self._settled_before, done - staying, staying)
        self._settled_before = cut
        if self.is_full():  # hardly anything that is held belongs to a birth
            self._sweep(cut, set(), staying)
        if self.is_full():
            raise self._too_late(next(iter(self._held.values())))

    def _sweep(self, waited_since: int, done: set[int], staying: set[int]) -> None:
        """Let go of what is done with, and of persons without a birth that have waited long enough."""
        for arrival, resource in list(self._held.items()):
            if arrival in done:
                self._let_go(resource)
            elif arrival < waited_since and arrival not in staying:
                if any(resource.about) or resource.role:
                    raise self._too_late(resource)
                self._let_go(resource)

    def finish(self) -> Iterator[Birth]:
        """The births that are left when the Bundle ends.

        Raises
        ------
        Refusal
            ``fhir-too-scattered`` where a part of a birth that was given out has come too late.
        """
        births = list(self._births())
        if self._settled_before:
            used = self._used(births)
            late = [one for one in self._held.values() if one.arrival not in used and any(one.about)]
            if late:
                raise self._too_late(late[0])
        yield from births

    def _used(self, births: Iterable[Birth]) -> set[int]:
        """Arrivals of what belongs to some births, and of whatever else is about the same persons."""
        used = set()
        for part in (part for birth in births for part in birth.parts()):
            used.add(part.arrival)
            used.update(one.arrival for one in self._related(part, lambda _: True))
        return used

    def _let_go(self, resource: Resource) -> None:
        del self._held[resource.arrival]
        for key in resource.keys:
            self._by_key.pop(key, None)
        for person in resource.about:
            if others := [one for one in self._about.get(person, ()) if one is not resource]:
                self._about[person] = others
            else:
                self._about.pop(person, None)

    def _too_late(self, resource: Resource) -> Refusal:
        found = resource.about[0] if resource.about and resource.about[0] else resource.kind
        return Refusal(
            "fhir-too-scattered", file=self._file, path=resource.path, value=found, limit=self._limit
        )

    def _births(self) -> Iterator[Birth]:
        newborns = [one for one in self._held.values() if one.kind == "Patient" and self._is_newborn(one)]
        sole = self._sole_mother() if len(newborns) == 1 else None
        for newborn in newborns:
            yield self._birth(newborn, sole)

    def _related(self, person: Resource, keep: Callable[[Resource], bool]) -> list[Resource]:
        found = {
            one.arrival: one for key in person.keys for one in self._about.get(key, ()) if one is not person
        }
        return [one for one in found.values() if keep(one)]

    def _is_newborn(self, patient: Resource) -> bool:
        if patient.role in {"child", "fetus"}:
            return True
        return not self._is_mother(patient) and bool(self._related(patient, marks_a_newborn))

    def _is_mother(self, patient: Resource) -> bool:
        if patient.role:
            return patient.role == "mother"
        linked = [self._by_key.get(key) for key in patient.about]
        if any(one is not None and one.role == "mother" for one in linked):
            return True
        return bool(self._related(patient, marks_a_mother))

    def _sole_mother(self) -> Resource | None:
        """The only woman of a Bundle with one newborn: whose record it is need not be said again."""
        mothers = [one for one in self._held.values() if one.kind == "Patient" and self._is_mother(one)]
        return mothers[0] if len(mothers) == 1 else None

    def _birth(self, newborn: Resource, sole: Resource | None) -> Birth:
        related = self._related(newborn, lambda _: True)
        visits = [one for one in related if one.kind == "Encounter" and one.role != "mother"]
        wider = [self._by_key.get(key) for visit in visits for key in visit.beside]
        visits += [one for one in wider if one is not None and one.kind == "Encounter"]
        mothers = [one for one in related if one.kind == "RelatedPerson" and one.role == "mother"]
        own = [one for mother in mothers for one in self._related(mother, is_patient)]
        subjects = [self._by_key.get(key) for visit in visits for key in visit.about]
        own += [one for one in subjects if one is not None and is_patient(one) and one is not newborn]
        own += [sole] if sole is not None and not own else []
        own = list({one.arrival: one for one in own}.values())
        facts = [
            one
            for one in related
            if one.kind == "Observation" and fields_observed(one) & fhir_codes.OF_THE_NEWBORN
        ]
        for mother in own + mothers:
            facts += self._related(mother, lambda one: is_of_this_delivery(one, newborn, visits))
        fathers = [one for one in related if one.kind == "RelatedPerson" and one.role == "father"]
        reports = [one for one in related if one.kind == "Composition"]
        return Birth(newborn, own + mothers, fathers, visits, facts, reports)
