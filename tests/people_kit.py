"""Read people, organisations and mechanisms from text, and count what was found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from townledger.page.layout import Layout, lay_out
from townledger.people.context import Context
from townledger.people.mechanisms import read_mechanisms
from townledger.people.organisations import read_organisations
from townledger.people.people import read_people
from townledger.people.spans import MechanismSpan, OrganisationSpan, PersonSpan
from townledger.places.mentions import PlaceSpan, read_places
from townledger.places.register import default_register

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Read:
    layout: Layout
    places: list[PlaceSpan]
    organisations: list[OrganisationSpan]
    people: list[PersonSpan]
    mechanisms: list[MechanismSpan]


def read(text: str) -> Read:
    register = default_register()
    layout = lay_out(text)
    places = read_places(layout, register)
    context = Context(layout, places, register)
    organisations = read_organisations(context)
    people = read_people(context, organisations)
    return Read(layout, places, organisations, people, read_mechanisms(context))


@dataclass
class Score:
    found: int = 0
    gold: int = 0
    right: int = 0
    read: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.gold

    @property
    def precision(self) -> float:
        return self.right / self.read

    def __str__(self) -> str:
        return (
            f"recall {self.found}/{self.gold} = {self.recall:.3f}, "
            f"precision {self.right}/{self.read} = {self.precision:.3f}"
        )
