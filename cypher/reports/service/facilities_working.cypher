// ---
// question: R30
// title: {zh: 设施完好率, en: Facilities in working order}
// about:
//   zh: 每种设施装了多少处，其中近日查过、确实正常的有多少。
//   en: "For each kind of facility how many stations have it, and at how many it was lately checked and works."
// definition:
//   zh: 完好率=近期查过且正常÷已装。以“站点×设施”为一处；“已装”是截至当日状况为正常、损坏或情况不明的，“没有”的不在分母内，没有记录的也不在（不知道装没装）。只有状况正常、且检查时间在当日之前指定天数以内的才算正常；正常但超过天数未查的单列，不算正常。正常而截至当日没有检查记录的另列：查没查过无从得知，有这样的就不计算完好率。换电柜等基本六项以外的也列。
//   en: "In working order = checked lately and working / installed. One station with one facility counts once. Installed are those working, broken or of unknown state on the day; absent ones are not in the denominator, nor are those with no record (nobody has said that they are there). Only what works and was checked no more than the given days before counts as working; what works by an older check stands by itself and does not count. Where there is no record of a check by the day, whether it was checked is not known: such ones stand by themselves, and with any of them there is no rate. All kinds are listed, not only the basic six."
// no_past: {zh: 站点的开闭没有历史记录，按现状；设施的状况按当日，但检查时间只记最近一次：最近一次检查在当日之后的，当日以前查没查过无从得知。, en: "Opening keeps no history and is as now. The state of facilities is that of the day, but of their checks only the last is kept: where it came after the day, whether there had been one by then is not known."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 30, min: 1, max: 730, label: {zh: 几天内查过, en: Checked within (days)}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
// columns:
//   facility_id: {label: {zh: 编号, en: Id}, hidden: true}
//   facility: {label: {zh: 设施, en: Facility (Chinese)}, lang: zh}
//   facility_en: {label: {zh: 设施（英文）, en: Facility}, lang: en}
//   is_basic: {label: {zh: 基本六项, en: Basic six}}
//   installed: {label: {zh: 已装, en: Installed}, unit: count, people: false, rows: {report: service/facilities, with: {facility: facility_id}}}
//   working: {label: {zh: 近期查过且正常, en: Checked and working}, unit: count, people: false, rows: {report: service/facilities, values: {state: working}, with: {facility: facility_id}}}
//   unchecked: {label: {zh: 正常但久未查, en: Works by an older check}, unit: count, people: false, rows: {report: service/facilities, values: {state: unchecked}, with: {facility: facility_id}}}
//   no_check: {label: {zh: 正常但无检查记录, en: Works with no check on record}, unit: count, people: false, rows: {report: service/facilities, values: {state: no_check}, with: {facility: facility_id}}}
//   broken: {label: {zh: 损坏, en: Broken}, unit: count, people: false, rows: {report: service/facilities, values: {state: broken}, with: {facility: facility_id}}}
//   unknown: {label: {zh: 情况不明, en: Unknown}, unit: count, people: false, rows: {report: service/facilities, values: {state: unknown}, with: {facility: facility_id}}}
//   rate: {label: {zh: 完好率, en: In working order}, unit: percent, ratio: [working, installed], people: false, empty: not_computed}
// sums:
//   - {total: installed, parts: [working, unchecked, no_check, broken, unknown]}
// view: {kind: bar, x: facility, y: rate}
// rests_on: [ServiceStation, Facility]
// limits: {rows: 200, seconds: 5}
// expect: {columns: [facility_id, facility, facility_en, is_basic, installed, working, unchecked, no_check, broken, unknown, rate], unique: [facility_id], not_null: [facility, is_basic, installed, working, unchecked, no_check, broken, unknown]}
// ---
MATCH (f:Facility)<-[has:HAS_FACILITY]-(st:ServiceStation)
WHERE has.from <= $as_of AND has.to > $as_of AND has.state <> 'absent'
  AND st.status = 'OPEN' AND ($station IS NULL OR st.id = $station)
WITH f, has.state AS state,
     CASE WHEN has.checkedAt <= $as_of_end THEN duration.inDays(has.checkedAt, $as_of_end).days END
       AS since_check
WITH f, count(*) AS installed,
     count(CASE WHEN state = 'working' AND since_check <= $days THEN 1 END) AS working,
     count(CASE WHEN state = 'working' AND since_check > $days THEN 1 END) AS unchecked,
     count(CASE WHEN state = 'working' AND since_check IS NULL THEN 1 END) AS no_check,
     count(CASE WHEN state = 'broken' THEN 1 END) AS broken,
     count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown
RETURN f.id AS facility_id, f.name AS facility, coalesce(f.nameEn, f.name) AS facility_en, f.basic AS is_basic, installed,
       working, unchecked, no_check, broken, unknown,
       CASE WHEN no_check = 0 THEN toFloat(working) / installed END AS rate
ORDER BY is_basic DESC, rate, facility
