// ---
// question: V19
// title: {zh: 同类中有同名的, en: Same name twice in a kind}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 同类中有两个同名的，很可能是同一个；若是，请合并，若不是，请在名称里区分。已停用、已关闭的不算。
//   en: "Two of a kind have one name and are probably one; merge them, or tell them apart by name. What has ended is left out."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   other_id: {label: {zh: 同名的另一个, en: The other one}}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Organization, OrgGroup, Area, Company, DeliverySite, ChatGroup, Team, Venue, ServiceStation, Facility, SupplyItem, Project, Fund]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, other_id, mender, entered_by]}
// ---
CALL () {
  MATCH (n:Organization)
  RETURN n, 'Organization' AS kind
  UNION ALL
  MATCH (n:OrgGroup)
  RETURN n, 'OrgGroup' AS kind
  UNION ALL
  MATCH (n:Area)
  RETURN n, 'Area' AS kind
  UNION ALL
  MATCH (n:Company)
  RETURN n, 'Company' AS kind
  UNION ALL
  MATCH (n:DeliverySite)
  RETURN n, 'DeliverySite' AS kind
  UNION ALL
  MATCH (n:ChatGroup)
  RETURN n, 'ChatGroup' AS kind
  UNION ALL
  MATCH (n:Team)
  RETURN n, 'Team' AS kind
  UNION ALL
  MATCH (n:Venue)
  RETURN n, 'Venue' AS kind
  UNION ALL
  MATCH (n:ServiceStation)
  RETURN n, 'ServiceStation' AS kind
  UNION ALL
  MATCH (n:Facility)
  RETURN n, 'Facility' AS kind
  UNION ALL
  MATCH (n:SupplyItem)
  RETURN n, 'SupplyItem' AS kind
  UNION ALL
  MATCH (n:Project)
  RETURN n, 'Project' AS kind
  UNION ALL
  MATCH (n:Fund)
  RETURN n, 'Fund' AS kind
}
WITH n, kind
WHERE coalesce(n.active, true) AND coalesce(n.status, '') <> 'CLOSED'
  AND coalesce(n.to > date({timezone: '+08:00'}), true)
// Full-width letters and spaces make no other name.
WITH kind, toLower(reduce(text = normalize(n.name, NFKC), gap IN [' ', '\u200B', '\uFEFF'] |
       replace(text, gap, ''))) AS name, n
ORDER BY n.id
WITH kind, name, collect(n) AS same
WHERE size(same) > 1
UNWIND range(1, size(same) - 1) AS at
WITH kind, same[at] AS n, same[0].id AS other_id, 'same_name' AS fault
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, kind AS kind, n.name AS name, fault, other_id, 'staff' AS mender,
       run.by AS entered_by
ORDER BY id, fault
