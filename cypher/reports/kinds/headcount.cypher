// ---
// title: {zh: 历次人数一览, en: 'All earlier headcounts'}
// about: {zh: 全部历次人数，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Earlier headcounts, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   asOf: {label: {zh: 日期, en: 'As of'}}
//   count: {label: {zh: 人数, en: 'People'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Headcount]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, asOf, count, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Headcount)
RETURN n.id AS id,
       n.asOf AS asOf,
       n.count AS count,
       n.provenance AS provenance
ORDER BY id
