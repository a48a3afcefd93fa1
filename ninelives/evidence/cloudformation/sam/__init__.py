"""SAM's transformation, as far as it matters to events: what its short forms make."""
