"""The Serverless Framework, read into the shared graph."""

from ninelives.evidence.serverless.reader import read, units

__all__ = ["read", "units"]
