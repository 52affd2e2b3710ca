// ---
// title: {zh: 等待最久的心愿, en: The oldest open wishes}
// about: {zh: 当日待认领的心愿中等得最久的几件。, en: "Those of the day's open wishes that have waited longest."}
// definition:
//   zh: 截至当日处于“待认领”或“转入下轮”的心愿，按首次发布起的天数从长到短；只列前几件，“共有”是当日待认领的总数。站点为受理站点，配送站点为提出时所在。
//   en: "Wishes that on the day are published or carried over, by days since the first publication, longest first; only the first few are listed, 'of all open' is how many there are. The station is where the wish came in, the site where the rider worked when raising it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   top: {type: integer, default: 10, min: 1, max: 1000, label: {zh: 前几件, en: First}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   site_id: {label: {zh: 配送站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   days_open: {label: {zh: 已等待, en: Waiting}, unit: day}
//   of_all: {label: {zh: 共有, en: Of all open}, unit: count, one_value_per: []}
// view: {kind: table}
// rests_on: [Wish, WishEvent, ServiceStation, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [wish_id, wish, category, station_id, station, site_id, site, days_open, of_all], unique: [wish_id], not_null: [wish_id, category, days_open, of_all]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
  AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN min(e.at) AS first
}
WITH w, first ORDER BY first, w.id
WITH collect({wish: w, days: duration.inDays(first, $as_of_end).days}) AS waiting
UNWIND waiting[..$top] AS one
WITH one.wish AS w, one.days AS days_open, size(waiting) AS of_all
CALL (w) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, st.id AS station_id,
       st.name AS station, s.id AS site_id, s.name AS site, days_open, of_all
ORDER BY days_open DESC, wish_id
