// ---
// title: {zh: 认领方取消, en: Cancelled by the claimant}
// about: {zh: 认领方无法继续办理，心愿重新等待认领。, en: The claimant cannot do it; the wish can be taken up anew.}
// on: Wish
// from: [CLAIMED]
// to: PUBLISHED
// order: 74
// actor: claimant
// parameters:
//   reason: {type: text, label: {zh: 取消的原因, en: Why it is cancelled}}
// writes: {changes: {Claim: [status, endedAt, endReason]}}
// confirm: {zh: 认领到此结束，心愿重新等待认领。请确认没有物品已在途中。, en: The claim ends and the wish can be taken up anew. Check that nothing is on its way.}
// refusals:
//   no_claim: {zh: 没有正在办的认领。, en: There is no claim under way.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN live IS NULL THEN 'no_claim'
         WHEN size($reason) > 500 THEN 'long'
       END AS refusal,
       {who: holder} AS details, [live.id] AS locks
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'ACTIVE'})
SET c.status = 'CANCELLED', c.endedAt = $at, c.endReason = $reason
