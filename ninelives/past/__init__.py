"""A review over time as values: its milestones, what changed since, what is due."""
