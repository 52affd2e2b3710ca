// ---
// title: {zh: 婉拒意向, en: Decline the offer}
// about: {zh: 中心没有同意这家的认领意向，写明原因。, en: "The centre does not agree to this offer, and says why."}
// on: Wish
// order: 56
// actor: centre
// parameters:
//   claim: {type: choice, from: choices/pending_claims, depends_on: id, node: Claim, label: {zh: 认领意向, en: Offer}}
//   reason: {type: text, label: {zh: 原因, en: Reason}}
// writes: {changes: {Claim: [status, endedAt, endReason]}}
// refusals:
//   none: {zh: 没有等待确认的认领意向。, en: No offer waits for an answer.}
//   not_pending: {zh: 这份意向已不在等待确认，请从名单里选。, en: That offer does not wait for an answer; choose one from the list.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(waiting:Claim {status: 'PENDING'})
WITH w, count(waiting) AS waiting, min(waiting.id) AS only
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim {id: $claim})
OPTIONAL MATCH (c)<-[:MADE]-(o)
WITH w, waiting, only, c, head(collect(o)) AS o
RETURN CASE
         WHEN waiting = 0 THEN 'none'
         WHEN $claim IS NOT NULL AND coalesce(c.status, '') <> 'PENDING' THEN 'not_pending'
         WHEN size($reason) > 500 THEN 'long'
       END AS refusal,
       {} AS details, [c.id] AS locks, {claim: CASE WHEN waiting = 1 THEN only END} AS values
;
MATCH (c:Claim {id: $claim})
SET c.status = 'REJECTED', c.endedAt = $at, c.endReason = $reason
