// ---
// title: {zh: 设施, en: Facilities}
// about: {zh: 设施的名单。, en: Facilities to choose from.}
// audience: [committee, staff, public]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Facility]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:Facility)
RETURN n.id AS value, n.name AS label
ORDER BY label, value
