// ---
// title: {zh: 设施明细, en: Facilities one by one}
// about:
//   zh: 现在开放的服务站点装了哪些设施，一处一行：完好率报表上的数字数的就是这些。
//   en: "What is installed at the stations open now, one row for each station and facility: what the rates of working order count."
// definition:
//   zh: 以“站点×设施”为一处，截至当日状况为正常、损坏或情况不明的；“没有”的不列。近期查过且正常：状况正常，检查时间在当日之前指定天数以内；正常但久未查：检查时间更早；正常但无检查记录：截至当日没有检查记录。
//   en: "One station with one facility is one row: those working, broken or of unknown state on the day; absent ones are not listed. Checked and working: works, and was checked no more than the given days before; by an older check: checked longer ago; no check on record: none by the day."
// no_past: {zh: 站点的开闭没有历史记录，按现状；检查时间只记最近一次。, en: "Opening keeps no history and is as now; of checks only the last is kept."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 30, min: 1, max: 730, label: {zh: 几天内查过, en: Checked within (days)}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
//   facility: {type: choice, from: choices/facilities, optional: true, label: {zh: 设施, en: Facility}}
//   state: {type: choice, values: [working, unchecked, no_check, broken, unknown], optional: true, label: {zh: 状况, en: State}, words: facility_checked}
// columns:
//   station_id: {label: {zh: 编号, en: Id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   facility_id: {label: {zh: 设施编号, en: Facility id}, hidden: true}
//   facility: {label: {zh: 设施, en: Facility (Chinese)}, lang: zh}
//   facility_en: {label: {zh: 设施（英文）, en: Facility}, lang: en}
//   state: {label: {zh: 状况, en: State}, words: facility_checked}
//   since: {label: {zh: 自, en: Since}}
//   checked: {label: {zh: 检查日, en: Checked}}
// view: {kind: table}
// rests_on: [ServiceStation, Facility]
// limits: {rows: 10000, seconds: 5}
// expect: {columns: [station_id, station, facility_id, facility, facility_en, state, since, checked], unique: [station_id, facility_id], not_null: [station_id, facility_id, facility, state]}
// ---
MATCH (f:Facility)<-[has:HAS_FACILITY]-(st:ServiceStation)
WHERE has.from <= $as_of AND has.to > $as_of AND has.state <> 'absent'
  AND st.status = 'OPEN' AND ($station IS NULL OR st.id = $station)
  AND ($facility IS NULL OR f.id = $facility)
WITH f, st, has, CASE WHEN has.checkedAt <= $as_of_end THEN has.checkedAt END AS checked
WITH f, st, has, checked,
     CASE WHEN has.state <> 'working' THEN has.state
          WHEN checked IS NULL THEN 'no_check'
          WHEN duration.inDays(checked, $as_of_end).days <= $days THEN 'working'
          ELSE 'unchecked' END AS state
WHERE $state IS NULL OR state = $state
RETURN st.id AS station_id, st.name AS station, f.id AS facility_id, f.name AS facility,
       coalesce(f.nameEn, f.name) AS facility_en, state, has.from AS since, date(checked) AS checked
ORDER BY facility, facility_id, station, station_id
