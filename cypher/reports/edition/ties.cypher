// ---
// title: {zh: 系统中的全部关系, en: Every relationship in the graph}
// about:
//   zh: 截至当日已开始的每条关系：起点、类型、终点、数据性质、全部属性；录入时间与导入批次不列。年度版的数据文件由此写成。
//   en: "Every relationship that had begun by the day: start, type, end, kind of data, all properties but times of entry and import runs. An edition's data files are written from it."
// definition:
//   zh: 带起始日的关系，起始不晚于当日才列出，已结束的也列出；其余关系都列出，年度版只取两端都已开始的。
//   en: "A dated relationship is listed once it had begun, also when it has ended; all others are listed, and an edition takes those whose two ends had begun."
// audience: [staff, committee]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   start: {label: {zh: 起点编号, en: Start id}}
//   type: {label: {zh: 类型, en: Type}}
//   end: {label: {zh: 终点编号, en: End id}}
//   provenance: {label: {zh: 数据性质, en: Kind of data}, words: provenance}
//   properties: {label: {zh: 属性, en: Properties}}
// rests_on: [Organization, DeliverySite, Wish, Claim, Donation]
// accepts: {all_nodes_scan: "an edition writes the whole graph down"}
// limits: {rows: 1000000, seconds: 120}
// expect: {columns: [start, type, end, provenance, properties], not_null: [start, type, end, properties]}
// ---
MATCH (a)-[r]->(b)
WHERE a.id IS NOT NULL AND b.id IS NOT NULL
  AND coalesce(r.from <= $as_of, true) AND coalesce(r.at <= $as_of_end, true)
RETURN a.id AS start, type(r) AS type, b.id AS end, r.provenance AS provenance,
       r {.*, createdAt: null, importId: null, rev: null,
          updatedAt: CASE WHEN r:STOCKS THEN r.updatedAt END} AS properties
ORDER BY start, type, end, r.from, r.mode
