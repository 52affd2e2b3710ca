// ---
// title: {zh: 适龄子女一览, en: 'All children'}
// about: {zh: 全部适龄子女，一条记录一行，可查找、筛选、排序、选列。只给工作人员看，每次查看都记入日志。, 
//   en: 'Children, one a row, to be searched, filtered and sorted, with the columns you choose. For staff only; each reading is logged.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   ageBand: {label: {zh: 年龄段, en: 'Age band'}, values: {'6-8': {zh: '6-8', en: '6-8'}, '9-11': {zh: '9-11', en: '9-11'}, '12-13': {zh: '12-13', en: '12-13'}, '14-17': {zh: '14-17', en: '14-17'}}}
//   guardianConsent: {label: {zh: 监护人同意, en: 'Guardian''s consent'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// privacy: {personal: true}
// rests_on: [Child]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, ageBand, guardianConsent, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Child)
RETURN n.id AS id,
       n.ageBand AS ageBand,
       n.guardianConsent AS guardianConsent,
       n.provenance AS provenance
ORDER BY id
