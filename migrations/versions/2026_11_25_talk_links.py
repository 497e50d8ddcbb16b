"""Keep which pages for team talks were released."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "talk_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("measurement_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurement.id"], name=op.f("fk_talk_link_measurement_id_measurement")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_talk_link_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_talk_link_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_link")),
        sa.UniqueConstraint("measurement_id", "unit_id", name=op.f("uq_talk_link_measurement_id_unit_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_talk_link_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("talk_link")
