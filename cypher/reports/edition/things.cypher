// ---
// title: {zh: 系统中的全部对象, en: Everything in the graph}
// about:
//   zh: 截至当日已有的每个对象：编号、标签、数据性质、全部属性；录入时间与导入批次不列。年度版的数据文件由此写成。
//   en: "Every thing that had begun by the day: id, labels, kind of data, all properties but times of entry and import runs. An edition's data files are written from it."
// definition:
//   zh: 有开始时间的，开始不晚于当日才列出；骑手在第一份工作开始之后、孩子在其监护人之后、批次在其采购之后列出；没有开始时间的都列出。“当日状态”由截至当日的流转、认领、兑付与退款得出，没有历史的状态为现状。导入与操作记录不列。
//   en: "What has a beginning is listed once it had begun; a rider from the first job on, a child with its guardian, a batch with its purchase; what has no beginning is always listed. The state on the day is worked out from events, claims, settlements and refunds by the day; where a state keeps no history it is the present one. Records of imports and of writes are not listed."
// audience: [staff, committee]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   people: {type: boolean, default: true, label: {zh: 含个人记录, en: With persons' records}}
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   labels: {label: {zh: 标签, en: Labels}}
//   provenance: {label: {zh: 数据性质, en: Kind of data}, words: provenance}
//   status: {label: {zh: 当日状态, en: State on the day}}
//   properties: {label: {zh: 属性, en: Properties}}
// no_past: {zh: 站点开放、物资、可达等没有历史，按现状。, en: "What stations offer, supplies and reach keep no history and are as now."}
// rests_on: [Organization, DeliverySite, Wish, Claim, Donation]
// accepts: {all_nodes_scan: "an edition writes the whole graph down"}
// limits: {rows: 1000000, seconds: 120}
// expect: {columns: [id, labels, provenance, status, properties], unique: [id], not_null: [id, labels, properties]}
// ---
MATCH (n)
WHERE n.id IS NOT NULL AND NOT n:ImportRun AND NOT n:ChangeRun AND NOT n:AuditRecord AND NOT n:ModelVersion
  AND ($people OR NOT n:Rider AND NOT n:Child AND NOT n:Consent)
WITH n, coalesce(n.submittedAt, n.claimedAt, n.pledgedAt, n.receivedAt, n.openedAt, n.grantedAt,
                 n.publishedAt, n.startAt, n.at) AS begins
WHERE coalesce(begins <= $as_of_end, true) AND coalesce(n.from <= $as_of, true)
  AND (NOT n:Rider OR NOT EXISTS { (n)-[:WORKS_AT]->() }
       OR EXISTS { MATCH (n)-[works:WORKS_AT]->() WHERE works.from <= $as_of })
  AND (NOT n:Child OR NOT EXISTS { (n)<-[:GUARDIAN_OF]-(:Rider)-[:WORKS_AT]->() }
       OR EXISTS { MATCH (n)<-[:GUARDIAN_OF]-(:Rider)-[works:WORKS_AT]->() WHERE works.from <= $as_of })
  AND (NOT n:ItemBatch OR NOT EXISTS { (n)<-[:BOUGHT]-(:Purchase) }
       OR EXISTS { MATCH (n)<-[:BOUGHT]-(p:Purchase) WHERE p.at <= $as_of_end })
RETURN n.id AS id, labels(n) AS labels, n.provenance AS provenance,
       CASE
         WHEN n:Wish THEN coalesce(head(COLLECT {
           MATCH (n)-[:HAS_EVENT]->(e:WishEvent)
           WHERE e.at <= $as_of_end AND e.until > $as_of_end
           RETURN e.toStatus
         }), n.status)
         WHEN n:Claim AND n.endedAt > $as_of_end
           THEN CASE WHEN n.acceptedAt <= $as_of_end THEN 'ACTIVE' ELSE 'PENDING' END
         WHEN n:Pledge AND n.endedAt > $as_of_end
           THEN CASE WHEN EXISTS {
             MATCH (n)<-[settles:SETTLES]-(d:Donation)
             WHERE d.receivedAt <= $as_of_end AND settles.fen > 0
           } THEN 'PARTLY_PAID' ELSE 'OPEN' END
         WHEN n:Donation AND n.refundedAt > $as_of_end THEN 'RECEIVED'
         WHEN n:Fund AND n.closedAt > $as_of_end THEN 'OPEN'
         ELSE n.status
       END AS status,
       n {.*, createdAt: null, updatedAt: null, importId: null, rev: null, reachPlace: null} AS properties
ORDER BY id
