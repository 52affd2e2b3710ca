// A load's own record and its change records, in the order in which they were written.
OPTIONAL MATCH (r:ImportRun {id: $id})
OPTIONAL MATCH (n:AuditRecord)
WHERE n.id STARTS WITH $records AND n.importId = $id
RETURN r.state AS state, n.id AS id, n.actor AS actor, n.action AS action, n.kind AS kind,
       n.subject AS subject, n.object AS object, n.before AS before, n.after AS after
ORDER BY id
