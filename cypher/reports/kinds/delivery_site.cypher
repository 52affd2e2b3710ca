// ---
// title: {zh: 配送站点一览, en: 'All delivery sites'}
// about: {zh: 全部配送站点，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Delivery sites, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'takeaway': {zh: '外卖', en: 'Takeaway'}, 'express': {zh: '快递', en: 'Courier'}, 'logistics': {zh: '物流', en: 'Logistics'}}}
//   movedAt: {label: {zh: 迁址时间, en: 'Moved at'}}
//   headcountStated: {label: {zh: 申报人数, en: 'Stated headcount'}}
//   headcountAsOf: {label: {zh: 申报日期, en: 'Headcount as of'}}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'OPEN': {zh: '开放', en: 'Open'}, 'CLOSED': {zh: '关闭', en: 'Closed'}}}
//   in_area_id: {label: {zh: 所在村居编号, en: 'Area (id)'}, hidden: true}
//   in_area: {label: {zh: 所在村居, en: Area}, links: {record: in_area_id}}
//   operates_id: {label: {zh: 运营企业编号, en: 'Operated by (id)'}, hidden: true}
//   operates: {label: {zh: 运营企业, en: Operated by}, links: {record: operates_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [DeliverySite, Area, Company]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, movedAt, headcountStated, headcountAsOf, status, in_area_id, in_area, operates_id, operates, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:DeliverySite)
CALL (n) {
  OPTIONAL MATCH (n)-[r:IN_AREA]->(m:Area)
  WHERE r.to = date('9999-12-31')
  RETURN m AS in_area_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)<-[r:OPERATES]-(m:Company)
  WHERE r.to = date('9999-12-31')
  RETURN m AS operates_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.movedAt AS movedAt,
       n.headcountStated AS headcountStated,
       n.headcountAsOf AS headcountAsOf,
       n.status AS status,
       in_area_at.id AS in_area_id,
       coalesce(in_area_at.name, in_area_at.id) AS in_area,
       operates_at.id AS operates_id,
       coalesce(operates_at.name, operates_at.id) AS operates,
       n.provenance AS provenance
ORDER BY name, id
