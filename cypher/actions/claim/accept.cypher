// ---
// title: {zh: 确认认领, en: Accept the offer}
// about: {zh: 中心确认这家的认领意向，心愿由它认领。, en: "The centre agrees: the wish is taken up by the one who offered."}
// on: Wish
// from: [PUBLISHED, CARRIED_OVER]
// to: CLAIMED
// order: 54
// actor: centre
// parameters:
//   claim: {type: choice, from: choices/pending_claims, depends_on: id, node: Claim, label: {zh: 认领意向, en: Offer}}
//   due: {type: date, default: today+30, label: {zh: 最晚实现日, en: To be fulfilled by}}
// writes: {changes: {Claim: [status, acceptedAt, dueAt]}}
// refusals:
//   none: {zh: 没有等待确认的认领意向。, en: No offer waits for an answer.}
//   not_pending: {zh: 这份意向已不在等待确认，请从名单里选。, en: That offer does not wait for an answer; choose one from the list.}
//   taken: {zh: "已由 {who} 认领。", en: "{who} has taken it up already."}
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   ended: {zh: "{who} 已停用，不能再认领。", en: "{who} is no longer active and cannot take a wish up."}
//   due_past: {zh: 最晚实现日不能早于今天。, en: The day by which it is to be fulfilled cannot lie before today.}
//   due_far: {zh: 最晚实现日应在一年之内。, en: The day by which it is to be fulfilled should lie within a year.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(waiting:Claim {status: 'PENDING'})
WITH w, count(waiting) AS waiting, min(waiting.id) AS only
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim {id: $claim})
OPTIONAL MATCH (c)<-[:MADE]-(o)
WITH w, waiting, only, c, head(collect(o)) AS o
OPTIONAL MATCH (w)<-[:FOR]-(:Claim {status: 'ACTIVE'})<-[:MADE]-(holder)
WITH w, waiting, only, c, o, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN holder IS NOT NULL THEN 'taken'
         WHEN waiting = 0 THEN 'none'
         WHEN $claim IS NOT NULL AND coalesce(c.status, '') <> 'PENDING' THEN 'not_pending'
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN o.active = false OR o.to <= date($at) THEN 'ended'
         WHEN $due < date($at) THEN 'due_past'
         WHEN $due > date($at) + duration({years: 1}) THEN 'due_far'
       END AS refusal,
       {who: coalesce(holder, o.name)} AS details, [c.id] AS locks,
       {claim: CASE WHEN waiting = 1 THEN only END} AS values
;
MATCH (c:Claim {id: $claim})
SET c.status = 'ACTIVE', c.acceptedAt = $at, c.dueAt = datetime({date: $due, hour: 23, minute: 59, second: 59, timezone: '+08:00'})
