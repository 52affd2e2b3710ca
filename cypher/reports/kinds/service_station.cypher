// ---
// title: {zh: 服务站点一览, en: 'All service stations'}
// about: {zh: 全部服务站点，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Service stations, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   stationType: {label: {zh: 站点类型, en: 'Type'}, words: station_type}
//   tier: {label: {zh: 层级, en: 'Tier'}, words: tier}
//   openFrom: {label: {zh: 开门, en: 'Opens'}}
//   openTo: {label: {zh: 关门, en: 'Closes'}}
//   openDays: {label: {zh: 开放日, en: 'Days open (1 = Monday)'}, words: open_days}
//   is24h: {label: {zh: 24小时, en: 'Open round the clock'}}
//   head: {label: {zh: 站长岗位, en: 'Station head''s post'}}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'PLANNED': {zh: '筹建', en: 'Planned'}, 'OPEN': {zh: '开放', en: 'Open'}, 'SUSPENDED': {zh: '暂停', en: 'Suspended'}, 'CLOSED': {zh: '关闭', en: 'Closed'}}}
//   hosts_id: {label: {zh: 所在场所编号, en: 'Venue (id)'}, hidden: true}
//   hosts: {label: {zh: 所在场所, en: Venue}, links: {record: hosts_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [ServiceStation, Venue]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, stationType, tier, openFrom, openTo, openDays, is24h, head, status, hosts_id, hosts, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:ServiceStation)
CALL (n) {
  OPTIONAL MATCH (n)<-[r:HOSTS]-(m:Venue)
  RETURN m AS hosts_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.stationType AS stationType,
       n.tier AS tier,
       n.openFrom AS openFrom,
       n.openTo AS openTo,
       n.openDays AS openDays,
       n.is24h AS is24h,
       n.head AS head,
       n.status AS status,
       hosts_at.id AS hosts_id,
       coalesce(hosts_at.name, hosts_at.id) AS hosts,
       n.provenance AS provenance
ORDER BY name, id
