"""The administrator's command line: every action is one transaction, with its line in the audit log."""
