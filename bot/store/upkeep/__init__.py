"""The program's own records: jobs done once, leases, counts for a monitor."""
