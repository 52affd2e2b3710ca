// ---
// title: {zh: 回访一览, en: 'All visits'}
// about: {zh: 全部回访，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Visits, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   at: {label: {zh: 时间, en: 'At'}}
//   grade: {label: {zh: 满意度等级, en: 'Grade'}, words: code}
//   note: {label: {zh: 备注, en: 'Note'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Visit]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, at, grade, note, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Visit)
RETURN n.id AS id,
       n.at AS at,
       'grade_' + toString(n.grade) AS grade,
       n.note AS note,
       n.provenance AS provenance
ORDER BY id
