// ---
// title: {zh: 同意一览, en: 'All consents'}
// about: {zh: 全部同意，一条记录一行，可查找、筛选、排序、选列。只给工作人员看，每次查看都记入日志。, 
//   en: 'Consents, one a row, to be searched, filtered and sorted, with the columns you choose. For staff only; each reading is logged.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   scope: {label: {zh: 范围, en: 'Scope'}, values: {'wish_processing': {zh: '办理心愿', en: 'Handling the wish'}, 'show_to_claimant': {zh: '向认领人出示', en: 'Showing to the claimant'}, 'publish': {zh: '公开', en: 'Publishing'}, 'child_data': {zh: '子女信息', en: 'Child''s data'}, 'be_named': {zh: '公开署名', en: 'Being named in public'}}}
//   grantedAt: {label: {zh: 同意时间, en: 'Granted at'}}
//   withdrawnAt: {label: {zh: 撤回时间, en: 'Withdrawn at'}}
//   by: {label: {zh: 同意人, en: 'Given by'}, values: {'self': {zh: '本人', en: 'Self'}, 'guardian': {zh: '监护人', en: 'Guardian'}}}
//   given_by_id: {label: {zh: 同意人编号, en: 'Given by (id)'}, hidden: true}
//   given_by: {label: {zh: 同意人, en: Given by}, links: {record: given_by_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// privacy: {personal: true}
// rests_on: [Consent, Rider, Organization]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, scope, grantedAt, withdrawnAt, by, given_by_id, given_by, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Consent)
CALL (n) {
  OPTIONAL MATCH (n)-[r:GIVEN_BY]->(m:Rider|Organization)
  RETURN m AS given_by_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.scope AS scope,
       n.grantedAt AS grantedAt,
       n.withdrawnAt AS withdrawnAt,
       n.by AS by,
       given_by_at.id AS given_by_id,
       coalesce(given_by_at.alias, given_by_at.name, given_by_at.id) AS given_by,
       n.provenance AS provenance
ORDER BY id
