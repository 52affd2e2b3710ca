// ---
// title: {zh: 红色加油站, en: Red stations}
// about: {zh: 系统记录的红色加油站个数。, en: "Red stations on record."}
// definition:
//   zh: 现在开放的这一类服务站点，一块牌子算一个，不论是否与别的站点同处一地。
//   en: "Service stations of this kind open now, each plaque counting as one, wherever it hangs."
// no_past: {zh: 服务站点的类型、层级和开闭没有历史记录，按现状。, en: "Types, tiers and opening of stations keep no history; they are as now."}
// audience: [committee, staff, public]
// columns:
//   recorded: {label: {zh: 红色加油站, en: Red stations}, unit: count, people: false, rows: {report: service/stations, values: {type: red_station}}}
// view: {kind: number, value: recorded}
// rests_on: [ServiceStation]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded], not_null: [recorded]}
// ---
MATCH (st:ServiceStation)
WHERE st.stationType = 'red_station' AND st.status = 'OPEN'
RETURN count(st) AS recorded
