"""How much: every number mention with its class, bounds and unit, and the guard against names."""
