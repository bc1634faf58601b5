"""Rights over one's own data: requests, erasing, the own record, lists that are refused."""
