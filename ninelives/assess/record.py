"""An assessment as a milestone keeps it: what was found, as JSON."""

from __future__ import annotations

import json

from ninelives.assess.model import Assessment


def record(assessment: Assessment) -> str:
    """Give the findings and open questions of an assessment; same input, same text."""
    found = {
        "risk": assessment.risk,
        "asked": assessment.asked,
        "answered": assessment.answered,
        "findings": [
            {
                "id": one.id,
                "risk": one.risk,
                "exposure": one.exposure,
                "harm": one.harm,
                "impact": one.impact,
                "assumed": one.assumed,
            }
            for one in assessment.findings
        ],
        "open": [
            {"subject": one.subject, "question": one.question.id, "why": one.why}
            for one in assessment.open
        ],
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
