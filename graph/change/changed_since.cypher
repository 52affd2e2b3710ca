// The latest notes of a node itself, the last first.
MATCH (a:AuditRecord {subject: $id})
WHERE a.kind = $kind
WITH a ORDER BY a.at DESC, a.id DESC
LIMIT toInteger($since)
RETURN a.actor AS by, a.at AS at, a.after AS after
