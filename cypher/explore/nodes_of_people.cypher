// ---
// title: {zh: 个人的记录, en: Records of persons}
// about: {zh: 按编号取出若干骑手、子女或同意记录，以代称列出；只给工作人员看，每次查看都记入日志。, en: "Some riders, children or consents by their ids, by alias; for staff only, and each reading is logged."}
// audience: [staff]
// explore: {shows: nodes}
// parameters:
//   ids: {type: ids, label: {zh: 编号, en: Ids}}
//   facts: {type: boolean, default: true, label: {zh: 含属性, en: With properties}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}}
//   group: {label: {zh: 分类, en: Group}, words: code}
//   state: {label: {zh: 状态, en: State}, words: code}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
//   facts: {label: {zh: 属性, en: Properties}, record: kind}
// view: {kind: table}
// no_past: {zh: 属性为当前值，与所选日期无关, en: "Properties are today's, whatever the day"}
// privacy: {personal: true}
// limits: {rows: 12000, seconds: 20}
// expect: {columns: [id, kind, name, group, state, began, ended, facts], unique: [id], not_null: [id, kind, name, group, state]}
// ---
MATCH (n:Rider|Child|Consent)
WHERE n.id IN $ids.id
RETURN n.id AS id, head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       coalesce(n.alias, CASE WHEN n:Consent THEN coalesce(head([(n)-[:COVERS]->(w) | coalesce(w.title, w.name, w.id) + ' · ']), '') + toString(date(n.grantedAt)) END, n.id) AS name,
       coalesce(n.role, n.scope, n.ageBand, '') AS group, coalesce(n.status, '') AS state,
       head([x IN [n] |
         CASE WHEN x:Activity THEN null ELSE coalesce(date(x.claimedAt), date(x.submittedAt), date(x.receivedAt), date(x.pledgedAt), date(x.openedAt), date(x.publishedAt), date(x.at), date(x.grantedAt), x.asOf, x.from) END]) AS began,
       head([day IN [x IN [n] | coalesce(x.to, date(x.endedAt), date(x.closedAt), date(x.withdrawnAt))] WHERE day < date('9999-12-31')]) AS ended,
       CASE WHEN $facts THEN n {.*, searchText: null, importId: null, rev: null, reachPlace: null} END AS facts
ORDER BY id
