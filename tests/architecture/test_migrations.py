"""The migrations make exactly the tables that the models describe, and can be undone, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

from app.migrating import at_head, downgrade, upgrade


def test_no_difference_between_models_and_migrations(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_up_down_up(engine: Engine) -> None:
    downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}

    upgrade(engine)

    with engine.connect() as connection:
        assert at_head(connection)
    assert set(SQLModel.metadata.tables) <= set(inspect(engine).get_table_names())
