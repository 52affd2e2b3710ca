// Puts what is left of them in the place of notes.
UNWIND $rows AS row
MATCH (a:AuditRecord) WHERE elementId(a) = row.element
SET a.before = row.before, a.after = row.after, a.action = row.action
