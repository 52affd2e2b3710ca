// ---
// title: {zh: 转入下轮, en: Carry over}
// about: {zh: 发布满 30 天无人认领的，转入下轮，优先办理。, en: "Published for 30 days and not taken up: it goes into the next round, with priority."}
// on: Wish
// from: [PUBLISHED]
// to: CARRIED_OVER
// order: 60
// writes: {changes: {Wish: [urgency]}}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   early: {zh: "发布仅 {days} 天，满 30 天无人认领的才转入下轮。", en: "It has been published for {days} days; only after 30 days is it carried over."}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.until >= datetime('9999-12-31T00:00:00+08:00')
WITH w, duration.inDays(date(max(now.at)), date($at)).days AS days
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN days < 30 THEN 'early'
       END AS refusal, {days: days} AS details
;
MATCH (w:Wish {id: $id})
SET w.urgency = 'urgent'
