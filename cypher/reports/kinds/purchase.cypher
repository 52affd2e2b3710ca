// ---
// title: {zh: 采购一览, en: 'All purchases'}
// about: {zh: 全部采购，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Purchases, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   supplier: {label: {zh: 供应商, en: 'Supplier'}, links: {record: id}}
//   at: {label: {zh: 时间, en: 'At'}}
//   totalFen: {label: {zh: 总额, en: 'Total'}, unit: fen}
//   invoiceRef: {label: {zh: 发票编号, en: 'Invoice reference'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Purchase]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, supplier, at, totalFen, invoiceRef, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Purchase)
RETURN n.id AS id,
       n.supplier AS supplier,
       n.at AS at,
       n.totalFen AS totalFen,
       n.invoiceRef AS invoiceRef,
       n.provenance AS provenance
ORDER BY supplier, id
