"""Officers, supervisors and admins: work lists, enrolment, absence, groups, digests."""
