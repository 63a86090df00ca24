"""The web page: download reports, see a figure in its sentence."""
