// ---
// title: {zh: 兑现与回访明细, en: Handovers and their visits}
// about:
//   zh: 截至当日的兑现，一次一行：哪件心愿、谁兑现的、回访没有、骑手怎么评价。
//   en: "Handovers by the day, one a row: which wish, by whom, whether it was followed by a visit, and the grade given."
// definition:
//   zh: 口径与“回访率与满意度”“回访评价分布”相同：一次兑现有几次回访的，按最近一次的评价。
//   en: "As in 'Visits and satisfaction' and 'What visited riders said': where a handover had several visits the latest grade counts."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 兑现日期自, en: Handed over from}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   visit: {type: choice, values: [visited, not_visited], optional: true, label: {zh: 回访, en: Visit}, words: handover_visit}
//   grade: {type: multi_choice, values: [grade_1, grade_2, grade_3, grade_4], optional: true, label: {zh: 评价, en: Grade}, words: code}
// columns:
//   handover_id: {label: {zh: 兑现编号, en: Handover id}, links: handover, hidden: true}
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   supporter_id: {label: {zh: 兑现方编号, en: Id of who fulfilled it}, links: organisation, hidden: true}
//   supporter: {label: {zh: 兑现方, en: Fulfilled by}, links: {record: supporter_id}}
//   handed_over: {label: {zh: 兑现, en: Handed over}, links: {record: handover_id}}
//   visited: {label: {zh: 最近回访, en: Latest visit}, empty: not_applicable}
//   grade: {label: {zh: 评价, en: Grade}, words: code, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, Claim, Handover, Visit, Organization, Company]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [handover_id, wish_id, wish, category, supporter_id, supporter, handed_over, visited, grade], unique: [handover_id], not_null: [handover_id, wish_id, handed_over]}
// ---
MATCH (h:Handover)<-[:RESULTED_IN]-(c:Claim)-[:FOR]->(w:Wish)
WHERE h.at <= $as_of_end AND ($since IS NULL OR date(h.at) >= $since)
  AND ($category IS NULL OR w.category = $category)
CALL (h) {
  OPTIONAL MATCH (h)-[:FOLLOWED_BY]->(v:Visit)
  WHERE v.at <= $as_of_end
  WITH v ORDER BY v.at DESC, v.id DESC LIMIT 1
  RETURN v
}
WITH h, c, w, v, 'grade_' + toString(v.grade) AS grade
WHERE CASE $visit WHEN 'visited' THEN v IS NOT NULL WHEN 'not_visited' THEN v IS NULL ELSE true END
  AND ($grade IS NULL OR grade IN $grade)
CALL (c) {
  OPTIONAL MATCH (o)-[:MADE]->(c)
  RETURN o ORDER BY o.id LIMIT 1
}
RETURN h.id AS handover_id, w.id AS wish_id, w.title AS wish, w.category AS category, o.id AS supporter_id,
       o.name AS supporter, date(h.at) AS handed_over, date(v.at) AS visited, grade
ORDER BY handed_over DESC, handover_id
