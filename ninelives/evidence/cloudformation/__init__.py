"""CloudFormation, SAM and the CDK's output, read into the shared graph."""

from ninelives.evidence.cloudformation.reader import read, units

__all__ = ["read", "units"]
