// ---
// title: {zh: 转入下轮, en: Carry over}
// about: {zh: 发布满 30 天没人认领的，转入下轮，优先办理。, en: "Published for 30 days and not taken up: it goes into the next round, with priority."}
// on: Wish
// from: [PUBLISHED]
// to: CARRIED_OVER
// order: 60
// writes: {changes: {Wish: [urgency]}}
// refusals:
//   early: {zh: "发布才 {days} 天，满 30 天没人认领的才转入下轮。", en: "It has been published for {days} days; only after 30 days is it carried over."}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.until >= datetime('9999-12-31T00:00:00+08:00')
WITH w, duration.inDays(date(max(now.at)), date($at)).days AS days
RETURN CASE WHEN days < 30 THEN 'early' END AS refusal, {days: days} AS details
;
MATCH (w:Wish {id: $id})
SET w.urgency = 'urgent'
