// Every note of a change that is about the person or a consent of the person's, or holds one of the names.
MATCH (a:AuditRecord)
WHERE a.subject IN $ids OR a.object IN $ids
   OR any(name IN $names WHERE a.before CONTAINS name OR a.after CONTAINS name)
RETURN elementId(a) AS element, a.importId AS run, a.kind AS kind, a.action AS action,
       a.subject AS subject, a.object AS object, a.before AS before, a.after AS after
ORDER BY a.id
