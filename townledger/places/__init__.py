"""Where: the administrative register and the places that a page names."""
