// ---
// question: V7
// title: {zh: 发放多于购入, en: More given out than bought}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 一批物品发放的数量多于购入的数量；请核对发放记录。
//   en: "More of a batch was given out than bought; check the distributions."
// audience: [staff]
// columns:
//   batch_id: {label: {zh: 批次, en: Batch}, links: item_batch}
//   item: {label: {zh: 物品, en: Item}}
//   bought: {label: {zh: 购入, en: Bought}, unit: count}
//   given: {label: {zh: 发放, en: Given out}, unit: count}
// rests_on: [ItemBatch, Distribution]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [batch_id, item, bought, given]}
// ---
MATCH (b:ItemBatch)-[part:GIVEN_IN]->(:Distribution)
WITH b, sum(part.qty) AS given
WHERE given > b.qty
RETURN b.id AS batch_id, b.item AS item, b.qty AS bought, given
ORDER BY batch_id
