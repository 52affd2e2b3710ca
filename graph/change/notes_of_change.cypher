// The notes of one change but those of which a removed person has left nothing, in the order in which they were written.
MATCH (n:AuditRecord)
WHERE n.id STARTS WITH $records AND n.importId = $id AND n.action <> 'cleared'
RETURN n.kind AS kind, n.action AS action, n.subject AS subject, n.object AS object,
       n.before AS before, n.after AS after
ORDER BY n.id
