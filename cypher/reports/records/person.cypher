// ---
// title: {zh: 基本信息（个人）, en: Particulars of a person}
// about: {zh: 骑手、子女或同意记录的属性，只给工作人员看，每次查看都记入日志。, en: "Properties of a rider, a child or a consent, for staff only; each reading is logged."}
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   property: {label: {zh: 项目, en: Property}}
//   value: {label: {zh: 内容, en: Value}}
// view: {kind: record}
// no_past: {zh: 属性为当前值，与所选日期无关, en: "Properties are today's, whatever the day"}
// privacy: {personal: true}
// limits: {rows: 60, seconds: 5}
// expect: {columns: [kind, property, value], unique: [property], not_null: [kind, property]}
// ---
MATCH (n:Rider|Child|Consent|AuditRecord)
WHERE n.id = $id
WITH n, head(labels(n)) AS kind
UNWIND keys(n) AS property
WITH n, kind, property WHERE NOT property IN ['searchText', 'importId', 'rev']
RETURN kind, property, n[property] AS value
ORDER BY property
