// ---
// question: R28
// title: {zh: 已撤回同意而数据仍在, en: Consent withdrawn and data still held}
// about:
//   zh: 同意已经撤回、所涉数据仍留在系统中的，逐条列出，供删除或重新取得同意。
//   en: "Each consent that was withdrawn while the data it covers is still in the graph, to delete the data or ask again."
// definition:
//   zh: 截至当日已撤回、且同一事项没有另一个同类同意在当日有效的；一件事项一行。撤回“办理心愿”之后，已结束的心愿依法或依约须留存多久，请按制度办理。撤回日距今越久越靠前。
//   en: "Consents withdrawn by the day where no other consent of the same scope for the same thing holds on the day; one row for each thing covered. How long a finished wish must be kept after its rider has withdrawn is for the rules of the house to say. The longest withdrawn come first."
// no_past: {zh: 数据是否仍在，看的是现在；过去某日已删除的，查不到。, en: "Whether data is still held is as of now; what was deleted leaves no trace here."}
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   scope: {type: choice, values: [wish_processing, show_to_claimant, publish, child_data, be_named], optional: true, label: {zh: 同意范围, en: Scope}, words: code}
// columns:
//   consent_id: {label: {zh: 同意编号, en: Consent}, links: consent}
//   scope: {label: {zh: 同意范围, en: Scope}, words: code}
//   what: {label: {zh: 所涉事项, en: About}, words: kind}
//   thing_id: {label: {zh: 事项编号, en: Given for}, links: {record: thing_id}}
//   status: {label: {zh: 心愿当日状态, en: "Status, if a wish"}, words: wish_status, empty: not_applicable}
//   granted: {label: {zh: 同意日, en: Granted}}
//   withdrawn: {label: {zh: 撤回日, en: Withdrawn}}
//   days_since: {label: {zh: 已过, en: Since then}, unit: day}
// view: {kind: table}
// rests_on: [Consent, Wish, Child, Organization]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [consent_id, scope, what, thing_id, status, granted, withdrawn, days_since], unique: [consent_id, thing_id], not_null: [consent_id, scope, what, thing_id, granted, withdrawn, days_since]}
// ---
MATCH (c:Consent)
WHERE c.withdrawnAt <= $as_of_end AND ($scope IS NULL OR c.scope = $scope)
MATCH (c)-[:COVERS]->(thing)
WHERE NOT EXISTS {
  MATCH (thing)<-[:COVERS]-(other:Consent)
  WHERE other.scope = c.scope AND other.grantedAt <= $as_of_end AND other.withdrawnAt > $as_of_end
}
CALL (thing) {
  OPTIONAL MATCH (thing)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
RETURN c.id AS consent_id, c.scope AS scope,
       CASE WHEN thing:Wish THEN 'Wish' WHEN thing:Child THEN 'Child' ELSE 'Organization' END AS what,
       thing.id AS thing_id, status, date(c.grantedAt) AS granted, date(c.withdrawnAt) AS withdrawn,
       duration.inDays(c.withdrawnAt, $as_of_end).days AS days_since
ORDER BY days_since DESC, consent_id, thing_id
