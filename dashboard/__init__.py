"""What people see: pages, figures, and the command line where everything is put together."""
