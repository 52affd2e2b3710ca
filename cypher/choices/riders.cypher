// ---
// title: {zh: 骑手, en: Riders}
// about: {zh: 当日在岗的骑手，只有代称；指定配送站点时，只列在该站点的。, en: "Riders at work on the day, by alias only; with a site, those who work there."}
// audience: [staff]
// parameters:
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 代称, en: Alias}}
// rests_on: [Rider]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (r:Rider)-[works:WORKS_AT]->(s:DeliverySite)
WHERE works.from <= $as_of AND works.to > $as_of AND ($site IS NULL OR s.id = $site)
  AND r.alias <> '已清除 ' + r.id
RETURN DISTINCT r.id AS value, r.alias AS label
ORDER BY label, value
