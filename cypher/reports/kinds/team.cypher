// ---
// title: {zh: 队伍一览, en: 'All teams'}
// about: {zh: 全部队伍，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Teams, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'anti_fraud': {zh: '反诈', en: 'Anti-fraud'}, 'environment': {zh: '环境', en: 'Environment'}, 'health': {zh: '健康', en: 'Health'}, 'traffic': {zh: '交通安全', en: 'Traffic safety'}, 'other': {zh: '其他', en: 'Other'}}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Team]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Team)
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.provenance AS provenance
ORDER BY name, id
