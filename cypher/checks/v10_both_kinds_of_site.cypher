// ---
// question: V10
// title: {zh: 既是配送站点又是服务站点, en: Both a delivery site and a service station}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 骑手工作的站点和服务骑手的站点是两种事物，不能是同一个节点；请分开录入。
//   en: "Where riders work and where they are served are two things, never one node; enter them separately."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
// rests_on: [DeliverySite, ServiceStation]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id]}
// ---
MATCH (n:DeliverySite)
WHERE n:ServiceStation
RETURN n.id AS id
ORDER BY id
