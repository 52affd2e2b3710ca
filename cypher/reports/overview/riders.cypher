// ---
// title: {zh: 从业人员, en: Workers at the sites}
// about: {zh: 当日在各配送站点工作的人数，按岗位分。, en: "People working at the delivery sites on the day, by role."}
// definition:
//   zh: 截至当日有在职关系的人数，不含已离职的；报道中的骑手没有站点记录，不计在内。
//   en: "People employed at a site on the day; leavers are not counted, nor is the article's rider, who has no site on record."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 从业人员, en: Workers}, unit: person, rows: {report: people/sites, values: {staffed: true}, adds: riders}}
//   rider: {label: {zh: 外卖骑手, en: Takeaway riders}, unit: person}
//   courier: {label: {zh: 快递员, en: Couriers}, unit: person}
//   logistics: {label: {zh: 物流, en: Logistics}, unit: person}
//   site_staff: {label: {zh: 站点管理, en: Site staff}, unit: person}
// sums:
//   - {total: recorded, parts: [rider, courier, logistics, site_staff]}
// same_as:
//   - {column: recorded, report: overview/sites, its_column: riders}
//   - {column: recorded, report: people/base_situation, its_column: recorded, its_rows: {item: workers}}
// view: {kind: number, value: recorded}
// rests_on: [Rider, DeliverySite]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, rider, courier, logistics, site_staff], not_null: [recorded, rider, courier, logistics, site_staff]}
// ---
MATCH (r:Rider)-[works:WORKS_AT]->(:DeliverySite)
WHERE works.from <= $as_of AND works.to > $as_of
WITH DISTINCT r
RETURN count(r) AS recorded,
       count(CASE WHEN r.role = 'rider' THEN 1 END) AS rider,
       count(CASE WHEN r.role = 'courier' THEN 1 END) AS courier,
       count(CASE WHEN r.role = 'logistics' THEN 1 END) AS logistics,
       count(CASE WHEN r.role = 'site_staff' THEN 1 END) AS site_staff
