"""Somebody who has the disk or an image of the memory: what they find of a session."""

from __future__ import annotations
