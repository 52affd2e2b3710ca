// ---
// title: {zh: 变更记录, en: Changes}
// about: {zh: 这条记录由哪次导入新增，后来被谁在哪次导入中改了什么，最近的在前。只给工作人员看，每次查看都记入日志。, en: "Which load made this record, and who has changed what of it in which load, the latest first; for staff only, and each reading is logged."}
// definition:
//   zh: 每行一处变更，也列出与它相连的关系的建立、修改和移除，关系的两端都列；“之前”“之后”只列有变化的项。推算出来的路程和早于变更记录的改动不在其列。
//   en: "One row for each change of the record or of a relationship at it, made, changed or removed; both ends of a relationship list it. Before and after list only what changed. Computed travel times and what was changed before changes were kept are left out."
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   at: {label: {zh: 时间, en: Time}}
//   action: {label: {zh: 变更, en: Change}, words: load_action}
//   kind: {label: {zh: 记录或关系, en: Record or relationship}, words: model}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true}
//   other: {label: {zh: 另一端, en: Other end}, links: {record: other_id}, empty: not_applicable}
//   before: {label: {zh: 之前, en: Before}, empty: not_applicable, record: kind}
//   after: {label: {zh: 之后, en: After}, empty: not_applicable, record: kind}
//   actor: {label: {zh: 经办, en: By}, words: actor}
//   file: {label: {zh: 文件, en: File}}
//   load: {label: {zh: 批次, en: Load}, links: {record: load}}
// view: {kind: table}
// no_past: {zh: 变更按发生的时间列出，与所选日期无关, en: "Changes are listed as they happened, whatever the day"}
// privacy: {personal: true}
// limits: {rows: 200, seconds: 5}
// expect: {columns: [at, action, kind, other_id, other, before, after, actor, file, load], not_null: [at, action, kind, actor]}
// ---
CALL () {
  MATCH (a:AuditRecord)
  WHERE (a.subject = $id OR a.object = $id) AND a.action <> 'cleared'
  OPTIONAL MATCH (r:ImportRun {id: a.importId})
  RETURN a.at AS at, a.action AS action, a.kind AS kind,
         CASE $id WHEN a.subject THEN a.object ELSE a.subject END AS other_id,
         a.before AS before, a.after AS after, a.actor AS actor, r.file AS file, r.id AS load
  UNION
  MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun|AuditRecord)
  WHERE n.id = $id
  MATCH (r:ImportRun)
  WHERE r.at = n.createdAt
  RETURN r.at AS at, 'new' AS action, head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
         null AS other_id, null AS before, null AS after, r.by AS actor, r.file AS file, r.id AS load
  UNION
  // what of a relationship is not as it was made stands in the records of its changes; its first day never changes
  MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun|AuditRecord)
  WHERE n.id = $id
  MATCH (n)-[made]-(m)
  WHERE coalesce(made.provenance, '') <> 'derived'
  MATCH (r:ImportRun)
  WHERE r.at = made.createdAt
  RETURN r.at AS at, 'new' AS action, type(made) AS kind, m.id AS other_id, null AS before,
         CASE WHEN made.rev = 1 THEN properties(made) ELSE {from: made.from} END AS after,
         r.by AS actor, r.file AS file, r.id AS load
  UNION
  // the making of what has been removed since: the record of its removal says when that was
  MATCH (a:AuditRecord {action: 'removed'})
  WHERE (a.subject = $id OR a.object = $id) AND a.object IS NOT NULL AND a.before CONTAINS '"createdAt": "'
  WITH a, datetime(replace(split(split(a.before, '"createdAt": "')[1], '"')[0], ' ', 'T')) AS made_at,
       split(split(a.before, '"from": "')[1], '"')[0] AS began
  MATCH (r:ImportRun)
  WHERE r.at = made_at
  RETURN r.at AS at, 'new' AS action, a.kind AS kind, CASE $id WHEN a.subject THEN a.object ELSE a.subject END AS other_id,
         null AS before, {from: date(began)} AS after, r.by AS actor, r.file AS file, r.id AS load
}
OPTIONAL MATCH (m:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun|AuditRecord)
WHERE m.id = other_id
RETURN at, action, kind, other_id,
       coalesce(coalesce(m.name, m.title, m.alias, m.textZh, m.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(m.amountFen, m.totalFen)] | '¥' + CASE WHEN fen < 100000 THEN toString(fen / 100) WHEN fen < 100000000 THEN toString(fen / 100000) + ',' + right('00' + toString(fen / 100 % 1000), 3)
           ELSE toString(fen / 100000000) + ',' + right('00' + toString(fen / 100000 % 1000), 3) + ',' + right('00' + toString(fen / 100 % 1000), 3) END + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(m.publicity, '') <> 'anonymous' THEN head([(m)<-[:GAVE|PLEDGED|MADE|HAS_EVENT]-(o) | coalesce(o.name, o.title)]) END,
         m.supplier, m.item + ' × ' + toString(m.qty), m.place,
         head([(m)-[:FOR|ABOUT|COUNTED_AT|COVERS]->(w) | coalesce(w.title, w.name, w.id)]),
         head([(m)<-[:FOLLOWED_BY|RESULTED_IN*1..2]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         toString(date(coalesce(m.receivedAt, m.pledgedAt, m.claimedAt, m.publishedAt, m.grantedAt, m.at, m.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), m.id), other_id) AS other,
       before, after, actor, file, load
ORDER BY at DESC, other_id IS NOT NULL, kind, other, other_id, action
