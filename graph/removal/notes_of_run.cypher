// The notes of one load or change, in the order of their ids.
MATCH (n:AuditRecord)
WHERE n.id STARTS WITH $records AND n.importId = $id
RETURN n.id AS id, n.actor AS actor, n.action AS action, n.kind AS kind,
       n.subject AS subject, n.object AS object, n.before AS before, n.after AS after
ORDER BY id
