// ---
// question: R16
// title: {zh: 最近的可用换电柜, en: Nearest working swap cabinet}
// about:
//   zh: 每个配送站点最近一个换电柜正常的服务站点，要多久。
//   en: "For each delivery site the nearest service station whose battery-swap cabinet works, and how long it takes."
// definition:
//   zh: 每个站点、每种方式一行。只看当日换电柜状况为“正常”的服务站点；损坏、没有或情况不明的不算。用时取自事先算好的“可达”关系；没有一个可用的，用时不适用；配送站点没有经纬度的，或可用的站点都没有位置、或远在路程15公里（电动车60分钟）以外的，记“未计算”。不看站点几点开门。
//   en: "One row for each site and mode. Only stations whose cabinet is working on the day count; broken, absent and unknown ones do not. Minutes are those computed beforehand; where no cabinet works there is none; where the site has no coordinates, or the stations with a working one have no place or lie beyond 15 km of path (60 minutes by e-bike), they are not computed. Opening hours are not looked at."
// no_past: {zh: 站点的开闭和可达用时没有历史记录，按现状；换电柜的状况和在岗人数按当日。, en: "Opening and computed reach keep no history; they are as now. Cabinets and workers are those of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   mode: {type: choice, values: [ebike, walk], default: ebike, optional: true, label: {zh: 出行方式, en: Mode}, words: mode}
//   over: {type: integer, default: 0, min: 0, max: 240, label: {zh: 只看超过（分钟）, en: Only above (minutes)}}
// columns:
//   mode: {label: {zh: 出行方式, en: Mode}, words: mode}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, one_value_per: [site_id]}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   minutes: {label: {zh: 用时, en: Takes}, unit: minute, empty: {column: why}}
//   metres: {label: {zh: 路程, en: Path}, unit: metre, empty: {column: why}}
//   why: {label: {zh: 用时为空的原因, en: Why a time is empty}, words: nothing, hidden: true}
//   method: {label: {zh: 算法, en: Method}}
// same_as:
//   - {column: riders, rows: {mode: ebike}, report: people/sites, its_column: riders, by: {site_id: site_id}, whatever: [mode, over]}
// view: {kind: bar, x: site, y: minutes}
// rests_on: [DeliverySite, ServiceStation, Facility, Venue, Rider]
// accepts: {cartesian_product: "the stations with a working cabinet are one row, so that nothing is multiplied"}
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [mode, site_id, site, kind, riders, station_id, station, minutes, metres, why, method], unique: [mode, site_id], not_null: [mode, site_id, riders]}
// privacy: {small_cell: 5}
// ---
CALL () {
  OPTIONAL MATCH (st:ServiceStation)-[has:HAS_FACILITY]->(f:Facility)
  WHERE st.status = 'OPEN' AND f.code = 'swap_cabinet' AND has.state = 'working' AND has.qty > 0
    AND has.from <= $as_of AND has.to > $as_of
  RETURN collect(DISTINCT st.id) AS able
}
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
UNWIND CASE WHEN $mode IS NULL THEN ['ebike', 'walk'] ELSE [$mode] END AS mode
CALL (s, mode, able) {
  OPTIONAL MATCH (s)-[way:REACHES]->(st:ServiceStation)
  WHERE way.mode = mode AND st.id IN able
  WITH way, st ORDER BY way.minutes, st.id LIMIT 1
  RETURN way, st
}
WITH mode, s, way, st, able
WHERE coalesce(way.minutes > $over, true)
RETURN mode, s.id AS site_id, s.name AS site, s.kind AS kind, COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       st.id AS station_id, st.name AS station, way.minutes AS minutes, way.metres AS metres,
       CASE WHEN able = [] THEN 'not_applicable' ELSE 'not_computed' END AS why,
       way.method AS method
ORDER BY mode = 'walk', minutes DESC, site_id
