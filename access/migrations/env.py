"""How Alembic runs the steps: inside the transaction that `access.migrate` holds."""

from alembic import context


def run() -> None:
    """Run the steps on the connection handed over by `access.migrate`."""
    context.configure(
        connection=context.config.attributes["connection"],
        # SQLite can roll DDL back, although Alembic does not assume so.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


# Alembic executes this file under this name; an ordinary import does nothing.
if __name__ == "env_py":
    run()
