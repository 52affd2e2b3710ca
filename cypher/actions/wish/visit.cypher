// ---
// title: {zh: 回访, en: Visit}
// about: {zh: 已回访，问题已解决，心愿办结。, en: "The rider has been visited and all is well: the wish is closed."}
// on: Wish
// from: [FULFILLED]
// to: CLOSED
// order: 80
// parameters:
//   grade: {type: choice, values: [grade_1, grade_2, grade_3, grade_4], words: code, default: grade_2, label: {zh: 满意度, en: Satisfaction}}
//   day: {type: date, default: today, label: {zh: 回访日期, en: Day}}
//   note: {type: text, optional: true, label: {zh: 备注, en: Note}}
// writes: {nodes: [Visit], relationships: [FOLLOWED_BY]}
// refusals:
//   no_handover: {zh: 没有兑现记录，先补录兑现。, en: There is no record of the handover; enter that first.}
//   ahead: {zh: 回访日期不能晚于今天。, en: The day cannot be in the future.}
//   before: {zh: "回访日期不能早于实现日期（{day}）。", en: "The day cannot be before the handover ({day})."}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
WITH w, c, h ORDER BY h.at DESC, h.id DESC
WITH w, head(collect(c)) AS c, head(collect(h)) AS h
RETURN CASE
         WHEN h IS NULL THEN 'no_handover'
         WHEN $day > date($at) THEN 'ahead'
         WHEN $day < date(h.at) THEN 'before'
         WHEN size($note) > 500 THEN 'long'
       END AS refusal,
       {day: toString(date(h.at))} AS details, [h.id] AS locks
;
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
WITH w, c, h ORDER BY h.at DESC, h.id DESC
WITH w, head(collect(c)) AS c, head(collect(h)) AS h
WITH h, CASE WHEN $day = date($at) THEN $at
             ELSE datetime({date: $day, hour: 23, minute: 59, second: 59, timezone: '+08:00'}) END AS moment
CREATE (h)-[:FOLLOWED_BY]->(:Visit {id: $new_Visit, at: moment, grade: toInteger(right($grade, 1)), note: $note})
