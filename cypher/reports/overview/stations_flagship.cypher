// ---
// title: {zh: 旗舰型红色加油站, en: Flagship red stations}
// about: {zh: 系统记录的旗舰型“红色加油站”个数。, en: "Flagship red stations on record."}
// definition:
//   zh: 现在开放、层级为旗舰型的“红色加油站”。来源未说明六个“红色加油站”是否包含旗舰站和融合站，系统按包含处理。
//   en: "Red stations of this tier open now. The source does not say whether its six red stations include the flagship and fusion ones; the graph takes it that they do."
// no_past: {zh: 服务站点的类型、层级和开闭没有历史记录，按现状。, en: "Types, tiers and opening of stations keep no history; they are as now."}
// audience: [committee, staff, public]
// columns:
//   recorded: {label: {zh: 旗舰型红色加油站, en: Flagship red stations}, unit: count, people: false, rows: {report: service/stations, values: {type: red_station, tier: flagship}}}
// view: {kind: number, value: recorded}
// rests_on: [ServiceStation]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded], not_null: [recorded]}
// ---
MATCH (st:ServiceStation)
WHERE st.stationType = 'red_station' AND st.tier = 'flagship' AND st.status = 'OPEN'
RETURN count(st) AS recorded
