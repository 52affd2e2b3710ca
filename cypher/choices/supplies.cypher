// ---
// title: {zh: 物资, en: Supplies}
// about: {zh: 物资的名单。, en: Supplies to choose from.}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [SupplyItem]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:SupplyItem)
RETURN n.id AS value, n.name AS label
ORDER BY label, value
