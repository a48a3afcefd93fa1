"""YAML → checklists: model, loading, expressions, lint."""
