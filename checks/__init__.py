"""The doubter: contracts, quotas, arithmetic, suggestions, verdicts."""
