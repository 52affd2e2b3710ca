// ---
// title: {zh: 物品批次一览, en: 'All batches of items'}
// about: {zh: 全部物品批次，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Batches of items, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   item: {label: {zh: 物品, en: 'Item'}, links: {record: id}}
//   qty: {label: {zh: 数量, en: 'Quantity'}}
//   unitFen: {label: {zh: 单价, en: 'Unit price'}, unit: fen}
//   bought_id: {label: {zh: 所属采购编号, en: 'Purchase (id)'}, hidden: true}
//   bought: {label: {zh: 所属采购, en: Purchase}, links: {record: bought_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [ItemBatch, Purchase]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, item, qty, unitFen, bought_id, bought, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:ItemBatch)
CALL (n) {
  OPTIONAL MATCH (n)<-[r:BOUGHT]-(m:Purchase)
  RETURN m AS bought_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.item AS item,
       n.qty AS qty,
       n.unitFen AS unitFen,
       bought_at.id AS bought_id,
       coalesce(bought_at.supplier, bought_at.id) AS bought,
       n.provenance AS provenance
ORDER BY item, id
