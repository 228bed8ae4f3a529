"""The work of officers, supervisors and admins: work lists, enrolment, absence, groups, digests."""
