"""Statements that go to the driver itself, on both databases."""

import pytest
from sqlalchemy import Engine, bindparam, column, insert, select, table, text
from sqlalchemy.exc import IntegrityError

from facilitator.fixed import Fixed

dots = table("fixed_dot", column("id"), column("word"))
FIND = Fixed(select(dots.c.id, dots.c.word).where(dots.c.word == bindparam("wanted")))
PUT = Fixed(insert(dots).values(id=bindparam("new_id"), word=bindparam("new_word")))
CHANGE = Fixed(
    dots.update().where(dots.c.word == bindparam("wanted")).values(word="other")
)


@pytest.fixture
def table_of_dots(engine: Engine) -> Engine:
    with engine.begin() as connection:
        made = "CREATE TABLE fixed_dot (id INTEGER PRIMARY KEY, word VARCHAR(20))"
        connection.execute(text(made))
    return engine


def test_rows_have_names(table_of_dots: Engine) -> None:
    with table_of_dots.begin() as connection:
        assert PUT.send(connection, new_id=1, new_word="ورد") == 1

        row = FIND.row(connection, wanted="ورد")

        assert (row.id, row.word) == (1, "ورد")
        assert FIND.row(connection, wanted="nothing") is None


def test_values_that_never_change_are_sent_too(table_of_dots: Engine) -> None:
    with table_of_dots.begin() as connection:
        PUT.send(connection, new_id=1, new_word="one")

        assert CHANGE.send(connection, wanted="one") == 1
        assert FIND.row(connection, wanted="other").id == 1


def test_it_belongs_to_the_transaction(table_of_dots: Engine) -> None:
    with table_of_dots.connect() as connection:
        PUT.send(connection, new_id=1, new_word="one")
        connection.rollback()

        assert FIND.row(connection, wanted="one") is None


def test_errors_are_sqlalchemys_and_tell_no_values(table_of_dots: Engine) -> None:
    with table_of_dots.connect() as connection:
        PUT.send(connection, new_id=1, new_word="secret")

        with pytest.raises(IntegrityError) as refused:
            PUT.send(connection, new_id=1, new_word="secret")

        assert "secret" not in str(refused.value.args)
        connection.rollback()
