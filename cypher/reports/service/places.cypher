// ---
// title: {zh: 设有服务站点的场所, en: Places with service stations}
// about: {zh: 挂了服务站点牌子的场所，一处一行：挂了哪几块。, en: "Places where service stations are, one a row, with the plaques that hang there."}
// definition:
//   zh: 现在有开放的服务站点的场所。
//   en: "Places with a service station that is open now."
// no_past: {zh: 服务站点的开闭没有历史记录，按现状。, en: "Opening of stations keeps no history and is as now."}
// audience: [committee, staff]
// columns:
//   venue_id: {label: {zh: 编号, en: Id}, links: venue}
//   venue: {label: {zh: 场所, en: Venue}, links: {record: venue_id}}
//   address: {label: {zh: 地址, en: Address}}
//   stations: {label: {zh: 服务站点, en: Stations}}
// view: {kind: table}
// rests_on: [ServiceStation, Venue]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [venue_id, venue, address, stations], unique: [venue_id], not_null: [venue_id, venue, stations]}
// ---
MATCH (v:Venue)-[:HOSTS]->(st:ServiceStation)
WHERE st.status = 'OPEN'
WITH v, st ORDER BY st.name, st.id
RETURN v.id AS venue_id, v.name AS venue, v.address AS address, collect(DISTINCT st.name) AS stations
ORDER BY venue, venue_id
