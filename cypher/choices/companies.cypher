// ---
// title: {zh: 企业, en: Companies}
// about: {zh: 可选的企业。, en: Companies to choose from.}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Company]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (c:Company)
RETURN c.id AS value, c.name AS label
ORDER BY label, value
