// ---
// title: {zh: 队伍, en: Teams}
// about: {zh: 队伍的名单。, en: Teams to choose from.}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Team]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:Team)
RETURN n.id AS value, n.name AS label
ORDER BY label, value
