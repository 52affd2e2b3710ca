// ---
// title: {zh: 工作群一览, en: 'All chat groups'}
// about: {zh: 全部工作群，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Chat groups, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   app: {label: {zh: 应用, en: 'Application'}}
//   members: {label: {zh: 成员数, en: 'Members'}}
//   looked_after_by_id: {label: {zh: 维护站点编号, en: 'Looked after by (id)'}, hidden: true}
//   looked_after_by: {label: {zh: 维护站点, en: Looked after by}, links: {record: looked_after_by_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [ChatGroup, ServiceStation]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, app, members, looked_after_by_id, looked_after_by, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:ChatGroup)
CALL (n) {
  OPTIONAL MATCH (n)-[r:LOOKED_AFTER_BY]->(m:ServiceStation)
  WHERE r.to = date('9999-12-31')
  RETURN m AS looked_after_by_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.app AS app,
       n.members AS members,
       looked_after_by_at.id AS looked_after_by_id,
       coalesce(looked_after_by_at.name, looked_after_by_at.id) AS looked_after_by,
       n.provenance AS provenance
ORDER BY name, id
