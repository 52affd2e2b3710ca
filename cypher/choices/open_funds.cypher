// ---
// title: {zh: 开放的专款, en: Open funds}
// about: {zh: 可以收支的专款。, en: Funds that can receive and spend.}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Fund]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:Fund)
WHERE n.status = 'OPEN'
RETURN n.id AS value, n.name AS label
ORDER BY label, value
