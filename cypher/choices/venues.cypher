// ---
// title: {zh: 场所, en: Venues}
// about: {zh: 场所的名单。, en: Venues to choose from.}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Venue]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:Venue)
RETURN n.id AS value, n.name AS label
ORDER BY label, value
