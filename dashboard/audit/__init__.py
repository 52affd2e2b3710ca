"""The trail: who signed in, read, took away, wrote or was refused; append-only files, chained by hash."""
