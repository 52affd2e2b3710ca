// ---
// title: {zh: 采购明细, en: What was bought}
// about:
//   zh: 专款买了什么，一批一行：哪次采购、什么物品、多少件、单价多少。
//   en: "What the funds bought, a batch a row: in which purchase, which item, how many, at what price."
// definition:
//   zh: 截至当日由专款支付的采购的明细，金额=件数×单价；采购款中没有列明细的部分不在其内。
//   en: "The items of purchases paid by the funds by the day, the amount being quantity x unit price; what was paid beyond the listed items is not in it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   item: {type: text, optional: true, label: {zh: 物品, en: Item}}
//   fund: {type: text, optional: true, label: {zh: 专款名称, en: Fund}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   purchase_id: {label: {zh: 采购编号, en: Purchase}, links: record}
//   day: {label: {zh: 日期, en: Day}}
//   fund: {label: {zh: 专款, en: Fund}}
//   batch_id: {label: {zh: 批次编号, en: Batch}, links: record}
//   item: {label: {zh: 物品, en: Item}}
//   qty: {label: {zh: 件数, en: Quantity}, adds_up: true}
//   unit: {label: {zh: 单价, en: Unit price}, unit: fen}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Fund, Purchase, ItemBatch, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [purchase_id, day, fund, batch_id, item, qty, unit, fen], not_null: [purchase_id, day, fund, batch_id, item]}
// ---
MATCH (f:Fund)-[:PAID]->(b:Purchase)-[:BOUGHT]->(batch:ItemBatch)
WHERE f.openedAt <= $as_of_end AND b.at <= $as_of_end
  AND ($fund IS NULL OR f.name = $fund) AND ($item IS NULL OR batch.item = $item)
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
RETURN b.id AS purchase_id, date(b.at) AS day, f.name AS fund, batch.id AS batch_id,
       batch.item AS item, batch.qty AS qty, batch.unitFen AS unit, batch.qty * batch.unitFen AS fen
ORDER BY day DESC, purchase_id, batch_id
