"""The survey of satisfaction (SKM) as PermenPANRB 14/2017 has it: elements, index, grades, sample. Pure."""
