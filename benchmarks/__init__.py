"""What is measured, side by side with the bare driver, the goals and the peer."""
