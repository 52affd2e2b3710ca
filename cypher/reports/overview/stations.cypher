// ---
// title: {zh: 服务站点, en: Service stations}
// about: {zh: 服务骑手的站点挂了多少块牌子，分布在多少处场所。, en: "How many station plaques there are, and at how many places."}
// definition:
//   zh: 现在开放的服务站点，一块牌子算一个；一处场所可挂几块牌子（一址多牌），所以场所数可能少于站点数。
//   en: "Service stations open now, each plaque counting as one; a place may carry several, so there may be fewer places than stations."
// no_past: {zh: 服务站点的类型、层级和开闭没有历史记录，按现状。, en: "Types, tiers and opening of stations keep no history; they are as now."}
// audience: [committee, staff, public]
// columns:
//   recorded: {label: {zh: 站点（牌子）, en: Stations (plaques)}, unit: count, people: false, rows: {report: service/stations}}
//   places: {label: {zh: 场所, en: Places}, unit: count, people: false, rows: {report: service/places}}
//   worker_service: {label: {zh: 职工服务站点, en: Worker service points}, unit: count, people: false, rows: {report: service/stations, values: {type: worker_service}}}
//   red_station: {label: {zh: 红色加油站, en: Red stations}, unit: count, people: false, rows: {report: service/stations, values: {type: red_station}}}
//   outdoor_worker: {label: {zh: 户外职工驿站, en: Outdoor-worker stations}, unit: count, people: false, rows: {report: service/stations, values: {type: outdoor_worker}}}
// sums:
//   - {total: recorded, parts: [worker_service, red_station, outdoor_worker]}
// view: {kind: number, value: recorded}
// rests_on: [ServiceStation, Venue]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, places, worker_service, red_station, outdoor_worker], not_null: [recorded, places, worker_service, red_station, outdoor_worker]}
// ---
MATCH (st:ServiceStation)
WHERE st.status = 'OPEN'
OPTIONAL MATCH (v:Venue)-[:HOSTS]->(st)
RETURN count(DISTINCT st) AS recorded, count(DISTINCT v) AS places,
       count(DISTINCT CASE WHEN st.stationType = 'worker_service' THEN st END) AS worker_service,
       count(DISTINCT CASE WHEN st.stationType = 'red_station' THEN st END) AS red_station,
       count(DISTINCT CASE WHEN st.stationType = 'outdoor_worker' THEN st END) AS outdoor_worker
