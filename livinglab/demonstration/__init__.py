"""A small living lab, simulated: a scenario, residents who answer, a visitor who plays it on the site's pages."""
