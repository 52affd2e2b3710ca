// ---
// title: {zh: 专款采购, en: Purchases by the funds}
// about: {zh: 由专款支付的采购，一笔一行。, en: "Purchases that the funds paid for, one a row."}
// definition:
//   zh: 截至当日由专款支付的采购，金额为各专款所付之和。
//   en: "Purchases by the day that a fund paid for; the amount is what the funds paid together."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   purchase_id: {label: {zh: 编号, en: Id}, links: purchase}
//   day: {label: {zh: 采购日, en: Bought on}}
//   supplier: {label: {zh: 供应商, en: Supplier}}
//   items: {label: {zh: 物品, en: Items}}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Fund, Purchase, ItemBatch, Project]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [purchase_id, day, supplier, items, fen], unique: [purchase_id], not_null: [purchase_id, day, fen]}
// ---
MATCH (f:Fund)-[paid:PAID]->(b:Purchase)
WHERE b.at <= $as_of_end
  AND EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE $project IS NULL OR p.id = $project }
WITH b, sum(paid.fen) AS fen
CALL (b) {
  OPTIONAL MATCH (b)-[:BOUGHT]->(batch:ItemBatch)
  WITH DISTINCT batch.item AS item ORDER BY item
  RETURN collect(item) AS items
}
RETURN b.id AS purchase_id, date(b.at) AS day, b.supplier AS supplier, items, fen
ORDER BY day DESC, purchase_id
