// ---
// title: {zh: 发放明细, en: What was given out}
// about:
//   zh: 专款买的物品发到了哪里，一批在一次发放中一行；还没有发放的，每批另列一行。
//   en: "Where what the funds bought was given out, a batch at a distribution a row; what is still in stock stands in a row of its own for each batch."
// definition:
//   zh: 截至当日由专款支付的采购买来的物品，金额=件数×单价；“尚未发放”为批次的件数减去已发放的，为零的不列。
//   en: "Items from purchases paid by the funds by the day, the amount being quantity x unit price; not given out yet is what a batch held less what was given out of it, left out where it is nothing."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   item: {type: text, optional: true, label: {zh: 物品, en: Item}}
//   given_in: {type: text, optional: true, label: {zh: 发放（日期 地点）, en: Given out (day and place)}}
//   distribution: {type: text, optional: true, label: {zh: 发放编号, en: Distribution}}
//   fund: {type: text, optional: true, label: {zh: 专款编号, en: Fund id}}
//   stock: {type: boolean, default: false, label: {zh: 只看尚未发放的, en: Only what is in stock}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   batch_id: {label: {zh: 批次编号, en: Batch}, links: record}
//   item: {label: {zh: 物品, en: Item}}
//   distribution_id: {label: {zh: 发放编号, en: Distribution}, links: record, empty: not_applicable}
//   given_in: {label: {zh: 发放, en: Given out}, none: {zh: 尚未发放, en: Not given out yet}}
//   qty: {label: {zh: 件数, en: Quantity}, adds_up: true}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Fund, Purchase, ItemBatch, Distribution, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [batch_id, item, distribution_id, given_in, qty, fen], not_null: [batch_id, item, qty]}
// ---
MATCH (f:Fund)-[:PAID]->(b:Purchase)-[:BOUGHT]->(batch:ItemBatch)
WHERE f.openedAt <= $as_of_end AND b.at <= $as_of_end AND ($item IS NULL OR batch.item = $item)
  AND ($fund IS NULL OR f.id = $fund)
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
WITH DISTINCT f, batch
CALL (batch) {
  OPTIONAL MATCH (batch)-[part:GIVEN_IN]->(d:Distribution)
  WHERE d.at <= $as_of_end
  RETURN collect({id: d.id, name: toString(date(d.at)) + ' ' + d.place, qty: part.qty}) AS given
}
WITH batch, [one IN given WHERE one.id IS NOT NULL] AS given
UNWIND given + [{qty: batch.qty - reduce(n = 0, one IN given | n + one.qty)}] AS one
WITH batch, one
WHERE one.qty <> 0 AND (NOT $stock OR one.id IS NULL) AND ($given_in IS NULL OR one.name = $given_in)
  AND ($distribution IS NULL OR one.id = $distribution)
RETURN batch.id AS batch_id, batch.item AS item, one.id AS distribution_id, one.name AS given_in,
       one.qty AS qty, one.qty * batch.unitFen AS fen
ORDER BY item, given_in, batch_id, distribution_id
