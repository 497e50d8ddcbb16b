"""Carry drafts to other devices, and let people in with a typed code."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("handover", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("code_selector", sa.String(length=6), nullable=True))
        table.add_column(sa.Column("code_hash", sa.String(length=128), nullable=True))
        table.create_unique_constraint(op.f("uq_invitation_code_selector"), ["code_selector"])


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("uq_invitation_code_selector"), type_="unique")
        table.drop_column("code_hash")
        table.drop_column("code_selector")
        table.drop_column("handover")
