// ---
// title: {zh: 户外职工驿站, en: Outdoor-worker stations}
// about: {zh: 系统记录的户外职工驿站个数。, en: "Outdoor-worker stations on record."}
// definition:
//   zh: 现在开放的这一类服务站点，一块牌子算一个，不论是否与别的站点同处一地。
//   en: "Service stations of this kind open now, each plaque counting as one, wherever it hangs."
// no_past: {zh: 服务站点的类型、层级和开闭没有历史记录，按现状。, en: "Types, tiers and opening of stations keep no history; they are as now."}
// audience: [committee, staff, public]
// columns:
//   recorded: {label: {zh: 户外职工驿站, en: Outdoor-worker stations}, unit: count, people: false, rows: {report: service/stations, values: {type: outdoor_worker}}}
// view: {kind: number, value: recorded}
// rests_on: [ServiceStation]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded], not_null: [recorded]}
// ---
MATCH (st:ServiceStation)
WHERE st.stationType = 'outdoor_worker' AND st.status = 'OPEN'
RETURN count(st) AS recorded
