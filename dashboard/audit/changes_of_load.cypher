// A load's or a change's own record and its change records, in the order in which they were written.
OPTIONAL MATCH (r:ImportRun {id: $id})
OPTIONAL MATCH (c:ChangeRun {id: $id})
OPTIONAL MATCH (n:AuditRecord)
WHERE n.id STARTS WITH $records AND n.importId = $id
RETURN coalesce(r.state, CASE WHEN c IS NOT NULL THEN 'done' END) AS state,
       n.id AS id, n.actor AS actor, n.action AS action, n.kind AS kind,
       n.subject AS subject, n.object AS object, n.before AS before, n.after AS after
ORDER BY id
