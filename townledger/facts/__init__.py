"""Binding: what a figure counts, who it is about, when and in what status."""
