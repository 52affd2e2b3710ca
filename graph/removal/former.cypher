// What notes tell of a person: each name before and after, and each consent that was given or covered.
MATCH (a:AuditRecord {subject: $id})
WHERE a.kind IN ['Rider', 'Child']
RETURN null AS consent, a.before AS before, a.after AS after
UNION
MATCH (a:AuditRecord {object: $id})
WHERE a.kind IN ['GIVEN_BY', 'COVERS']
RETURN a.subject AS consent, null AS before, null AS after
