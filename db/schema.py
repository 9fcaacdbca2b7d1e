"""The revision of the schema that this program works with."""

from __future__ import annotations

# Said here so that opening an up-to-date base does not pay for importing Alembic (0.3 s);
# a test holds it equal to the newest file of `migrations/versions`.
REVISION = "0001"
