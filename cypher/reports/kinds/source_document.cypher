// ---
// title: {zh: 来源一览, en: 'All source documents'}
// about: {zh: 全部来源，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Source documents, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   title: {label: {zh: 标题, en: 'Title'}, links: {record: id}}
//   url: {label: {zh: 网址, en: 'Address'}}
//   statedBefore: {label: {zh: 陈述不晚于, en: 'Stated on or before'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [SourceDocument]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, title, url, statedBefore, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:SourceDocument)
RETURN n.id AS id,
       n.title AS title,
       n.url AS url,
       n.statedBefore AS statedBefore,
       n.provenance AS provenance
ORDER BY title, id
