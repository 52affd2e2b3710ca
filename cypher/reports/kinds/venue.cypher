// ---
// title: {zh: 场所一览, en: 'All venues'}
// about: {zh: 全部场所，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Venues, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'centre': {zh: '社区党群服务中心', en: 'Community centre'}, 'party_masses_station': {zh: '党群服务站', en: 'Party-masses station'}, 'union_office': {zh: '工会场所', en: 'Union office'}, 'other': {zh: '其他', en: 'Other'}}}
//   address: {label: {zh: 地址, en: 'Address'}}
//   movedAt: {label: {zh: 迁址时间, en: 'Moved at'}}
//   areaSqm: {label: {zh: 面积, en: 'Floor area'}}
//   in_area_id: {label: {zh: 所在村居编号, en: 'Area (id)'}, hidden: true}
//   in_area: {label: {zh: 所在村居, en: Area}, links: {record: in_area_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Venue, Area]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, address, movedAt, areaSqm, in_area_id, in_area, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Venue)
CALL (n) {
  OPTIONAL MATCH (n)-[r:IN_AREA]->(m:Area)
  WHERE r.to = date('9999-12-31')
  RETURN m AS in_area_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.address AS address,
       n.movedAt AS movedAt,
       n.areaSqm AS areaSqm,
       in_area_at.id AS in_area_id,
       coalesce(in_area_at.name, in_area_at.id) AS in_area,
       n.provenance AS provenance
ORDER BY name, id
