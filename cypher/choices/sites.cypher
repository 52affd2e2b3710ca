// ---
// title: {zh: 配送站点, en: Delivery sites}
// about: {zh: 可选的配送站点；指定企业时，只列当日由该企业（或承接该平台的企业）运营的站点。, en: "Delivery sites to choose from; with a company, those that it, or a contractor of that platform, operates on the day."}
// parameters:
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [DeliverySite]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (s:DeliverySite)
WHERE $company IS NULL OR EXISTS {
  MATCH (c:Company)-[runs:OPERATES]->(s)
  WHERE runs.from <= $as_of AND runs.to > $as_of AND (
    c.id = $company OR EXISTS {
      MATCH (c)-[works:CONTRACTS_FOR]->(:Company {id: $company})
      WHERE works.from <= $as_of AND works.to > $as_of
    }
  )
}
RETURN s.id AS value, s.name AS label
ORDER BY label, value
