"""Checklists of others, and ours for others: AWS custom lenses, Azure checklists."""
