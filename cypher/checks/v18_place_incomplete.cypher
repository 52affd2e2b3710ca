// ---
// question: V18
// title: {zh: 骑手、站点或场所不完整, en: "Incomplete rider, site, station or venue"}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 骑手须有就职站点，配送站点须有运营企业和经纬度，服务站点须有所在场所，其场所须有经纬度，否则算不出可达；请补录。
//   en: "A rider needs a site, a site a company and coordinates, a station a venue, and that venue coordinates, or reach cannot be computed. Record what is missing."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Rider, DeliverySite, Headcount, ServiceStation, Venue, Company]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, mender, entered_by]}
// ---
CALL () {
  MATCH (n:Rider)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:WORKS_AT]->(:DeliverySite) }
  RETURN n, 'company' AS mender, 'rider_without_site' AS fault
  UNION ALL
  MATCH (n:DeliverySite)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:OPERATES]-(:Company) }
  RETURN n, 'company' AS mender, 'site_without_company' AS fault
  UNION ALL
  MATCH (n:Headcount)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:COUNTED_AT]->(:DeliverySite) }
  RETURN n, 'company' AS mender, 'headcount_without_site' AS fault
  UNION ALL
  MATCH (n:ServiceStation)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:HOSTS]-(:Venue) }
  RETURN n, 'places' AS mender, 'station_without_venue' AS fault
  UNION ALL
  MATCH (n:DeliverySite)
  WHERE coalesce(n.provenance, '') <> 'article' AND n.location IS NULL
  RETURN n, 'places' AS mender, 'site_without_place' AS fault
  UNION ALL
  MATCH (n:Venue)
  WHERE coalesce(n.provenance, '') <> 'article' AND n.location IS NULL
    AND EXISTS { (n)-[:HOSTS]->(:ServiceStation) }
  RETURN n, 'places' AS mender, 'venue_without_place' AS fault
}
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, head(labels(n)) AS kind, coalesce(n.name, n.alias, n.id) AS name, fault, mender,
       run.by AS entered_by
ORDER BY id, fault
