"""The audit log: every action that changes what somebody may do, by whom, added in the transaction of the change itself."""
