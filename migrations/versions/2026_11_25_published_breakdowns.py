"""Keep the scores of people in a unit who are alike in one background."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "published_breakdown",
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("background", sa.String(length=40), nullable=False),
        sa.Column("option", sa.String(length=40), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("squares", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_published_breakdown_publication_id_publication")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_published_breakdown_unit_id_unit")),
        sa.PrimaryKeyConstraint(
            "publication_id", "unit_id", "background", "option", "measure", name=op.f("pk_published_breakdown")
        ),
    )


def downgrade() -> None:
    op.drop_table("published_breakdown")
