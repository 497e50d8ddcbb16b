"""Keep what readers say that comments are about."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("measurement_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurement.id"], name=op.f("fk_theme_measurement_id_measurement")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_theme_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("measurement_id", "name", name=op.f("uq_theme_measurement_id_name")),
    )
    op.create_table(
        "comment_theme",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_theme_comment_id_comment")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_comment_theme_theme_id_theme")),
        sa.PrimaryKeyConstraint("comment_id", "theme_id", name=op.f("pk_comment_theme")),
    )


def downgrade() -> None:
    op.drop_table("comment_theme")
    op.drop_table("theme")
