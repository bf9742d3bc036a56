"""Static files, compressed once for all who take gzip."""

from gzip import decompress

import pytest
from flask import Flask
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.parametrize("name", ["css/phone.css", "js/lib/outbox.js", "img/icon.svg"])
def test_a_static_file_is_sent_compressed(
    app: Flask, client: FlaskClient, name: str
) -> None:
    address = f"{app.static_url_path}/{name}"

    with client.get(address) as plain, client.get(address, headers=GZIP) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert packed.content_length == len(packed.data) < len(plain.data)
        assert decompress(packed.data) == plain.data


def test_a_compressed_file_is_not_sent_twice(app: Flask, client: FlaskClient) -> None:
    address = f"{app.static_url_path}/css/phone.css"
    with client.get(address, headers=GZIP) as first:
        known = {**GZIP, "If-None-Match": first.headers["ETag"]}

    with client.get(address, headers=known) as second:
        assert (second.status_code, second.data) == (304, b"")


def test_who_takes_no_gzip_gets_the_file_as_it_is(
    app: Flask, client: FlaskClient
) -> None:
    address = f"{app.static_url_path}/css/phone.css"

    with client.get(address, headers={"Accept-Encoding": "gzip;q=0"}) as answer:
        assert "Content-Encoding" not in answer.headers


def test_a_page_of_another_version_gets_the_files_of_this_one(
    app: Flask, client: FlaskClient
) -> None:
    with (
        client.get(f"{app.static_url_path}/css/phone.css") as ours,
        client.get("/static/0123456789ab/css/phone.css") as answer,
    ):
        assert (answer.status_code, answer.data) == (200, ours.data)
        assert answer.headers["Cache-Control"] == "no-store"
    for path in ("/static/0123456789ab/none.css", "/static/0123456789ab/../app.py"):
        assert client.get(path).status_code == 404
