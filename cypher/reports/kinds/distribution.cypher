// ---
// title: {zh: 发放一览, en: 'All distributions'}
// about: {zh: 全部发放，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Distributions, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   at: {label: {zh: 时间, en: 'At'}}
//   place: {label: {zh: 地点, en: 'Place'}}
//   signedBy: {label: {zh: 签收岗位, en: 'Signed by (post)'}}
//   childCount: {label: {zh: 儿童人数, en: 'Children'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Distribution]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, at, place, signedBy, childCount, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Distribution)
RETURN n.id AS id,
       n.at AS at,
       n.place AS place,
       n.signedBy AS signedBy,
       n.childCount AS childCount,
       n.provenance AS provenance
ORDER BY id
