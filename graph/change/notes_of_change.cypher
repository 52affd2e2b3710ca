// The notes of one change, in the order in which they were written.
MATCH (n:AuditRecord)
WHERE n.id STARTS WITH $records AND n.importId = $id
RETURN n.kind AS kind, n.action AS action, n.subject AS subject, n.object AS object,
       n.before AS before, n.after AS after
ORDER BY n.id
