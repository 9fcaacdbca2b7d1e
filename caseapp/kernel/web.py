"""Addresses of pages, as a person reads them."""

from __future__ import annotations

from urllib.parse import urlsplit


def site_of(address: str) -> str:
    """Return « caf.fr »: whose page it is, in a few letters."""
    host = urlsplit(address).hostname or ""
    for useless in ("www.", "wwwd."):
        host = host.removeprefix(useless)
    return host
