"""The findings: sorted, filtered, followed up, and what is decided about each."""
