// Everything that has happened to a record: its own notes, those of its relationships, and of what
// was done to it all notes of the act.
CALL () {
  MATCH (a:AuditRecord {subject: $id}) WHERE a.action <> 'cleared' RETURN a.importId AS id, a
  UNION
  MATCH (a:AuditRecord {object: $id}) WHERE a.action <> 'cleared' RETURN a.importId AS id, a
  UNION
  MATCH (c:ChangeRun {subject: $id})
  OPTIONAL MATCH (a:AuditRecord)
  WHERE a.id STARTS WITH 'AUD-' + substring(c.id, 4) + '-' AND a.importId = c.id AND a.action <> 'cleared'
  RETURN c.id AS id, a
}
WITH id, a ORDER BY a.id
WITH id, min(a.at) AS first, min(a.actor) AS actor,
     collect(CASE WHEN a IS NOT NULL THEN {kind: a.kind, action: a.action, subject: a.subject,
             object: a.object, before: a.before, after: a.after} END) AS notes
OPTIONAL MATCH (c:ChangeRun {id: id})
OPTIONAL MATCH (r:ImportRun {id: id})
OPTIONAL MATCH (undoer:ChangeRun {undoes: id})
WHERE NOT EXISTS { MATCH (:ChangeRun {undoes: undoer.id}) }
WITH id, first, actor, notes, c, r, collect(undoer.id) AS undone_by
RETURN id, coalesce(c.action, 'load') AS action, coalesce(c.title, r.file) AS title,
       coalesce(c.titleEn, r.file) AS titleEn, c.subject AS subject,
       coalesce(c.by, r.by, actor) AS by, coalesce(c.at, r.at, first) AS at,
       c IS NULL AS is_load, undone_by, coalesce(c.undoes, r.undoes) AS undoes, notes
ORDER BY at DESC, id DESC
