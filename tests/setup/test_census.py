"""The town in figures, on the set-up page."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.workshops.models import Workshop

GENDER = {"census-gender_woman": "51", "census-gender_man": "٤٩"}


def save(client: FlaskClient, workshop: Workshop, sent: dict[str, str]) -> int:
    path = f"/desk/{workshop.code}/setup/census"
    return client.post(path, data=sent).status_code


def test_shares_are_kept_and_shown(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    assert save(client, workshop, GENDER) == 303

    store.refresh(workshop)
    assert workshop.census == {"gender": {"woman": 51, "man": 49}}
    html = client.get(f"/desk/{workshop.code}/setup").text
    assert 'name="census-gender_man" type="text" value="49"' in html


def test_what_is_emptied_is_no_longer_kept(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    save(client, workshop, GENDER)

    assert save(client, workshop, dict.fromkeys(GENDER, "")) == 303

    store.refresh(workshop)
    assert workshop.census is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"census-gender_woman": "51"}, "Give the share of each group"),
        ({**GENDER, "census-gender_man": "48"}, "Together these are 99 %"),
        ({**GENDER, "census-gender_man": "149"}, "from 0 to 100"),
    ],
)
def test_other_shares_are_refused_in_a_sentence(
    client: FlaskClient, workshop: Workshop, sent: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/desk/{workshop.code}/setup/census", data=sent)

    assert answer.status_code == 422
    assert sentence in answer.text
