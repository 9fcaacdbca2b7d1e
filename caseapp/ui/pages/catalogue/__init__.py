"""« Catalogue des droits »: every right, read and searched without any case."""

from __future__ import annotations
