"""The report for other programs: one record of plain values, one module a format."""
