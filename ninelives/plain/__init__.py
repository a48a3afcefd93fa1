"""The interview line by line: for screen readers, pipes and logs."""
