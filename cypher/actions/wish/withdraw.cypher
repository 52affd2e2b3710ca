// ---
// title: {zh: 撤回, en: Withdraw}
// about: {zh: 骑手不再需要了。正在办的认领和等确认的意向一并结束。, en: The rider no longer wants it. A claim under way and offers end with it.}
// on: Wish
// from: [SUBMITTED, IN_REVIEW, RETURNED, PUBLISHED, CARRIED_OVER, CLAIMED]
// to: WITHDRAWN
// order: 95
// actor: rider
// parameters:
//   reason: {type: text, optional: true, label: {zh: 原因, en: Reason}}
// writes: {changes: {Claim: [status, endedAt, endReason]}}
// confirm: {zh: 撤回后，这件心愿即告结束。, en: The wish ends with this.}
// refusals:
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)
WHERE c.status IN ['PENDING', 'ACTIVE']
RETURN CASE WHEN size($reason) > 500 THEN 'long' END AS refusal, {} AS details, collect(c.id) AS locks
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim)
WHERE c.status IN ['PENDING', 'ACTIVE']
SET c.status = CASE c.status WHEN 'ACTIVE' THEN 'REVOKED' ELSE 'REJECTED' END, c.endedAt = $at,
    c.endReason = coalesce($reason, '心愿已撤回')
