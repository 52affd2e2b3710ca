// ---
// title: {zh: 同意的称呼, en: What a consent is called}
// about: {zh: 一份同意以其事项和日期称呼，只给工作人员看，每次查看都记入日志。, en: "A consent goes by what it covers and its day; for staff only, and each reading is logged."}
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   title: {label: {zh: 称呼, en: Title}, links: {record: id}}
// view: {kind: table}
// no_past: {zh: 为当前的称呼，与所选日期无关, en: "Today's, whatever the day"}
// privacy: {personal: true}
// limits: {rows: 1, seconds: 5}
// expect: {columns: [id, title], unique: [id], not_null: [id, title]}
// ---
MATCH (n:Consent)
WHERE n.id = $id
RETURN n.id AS id,
       coalesce(head([(n)-[:COVERS]->(w) | coalesce(w.title, w.name, w.id) + ' · ']), '') + toString(date(n.grantedAt)) AS title
