// ---
// title: {zh: 相关人员, en: People}
// about: {zh: 与这条记录直接相连的骑手、子女和同意记录，以代称列出；只给工作人员看，每次查看都记入日志。, en: "Riders, children and consents directly related to this record, by alias; for staff only, and each reading is logged."}
// definition:
//   zh: 有起止日期的关系，只列截至当日仍有效的，除非选“含已结束的”。
//   en: "Of relationships with days only those that hold on the day are listed, unless ended ones are asked for."
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   ended: {type: boolean, default: false, label: {zh: 含已结束的, en: Ended ones too}}
// columns:
//   tie: {label: {zh: 关系, en: Relationship}, words: tie}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true}
//   other: {label: {zh: 记录, en: Record}, links: {record: other_id}}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended_on: {label: {zh: 至, en: To}, empty: not_applicable}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// privacy: {personal: true}
// limits: {rows: 200, seconds: 5}
// expect: {columns: [tie, kind, other_id, other, began, ended_on, provenance], not_null: [tie, kind, other_id, other]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun|AuditRecord)
WHERE n.id = $id
MATCH (n)-[tie]-(m:Rider|Child|Consent)
WHERE $ended OR (coalesce(tie.from <= $as_of, true) AND coalesce(tie.to > $as_of, true))
RETURN type(tie) AS tie, head(labels(m)) AS kind, m.id AS other_id,
       coalesce(m.alias, CASE WHEN m:Consent THEN coalesce(head([(m)-[:COVERS]->(w) | coalesce(w.title, w.name, w.id) + ' · ']), '') + toString(date(m.grantedAt)) END, m.id) AS other, tie.from AS began, tie.to AS ended_on,
       tie.provenance AS provenance
ORDER BY tie, began DESC, other_id
