// ---
// question: V14
// title: {zh: 非红色加油站却有层级, en: Tier on a station that is not a red one}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 只有“红色加油站”分旗舰、融合、村居三级；请清空层级或改正类型。
//   en: "Only red stations have a tier; clear it or correct the type."
// audience: [staff]
// columns:
//   station_id: {label: {zh: 服务站点, en: Station}, links: station}
//   station_type: {label: {zh: 类型, en: Type}, words: station_type}
//   tier: {label: {zh: 层级, en: Tier}, words: tier}
// rests_on: [ServiceStation]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [station_id, station_type, tier]}
// ---
MATCH (st:ServiceStation)
WHERE st.tier IS NOT NULL AND st.stationType <> 'red_station'
RETURN st.id AS station_id, st.stationType AS station_type, st.tier AS tier
ORDER BY station_id
