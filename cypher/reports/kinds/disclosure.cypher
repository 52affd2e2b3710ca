// ---
// title: {zh: 公示一览, en: 'All disclosures'}
// about: {zh: 全部公示，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Disclosures, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'received': {zh: '收款公示', en: 'Received'}, 'spent': {zh: '支出公示', en: 'Spent'}, 'full_account': {zh: '全部账目', en: 'Full account'}, 'correction': {zh: '更正', en: 'Correction'}}}
//   publishedAt: {label: {zh: 公示时间, en: 'Published at'}}
//   scope: {label: {zh: 范围, en: 'Scope'}, values: {'community': {zh: '社区内', en: 'Within the community'}, 'donors': {zh: '向捐赠人', en: 'To the donors'}}}
//   correctionOf: {label: {zh: 更正对象编号, en: 'Corrects (id)'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Disclosure]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, kind, publishedAt, scope, correctionOf, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Disclosure)
RETURN n.id AS id,
       n.kind AS kind,
       n.publishedAt AS publishedAt,
       n.scope AS scope,
       n.correctionOf AS correctionOf,
       n.provenance AS provenance
ORDER BY id
