// ---
// question: V11
// title: {zh: 可达用时早于迁址, en: Reach computed before a move}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 站点或场所迁址后，可达用时没有重新计算；请重新计算。
//   en: "A site or venue has moved since its reach was computed; compute it again."
// audience: [staff]
// columns:
//   site_id: {label: {zh: 配送站点, en: Site}, links: site}
//   station_id: {label: {zh: 服务站点, en: Station}, links: station}
//   mode: {label: {zh: 出行方式, en: Mode}, words: mode}
//   computed: {label: {zh: 计算时间, en: Computed at}}
//   moved: {label: {zh: 迁址时间, en: Moved at}}
// rests_on: [DeliverySite, ServiceStation, Venue]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [site_id, station_id, mode, computed, moved]}
// ---
CALL () {
  MATCH (s:DeliverySite)-[way:REACHES]->(st:ServiceStation)
  WHERE way.computedAt < s.movedAt
  RETURN s, st, way, s.movedAt AS moved
  UNION
  MATCH (v:Venue)-[:HOSTS]->(st:ServiceStation)<-[way:REACHES]-(s:DeliverySite)
  WHERE way.computedAt < v.movedAt
  RETURN s, st, way, v.movedAt AS moved
}
RETURN s.id AS site_id, st.id AS station_id, way.mode AS mode, way.computedAt AS computed,
       max(moved) AS moved
ORDER BY site_id, station_id, mode
