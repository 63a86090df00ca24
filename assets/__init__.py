"""The schedule of it all: Dagster definitions, one thin module a stage, in the order data flows."""
