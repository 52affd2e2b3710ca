// ---
// title: {zh: 变更记录, en: Changes}
// about: {zh: 这条记录由哪次导入新增，后来被谁在哪次导入中改了什么，最近的在前。只给工作人员看，每次查看都记入日志。, en: "Which load made this record, and who has changed what of it in which load, the latest first; for staff only, and each reading is logged."}
// definition:
//   zh: 每行一处变更，也列出与它相连的关系的变更；“之前”“之后”只列有变化的项。早于变更记录的改动不在其列。
//   en: "One row for each change of the record or of a relationship at it; before and after list only what changed. What was changed before changes were kept is left out."
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   at: {label: {zh: 时间, en: Time}}
//   action: {label: {zh: 变更, en: Change}, words: load_action}
//   kind: {label: {zh: 记录或关系, en: Record or relationship}, words: model}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true}
//   other: {label: {zh: 另一端, en: Other end}, links: {record: other_id}, empty: not_applicable}
//   before: {label: {zh: 之前, en: Before}, empty: not_applicable}
//   after: {label: {zh: 之后, en: After}, empty: not_applicable}
//   actor: {label: {zh: 经办, en: By}}
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
  WHERE a.subject = $id OR a.object = $id
  OPTIONAL MATCH (r:ImportRun {id: a.importId})
  RETURN a.at AS at, a.action AS action, a.kind AS kind,
         CASE $id WHEN a.subject THEN a.object ELSE a.subject END AS other_id,
         a.before AS before, a.after AS after, a.actor AS actor, r.file AS file, r.id AS load
  UNION ALL
  MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|AuditRecord)
  WHERE n.id = $id
  MATCH (r:ImportRun)
  WHERE r.at = n.createdAt
  RETURN r.at AS at, 'new' AS action, head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
         null AS other_id, null AS before, null AS after, r.by AS actor, r.file AS file, r.id AS load
}
OPTIONAL MATCH (m:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|AuditRecord)
WHERE m.id = other_id
RETURN at, action, kind, other_id, coalesce(m.name, m.title, m.alias, other_id) AS other,
       replace(replace(replace(before, '{', ''), '}', ''), '"', '') AS before,
       replace(replace(replace(after, '{', ''), '}', ''), '"', '') AS after,
       actor, file, load
ORDER BY at DESC, action, kind, other_id
