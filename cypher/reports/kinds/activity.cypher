// ---
// title: {zh: 活动一览, en: 'All activities'}
// about: {zh: 全部活动，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Activities, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   season: {label: {zh: 季节, en: 'Season'}, values: {'spring': {zh: '春季', en: 'Spring'}, 'summer': {zh: '夏季', en: 'Summer'}, 'autumn': {zh: '秋季', en: 'Autumn'}, 'winter': {zh: '冬季', en: 'Winter'}}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'heat_relief': {zh: '防暑送清凉', en: 'Heat relief'}, 'festival': {zh: '节日', en: 'Festival'}, 'winter_warmth': {zh: '冬日送温暖', en: 'Winter warmth'}, 'volunteering': {zh: '志愿服务', en: 'Volunteering'}, 'safety': {zh: '安全', en: 'Safety'}, 'health': {zh: '健康', en: 'Health'}, 'other': {zh: '其他', en: 'Other'}}}
//   at: {label: {zh: 时间, en: 'At'}}
//   attendance: {label: {zh: 参加人次, en: 'Attendance'}}
//   held_at_id: {label: {zh: 举办场所编号, en: 'Held at (id)'}, hidden: true}
//   held_at: {label: {zh: 举办场所, en: Held at}, links: {record: held_at_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Activity, Venue]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, season, kind, at, attendance, held_at_id, held_at, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Activity)
CALL (n) {
  OPTIONAL MATCH (n)-[r:HELD_AT]->(m:Venue)
  RETURN m AS held_at_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.season AS season,
       n.kind AS kind,
       n.at AS at,
       n.attendance AS attendance,
       held_at_at.id AS held_at_id,
       coalesce(held_at_at.name, held_at_at.id) AS held_at,
       n.provenance AS provenance
ORDER BY name, id
