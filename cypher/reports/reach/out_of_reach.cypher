// ---
// question: R14
// title: {zh: 15分钟内未覆盖的配送站点, en: Sites with no station within reach}
// about:
//   zh: 步行或骑电动车，在指定分钟内没有任何服务站点可达的配送站点，以及最近的一个要多久。
//   en: "Delivery sites from which no service station can be reached within the given minutes, on foot or by e-bike, and how long the nearest one takes."
// definition:
//   zh: 每个站点、每种方式一行。用时取自事先算好的“可达”关系，速度与绕行系数见“算法”一栏；只看现在开放的服务站点，不看几点开门（见R15）。没有经纬度的配送站点算不出用时，“覆盖情况”为未计算；有开放的服务站点没有位置的，不能断定未覆盖，为无法判断，它也不在最近的比较之内。
//   en: "One row for each site and mode. Minutes are those computed beforehand, whose speed and detour stand under method; only stations open now, whatever the hour (R15 is about hours). A site without coordinates has no minutes and is not computed; where an open station has no place, a site cannot be called out of reach, and the station is not among those compared."
// no_past: {zh: 站点的开闭和可达用时没有历史记录，按现状；在岗人数按当日。, en: "Opening and computed reach keep no history and are as now; workers are those of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   minutes: {type: integer, default: 15, min: 1, max: 120, label: {zh: 分钟, en: Minutes}}
//   mode: {type: choice, values: [walk, ebike], optional: true, label: {zh: 出行方式, en: Mode}, words: mode}
// columns:
//   mode: {label: {zh: 出行方式, en: Mode}, words: mode}
//   site_id: {label: {zh: 编号, en: Id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, one_value_per: [site_id]}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   nearest: {label: {zh: 最近的服务站点, en: Nearest station}, links: {record: station_id}}
//   minutes: {label: {zh: 最近用时, en: Nearest takes}, unit: minute, empty: {column: why}}
//   metres: {label: {zh: 路程, en: Path}, unit: metre, empty: {column: why}}
//   reach: {label: {zh: 覆盖情况, en: Reach}, words: reach_state}
//   why: {label: {zh: 用时为空的原因, en: Why a time is empty}, words: nothing, hidden: true}
//   method: {label: {zh: 算法, en: Method}}
// same_as:
//   - {column: riders, rows: {mode: ebike}, report: reach/nearest_swap, its_column: riders, its_rows: {mode: ebike}, by: {site_id: site_id}, whatever: [minutes, mode, over]}
//   - {column: riders, rows: {mode: walk}, report: reach/nearest_swap, its_column: riders, its_rows: {mode: ebike}, by: {site_id: site_id}, whatever: [minutes, mode, over]}
// view: {kind: table}
// rests_on: [DeliverySite, ServiceStation, Venue, Rider]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [mode, site_id, site, kind, riders, station_id, nearest, minutes, metres, reach, why, method], unique: [mode, site_id], not_null: [mode, site_id, riders, reach]}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (st:ServiceStation)
  WHERE st.status = 'OPEN'
  RETURN count(st) AS stations, count(CASE WHEN st.reachPlace IS NULL THEN 1 END) AS unplaced
}
UNWIND CASE WHEN $mode IS NULL THEN ['walk', 'ebike'] ELSE [$mode] END AS mode
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
CALL (mode, s) {
  OPTIONAL MATCH (s)-[way:REACHES]->(st:ServiceStation)
  WHERE way.mode = mode AND st.status = 'OPEN'
  WITH way, st ORDER BY way.minutes, st.id LIMIT 1
  RETURN way, st
}
WITH mode, s, way, st, s.reachPlace IS NULL AND stations > 0 AS not_computed, unplaced
WHERE coalesce(way.minutes > $minutes, true)
RETURN mode, s.id AS site_id, s.name AS site, s.kind AS kind, COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       st.id AS station_id, st.name AS nearest, way.minutes AS minutes, way.metres AS metres,
       CASE WHEN not_computed THEN 'not_computed' WHEN unplaced > 0 THEN 'unknown'
            ELSE 'beyond' END AS reach,
       CASE WHEN not_computed OR unplaced > 0 THEN 'not_computed' ELSE 'not_applicable' END AS why,
       way.method AS method
ORDER BY mode = 'ebike', minutes DESC, site_id
