// ---
// title: {zh: 设立专款, en: Open a fund}
// about: {zh: 为一个项目设立一笔专款。, en: Open an earmarked fund for a project.}
// on: Fund
// new: true
// to: OPEN
// order: 10
// parameters:
//   name: {type: text, label: {zh: 名称, en: Name}}
//   purpose: {type: text, label: {zh: 用途, en: Purpose}}
//   project: {type: choice, from: choices/projects, node: Project, label: {zh: 项目, en: Project}}
// writes: {nodes: [Fund], relationships: [OF]}
// refusals:
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
//   same_name: {zh: "已有一笔叫“{what}”的专款。", en: "There is a fund called {what} already."}
// ---
OPTIONAL MATCH (f:Fund {status: 'OPEN'})
WHERE f.name = trim($name)
WITH count(f) AS same
RETURN CASE
         WHEN size($name) > 500 OR size($purpose) > 500 THEN 'long'
         WHEN same > 0 THEN 'same_name'
       END AS refusal, {what: trim($name)} AS details
;
MATCH (p:Project {id: $project})
CREATE (:Fund {id: $new_Fund, name: trim($name), purpose: trim($purpose), openedAt: $at, closedAt: datetime('9999-12-31T00:00:00+08:00')})-[:OF]->(p)
