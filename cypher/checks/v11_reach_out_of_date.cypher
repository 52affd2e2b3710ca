// ---
// question: V11
// title: {zh: 可达用时未按现在的位置计算, en: Reach not computed from the present place}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 站点新增、迁址、开放或关闭后，可达用时还没有重新计算；重新启动连新即会计算。
//   en: "A site or station is new, has moved, opened or closed since its reach was computed; starting Lianxin again computes it."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   computed: {label: {zh: 计算时间, en: Computed at}, empty: not_computed}
// rests_on: [DeliverySite, ServiceStation, Venue]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, name, computed]}
// ---
CALL () {
  MATCH (n:DeliverySite)
  RETURN n, n.location AS place
  UNION ALL
  MATCH (n:ServiceStation)
  CALL (n) {
    OPTIONAL MATCH (v:Venue)-[:HOSTS]->(n)
    WHERE v.location IS NOT NULL
    WITH v ORDER BY v.id LIMIT 1
    RETURN v.location AS place
  }
  RETURN n, place
}
WITH n, CASE WHEN n.status = 'OPEN' THEN place END AS place
WHERE coalesce(place <> n.reachPlace, place IS NOT NULL OR n.reachPlace IS NOT NULL)
CALL (n) {
  OPTIONAL MATCH (n)-[way:REACHES]-()
  RETURN max(way.computedAt) AS computed
}
RETURN n.id AS id, n.name AS name, computed
ORDER BY id
