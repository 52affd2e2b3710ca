// ---
// title: {zh: 兑现一览, en: 'All handovers'}
// about: {zh: 全部兑现，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Handovers, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   at: {label: {zh: 时间, en: 'At'}}
//   costFen: {label: {zh: 费用, en: 'Cost'}, unit: fen}
//   evidenceRef: {label: {zh: 凭证编号, en: 'Evidence reference'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Handover]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, at, costFen, evidenceRef, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Handover)
RETURN n.id AS id,
       n.at AS at,
       n.costFen AS costFen,
       n.evidenceRef AS evidenceRef,
       n.provenance AS provenance
ORDER BY id
