// ---
// question: R16
// title: {zh: 没有可用换电柜的红色加油站, en: Red stations with no working swap cabinet}
// about:
//   zh: 换电柜损坏、没有或情况不明的“红色加油站”。报道称全镇红色加油站已实现换电柜覆盖，这张表应当为空。
//   en: "Red stations whose battery-swap cabinet is broken, absent or of unknown state. The article says that every red station has one in use, so this list should be empty."
// definition:
//   zh: 现在开放的“红色加油站”中，截至当日没有一个状况为“正常”的换电柜的；完全没有记录的按“情况不明”，不按“没有”。
//   en: "Red stations open now that have no cabinet in working state on the day; where there is no record at all the state is unknown, not absent."
// no_past: {zh: 站点的类型和开闭没有历史记录，按现状；换电柜的状况按当日，检查时间只记最近一次。, en: "Types and opening of stations keep no history and are as now; the cabinet's state is that of the day, of its checks only the last is kept."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   station_id: {label: {zh: 编号, en: Id}, links: station, hidden: true}
//   station: {label: {zh: 红色加油站, en: Red station}, links: {record: station_id}}
//   tier: {label: {zh: 层级, en: Tier}, words: tier}
//   state: {label: {zh: 换电柜, en: Cabinet}, words: facility_state}
//   since: {label: {zh: 自, en: Since}}
//   days: {label: {zh: 已持续, en: For}, unit: day}
//   checked: {label: {zh: 检查日, en: Checked}}
// view: {kind: table}
// rests_on: [ServiceStation, Facility]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [station_id, station, tier, state, since, days, checked], unique: [station_id], not_null: [station_id, station, state]}
// ---
MATCH (st:ServiceStation)
WHERE st.stationType = 'red_station' AND st.status = 'OPEN'
CALL (st) {
  OPTIONAL MATCH (st)-[has:HAS_FACILITY]->(f:Facility)
  WHERE f.code = 'swap_cabinet' AND has.from <= $as_of AND has.to > $as_of
  WITH has, has.state = 'working' AND has.qty > 0 AS works ORDER BY works DESC, has.from DESC
  WITH collect({tie: has, works: works}) AS ties
  RETURN head(ties).tie AS has, coalesce(head(ties).works, false) AS works
}
WITH st, has
WHERE NOT works
RETURN st.id AS station_id, st.name AS station, st.tier AS tier,
       CASE WHEN has.state = 'working' THEN 'absent' ELSE coalesce(has.state, 'unknown') END AS state,
       has.from AS since, duration.inDays(has.from, $as_of).days AS days,
       CASE WHEN has.checkedAt <= $as_of_end THEN date(has.checkedAt) END AS checked
ORDER BY days DESC, station, station_id
