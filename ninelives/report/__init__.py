"""Assessment → Markdown and the other formats, one module a writer."""
