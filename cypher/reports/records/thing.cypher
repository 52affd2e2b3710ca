// ---
// title: {zh: 基本信息, en: Particulars}
// about: {zh: 一条记录的全部属性，按编号取出；涉及个人的记录另有一份。, en: "Every property of one record, found by its id; records about persons have a file of their own."}
// audience: [committee, staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   property: {label: {zh: 项目, en: Property}}
//   value: {label: {zh: 内容, en: Value}, links: {report_in: counted_by}}
//   counted_by: {label: {zh: 对应报表, en: Report that counts it}, empty: not_applicable, hidden: true}
// view: {kind: record}
// no_past: {zh: 属性为当前值，与所选日期无关, en: "Properties are today's, whatever the day"}
// limits: {rows: 60, seconds: 5}
// expect: {columns: [kind, property, value, counted_by], unique: [property], not_null: [kind, property]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun)
WHERE n.id = $id
WITH n, head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind
UNWIND keys(n) AS property
WITH n, kind, property WHERE NOT property IN ['searchText', 'importId', 'rev', 'reachPlace']
RETURN kind, property, n[property] AS value,
       CASE property WHEN 'countedBy' THEN n.countedBy END AS counted_by
ORDER BY property
