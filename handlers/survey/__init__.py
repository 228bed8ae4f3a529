"""The survey of satisfaction (SKM) of PermenPANRB 14/2017: elements, index, grades, sample. Pure."""
