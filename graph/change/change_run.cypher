// Writes the record of one act and its notes.
CREATE (c:ChangeRun {id: $run.id})
SET c += $run
WITH c
UNWIND $notes AS row
CREATE (n:AuditRecord {id: row.id})
SET n += row
