// ---
// title: {zh: 逾期失效, en: Expired}
// about: {zh: 7 天没有对接，或过了最晚实现日，认领失效。, en: "Not in touch within 7 days, or past the day agreed: the claim lapses."}
// on: Wish
// from: [CLAIMED]
// to: PUBLISHED
// order: 78
// parameters:
//   reason: {type: text, label: {zh: 说明, en: Remark}}
// writes: {changes: {Claim: [status, endedAt, endReason]}}
// confirm: {zh: 认领到此结束，心愿重新等待认领。请确认没有物品已在途中。, en: The claim ends and the wish can be taken up anew. Check that nothing is on its way.}
// refusals:
//   no_claim: {zh: 没有正在办的认领。, en: There is no claim under way.}
//   not_due: {zh: "{who} 的认领还没有逾期：对接不满 7 天，也没过最晚实现日（{due}）。", en: "The claim of {who} has not lapsed: it is within the 7 days or in touch, and the day agreed ({due}) has not passed."}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN live IS NULL THEN 'no_claim'
         WHEN NOT coalesce(live.contactedAt IS NULL AND live.acceptedAt < $at - duration({days: 7}), false)
              AND NOT coalesce(live.dueAt < $at, false) THEN 'not_due'
         WHEN size($reason) > 500 THEN 'long'
       END AS refusal,
       {who: holder, due: coalesce(toString(date(live.dueAt)), '—')} AS details, [live.id] AS locks
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'ACTIVE'})
SET c.status = 'EXPIRED', c.endedAt = $at, c.endReason = $reason
