// ---
// title: {zh: 组织, en: Organisations}
// about: {zh: 可选的组织。, en: Organisations to choose from.}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Organization]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (o:Organization)
RETURN o.id AS value, o.name AS label
ORDER BY label, value
