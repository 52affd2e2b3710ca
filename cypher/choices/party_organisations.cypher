// ---
// title: {zh: 党组织, en: Party organisations}
// about: {zh: 在运行的党组织。, en: Party organisations that are active.}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Organization]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:PartyOrganization)
WHERE coalesce(n.active, true)
RETURN n.id AS value, n.name AS label
ORDER BY label, value
