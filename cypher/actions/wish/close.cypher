// ---
// title: {zh: 办结, en: Close}
// about: {zh: 实现满 30 天仍未能回访的，直接办结。, en: "30 days after the handover and no visit could be made: it is closed without one."}
// on: Wish
// from: [FULFILLED]
// to: CLOSED
// order: 84
// refusals:
//   no_handover: {zh: 没有兑现记录，先补录兑现。, en: There is no record of the handover; enter that first.}
//   early: {zh: "实现仅 {days} 天，请先回访；满 30 天仍未能回访的，才可直接办结。", en: "It is {days} days since the handover: visit first; it is closed without a visit only after 30 days."}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
WITH w, c, h ORDER BY h.at DESC, h.id DESC
WITH w, head(collect(c)) AS c, head(collect(h)) AS h
WITH h, duration.inDays(date(h.at), date($at)).days AS days
RETURN CASE
         WHEN h IS NULL THEN 'no_handover'
         WHEN days < 30 AND NOT EXISTS { (h)-[:FOLLOWED_BY]->(:Visit) } THEN 'early'
       END AS refusal, {days: days} AS details
