// ---
// title: {zh: 专款一览, en: 'All funds'}
// about: {zh: 全部专款，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Funds, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   purpose: {label: {zh: 用途, en: 'Purpose'}}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'OPEN': {zh: '开放', en: 'Open'}, 'CLOSED': {zh: '关闭', en: 'Closed'}}}
//   openedAt: {label: {zh: 设立时间, en: 'Opened at'}}
//   closedAt: {label: {zh: 关闭时间, en: 'Closed at'}}
//   of_id: {label: {zh: 所属项目编号, en: 'Project (id)'}, hidden: true}
//   of: {label: {zh: 所属项目, en: Project}, links: {record: of_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Fund, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, purpose, status, openedAt, closedAt, of_id, of, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Fund)
CALL (n) {
  OPTIONAL MATCH (n)-[r:OF]->(m:Project)
  RETURN m AS of_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.purpose AS purpose,
       n.status AS status,
       n.openedAt AS openedAt,
       n.closedAt AS closedAt,
       of_at.id AS of_id,
       coalesce(of_at.name, of_at.id) AS of,
       n.provenance AS provenance
ORDER BY name, id
