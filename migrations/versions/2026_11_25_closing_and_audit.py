"""Keep how far closing is and who did what; have the database itself refuse what may never change."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

STEPS = sa.Enum(
    "sealed",
    "published",
    "backed_up",
    "key_destroyed",
    "certified",
    name="closingstep",
    native_enum=False,
    length=20,
)
OBSTACLES = sa.Enum("key", "envelopes", "backup", name="obstacle", native_enum=False, length=20)
ACTIONS = sa.Enum(
    "sign_in",
    "sign_out",
    "grant",
    "launch",
    "codes",
    "close",
    "backup",
    "destroy_key",
    "certify",
    name="action",
    native_enum=False,
    length=20,
)
OUTCOMES = sa.Enum("done", "failed", name="outcome", native_enum=False, length=20)

PROMISED = (
    "organisation_id",
    "edition_id",
    "opened_at",
    "minimum_scores",
    "minimum_statements",
    "threshold",
    "relevant_change",
    "key_days",
    "public_key",
)
TOO_LOW = "NEW.minimum_scores < 5 OR NEW.minimum_statements < 10 OR NEW.minimum_statements < NEW.minimum_scores"
REFUSE = "BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END"
FROZEN = ("edition", "measured_unit")
"""Tables of which a row is added and never changed."""


def upgrade() -> None:
    op.create_table(
        "closing",
        sa.Column("measurement_id", sa.Uuid(), nullable=False),
        sa.Column("step", STEPS, nullable=False),
        sa.Column("obstacle", OBSTACLES, nullable=True),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=True),
        sa.Column("publication_digest", sa.String(length=64), nullable=True),
        sa.Column("backup_digest", sa.String(length=64), nullable=True),
        sa.Column("backed_up_on", sa.Date(), nullable=True),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurement.id"], name=op.f("fk_closing_measurement_id_measurement")
        ),
        sa.PrimaryKeyConstraint("measurement_id", name=op.f("pk_closing")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("action", ACTIONS, nullable=False),
        sa.Column("outcome", OUTCOMES, nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("measurement_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_organisation_id"), "audit_entry", ["organisation_id"], unique=False)
    _continue_old_closings()
    for statement in _lite() if op.get_bind().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def downgrade() -> None:
    for name, table in (
        ("measurement_promised", "measurement"),
        ("measurement_floor", "measurement"),
        ("measurement_floor_new", "measurement"),
        *((f"{table}_frozen", table) for table in FROZEN),
    ):
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + _on(table))
    op.drop_index(op.f("ix_audit_entry_organisation_id"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("closing")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")


def _on(table: str) -> str:
    return "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"


def _continue_old_closings() -> None:
    """Have the closings that wait for their key go on with a backup; the others are over, without a certificate."""
    op.execute(
        "INSERT INTO closing (measurement_id, step, left_out) "
        "SELECT id, CASE WHEN key_destroyed_on IS NULL THEN 'published' ELSE 'certified' END, 0 "
        "FROM measurement WHERE status = 'closed'"
    )


def _changed(differs: str) -> str:
    columns = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in PROMISED)
    return f"OLD.status <> 'draft' AND ({columns})"


def _lite() -> list[str]:
    def refuse(name: str, event: str, table: str, message: str, when: str = "1") -> str:
        body = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {when} {body}"

    return [
        refuse("audit_entry_unchanged", "UPDATE", "audit_entry", "the audit log only grows"),
        refuse("audit_entry_kept", "DELETE", "audit_entry", "the audit log only grows"),
        refuse("measurement_promised", "UPDATE", "measurement", "promised at launch", _changed("IS NOT")),
        refuse("measurement_floor", "UPDATE", "measurement", "groups may not be smaller", TOO_LOW),
        refuse("measurement_floor_new", "INSERT", "measurement", "groups may not be smaller", TOO_LOW),
        *(refuse(f"{table}_frozen", "UPDATE", table, f"{table} is frozen") for table in FROZEN),
    ]


def _postgres() -> list[str]:
    def refuse(name: str, event: str, table: str, message: str, when: str = "") -> str:
        each = "ROW" if when else "STATEMENT"
        condition = f"WHEN ({when})" if when else ""
        body = f"EXECUTE FUNCTION refuse_change('{message}')"
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} {condition} {body}"

    return [
        f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${REFUSE}$$",
        refuse("audit_entry_unchanged", "UPDATE OR DELETE OR TRUNCATE", "audit_entry", "the audit log only grows"),
        refuse("measurement_promised", "UPDATE", "measurement", "promised at launch", _changed("IS DISTINCT FROM")),
        refuse("measurement_floor", "INSERT OR UPDATE", "measurement", "groups may not be smaller", TOO_LOW),
        *(refuse(f"{table}_frozen", "UPDATE", table, f"{table} is frozen") for table in FROZEN),
    ]
