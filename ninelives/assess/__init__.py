"""Review → assessment: findings, and what would remain after each mitigation."""
