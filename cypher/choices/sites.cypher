// ---
// title: {zh: 配送站点, en: Delivery sites}
// about: {zh: 可选的配送站点。, en: Delivery sites to choose from.}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [DeliverySite]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (s:DeliverySite)
RETURN s.id AS value, s.name AS label
ORDER BY label, value
