"""People, organisations and mechanisms of the five pages against what careful readers found."""

import pytest
from people_kit import GIVEN, OWN, same_mechanism, same_organisation, same_person, score

from townledger.people import PersonSpan


def people(read):
    return read.people


def organisations(read):
    return [(span.text, span.place_code) for span in read.organisations]


def mechanisms(read):
    return read.mechanisms


def show(person: PersonSpan) -> str:
    return f"{person.post}｜{person.name}"


@pytest.mark.parametrize("docs", [GIVEN, OWN], ids=["000-001", "002-004"])
def test_people_with_posts(docs):
    result = score("people", docs, people, same_person, show)
    assert result.recall >= 0.9
    assert result.precision >= 0.9


@pytest.mark.parametrize("docs", [GIVEN, OWN], ids=["000-001", "002-004"])
def test_organisations(docs):
    result = score("organisations", docs, organisations, same_organisation)
    assert result.recall >= 0.8
    assert result.precision >= 0.8


@pytest.mark.parametrize("docs", [GIVEN, OWN], ids=["000-001", "002-004"])
def test_mechanisms(docs):
    result = score("mechanisms", docs, mechanisms, same_mechanism, lambda span: span.text)
    assert result.recall >= 0.7
    assert result.precision >= 0.7
