// ---
// title: {zh: 公示, en: Disclosures}
// about: {zh: 已有的公示：哪个项目、哪天。, en: "Disclosures so far: of which project, on which day."}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Disclosure, Project]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:Disclosure)-[:ABOUT]->(p:Project)
WITH n, min(p.name) AS project
RETURN n.id AS value, project + ' ' + toString(date(n.publishedAt)) AS label
ORDER BY label, value
