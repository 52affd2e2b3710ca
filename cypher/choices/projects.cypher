// ---
// title: {zh: 项目, en: Projects}
// about: {zh: 可选的项目和倡议。, en: Projects and appeals to choose from.}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Project]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (p:Project)
RETURN p.id AS value, p.name AS label
ORDER BY label, value
