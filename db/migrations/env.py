"""What Alembic runs: on the connection it is handed, in a transaction that is already begun."""

from __future__ import annotations

from alembic import context

from db.migrate import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
context.run_migrations()
