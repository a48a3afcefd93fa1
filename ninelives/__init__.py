"""Reviews event-driven serverless designs for the ways they lose data."""

__version__ = "0.1.0"
