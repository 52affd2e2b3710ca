// ---
// title: {zh: 可以认领的单位, en: Who can take a wish up}
// about: {zh: 在运行的党组织和企业。, en: "Party organisations that are active, and companies."}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Organization, Company]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
CALL () {
  MATCH (o:PartyOrganization)
  WHERE coalesce(o.active, true)
  RETURN o.id AS value, o.name AS label
  UNION ALL
  MATCH (c:Company)
  RETURN c.id AS value, c.name AS label
}
RETURN value, label
ORDER BY label, value
