// ---
// title: {zh: 公示明细, en: Disclosures one by one}
// about: {zh: 各项目的账目公示，一次一行。, en: "What projects made public of their accounts, one disclosure a row."}
// definition:
//   zh: 截至当日发布的公示。
//   en: "Disclosures published by the day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
//   kind: {type: choice, values: [received, spent, full_account, correction], optional: true, label: {zh: 种类, en: Kind}, words: disclosure}
// columns:
//   disclosure_id: {label: {zh: 编号, en: Id}, links: disclosure}
//   day: {label: {zh: 公示日, en: Published on}}
//   kind: {label: {zh: 种类, en: Kind}, words: disclosure}
//   projects: {label: {zh: 项目, en: Projects}}
// view: {kind: table}
// rests_on: [Project, Disclosure]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [disclosure_id, day, kind, projects], unique: [disclosure_id], not_null: [disclosure_id, day, kind, projects]}
// ---
MATCH (p:Project)<-[:ABOUT]-(one:Disclosure)
WHERE one.publishedAt <= $as_of_end AND ($project IS NULL OR p.id = $project)
  AND ($kind IS NULL OR one.kind = $kind)
WITH one, p ORDER BY p.name, p.id
RETURN one.id AS disclosure_id, date(one.publishedAt) AS day, one.kind AS kind,
       collect(DISTINCT p.name) AS projects
ORDER BY day DESC, disclosure_id
