// ---
// question: V17
// title: {zh: 善款记录不完整, en: Incomplete record of money}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 捐赠须有捐赠方和专款，认捐须有认捐方和项目，专款须有项目，采购、批次、发放须有上一环；请补录。
//   en: "A gift needs its giver and its fund, a pledge its maker and its project, a fund its project; a purchase, a batch and a distribution need what they came from. Record what is missing."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Donation, Pledge, Fund, Purchase, ItemBatch, Distribution]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, mender, entered_by]}
// ---
CALL () {
  MATCH (n:Donation)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:GAVE]-() }
  RETURN n, 'gift_without_giver' AS fault
  UNION ALL
  MATCH (n:Donation)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:INTO]->(:Fund) }
  RETURN n, 'gift_without_fund' AS fault
  UNION ALL
  MATCH (n:Pledge)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:PLEDGED]-() }
  RETURN n, 'pledge_without_maker' AS fault
  UNION ALL
  MATCH (n:Pledge)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:TO]->(:Project) }
  RETURN n, 'pledge_without_project' AS fault
  UNION ALL
  MATCH (n:Fund)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:OF]->(:Project) }
  RETURN n, 'fund_without_project' AS fault
  UNION ALL
  MATCH (n:Purchase)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:PAID]-(:Fund) }
  RETURN n, 'purchase_without_fund' AS fault
  UNION ALL
  MATCH (n:ItemBatch)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:BOUGHT]-(:Purchase) }
  RETURN n, 'batch_without_purchase' AS fault
  UNION ALL
  MATCH (n:Distribution)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:GIVEN_IN]-(:ItemBatch) }
  RETURN n, 'distribution_without_batch' AS fault
}
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, head(labels(n)) AS kind, coalesce(n.name, n.item, n.id) AS name, fault, 'money' AS mender,
       run.by AS entered_by
ORDER BY id, fault
