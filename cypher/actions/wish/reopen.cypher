// ---
// title: {zh: 未解决，重新办理, en: "Not solved, do it again"}
// about: {zh: 回访时问题没有解决，退回认领方重新办理。, en: "The visit found it not solved: it goes back to the one who took it up."}
// on: Wish
// from: [FULFILLED]
// to: CLAIMED
// order: 82
// parameters:
//   grade: {type: choice, values: [grade_3, grade_4], words: code, default: grade_4, label: {zh: 满意度, en: Satisfaction}}
//   due: {type: date, default: today+30, label: {zh: 最晚实现日, en: To be fulfilled by}}
//   reason: {type: text, label: {zh: 未解决的问题, en: What is not solved}}
// writes: {nodes: [Visit], relationships: [FOLLOWED_BY], changes: {Claim: [status, endedAt, dueAt]}}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办；请直接办结。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; close it as it is."}
//   no_handover: {zh: 没有兑现记录，先补录兑现。, en: There is no record of the handover; enter that first.}
//   due_past: {zh: 最晚实现日不能早于今天。, en: The day by which it is to be fulfilled cannot lie before today.}
//   due_far: {zh: 最晚实现日应在一年之内。, en: The day by which it is to be fulfilled should lie within a year.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
WITH w, c, h ORDER BY h.at DESC, h.id DESC
WITH w, head(collect(c)) AS c, head(collect(h)) AS h
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN h IS NULL THEN 'no_handover'
         WHEN $due < date($at) THEN 'due_past'
         WHEN $due > date($at) + duration({years: 1}) THEN 'due_far'
         WHEN size($reason) > 500 THEN 'long'
       END AS refusal,
       {} AS details, [c.id, h.id] AS locks
;
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
WITH w, c, h ORDER BY h.at DESC, h.id DESC
WITH w, head(collect(c)) AS c, head(collect(h)) AS h
WITH h, c.id AS former
MATCH (again:Claim {id: former})
CREATE (h)-[:FOLLOWED_BY]->(:Visit {id: $new_Visit, at: $at, grade: toInteger(right($grade, 1)), note: $reason})
SET again.status = 'ACTIVE', again.endedAt = datetime('9999-12-31T00:00:00+08:00'), again.dueAt = datetime({date: $due, hour: 23, minute: 59, second: 59, timezone: '+08:00'})
