// ---
// question: V6
// title: {zh: 专款支出大于到账, en: Fund spent more than it received}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 采购支出大于扣除退回后的到账；请核对支付金额和捐赠记录。
//   en: "Purchases exceed what was received less refunds; check the payments and the donations."
// audience: [staff]
// columns:
//   fund_id: {label: {zh: 专款, en: Fund}, links: fund}
//   received: {label: {zh: 到账, en: Received}, unit: fen}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen}
// rests_on: [Fund, Donation, Purchase]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [fund_id, received, spent]}
// ---
MATCH (f:Fund)
CALL (f) {
  OPTIONAL MATCH (f)<-[:INTO]-(d:Donation)
  WHERE d.kind = 'money' AND d.status = 'RECEIVED'
  RETURN coalesce(sum(d.amountFen), 0) AS received
}
CALL (f) {
  OPTIONAL MATCH (f)-[paid:PAID]->(:Purchase)
  RETURN coalesce(sum(paid.fen), 0) AS spent
}
WITH f, received, spent
WHERE spent > received
RETURN f.id AS fund_id, received, spent
ORDER BY fund_id
