// ---
// question: V9
// title: {zh: 一名骑手同时在两个站点, en: Rider at two sites at once}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 一名骑手同一天只能在一个站点；请为先前的一段填上止日。
//   en: "A rider works at one site at a time; put an end day to the earlier relationship."
// audience: [staff]
// columns:
//   rider_id: {label: {zh: 骑手, en: Rider}, links: rider}
//   site_id: {label: {zh: 站点, en: Site}, links: site}
//   other_site_id: {label: {zh: 另一站点, en: Other site}, links: site}
// rests_on: [Rider, DeliverySite]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [rider_id, site_id, other_site_id]}
// ---
MATCH (s:DeliverySite)<-[a:WORKS_AT]-(r:Rider)-[b:WORKS_AT]->(other:DeliverySite)
WHERE a.from < b.to AND b.from < a.to
  AND (s.id < other.id OR (s.id = other.id AND a.from < b.from))
RETURN r.id AS rider_id, s.id AS site_id, other.id AS other_site_id
ORDER BY rider_id, site_id, other_site_id
