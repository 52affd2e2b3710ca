// ---
// title: {zh: 到达某环节的心愿, en: Wishes that reached a step}
// about:
//   zh: 某段时间首次到达某个办理环节的心愿，一件一行，如 2025年7月发布的。
//   en: "Wishes that first reached a step within a period, one a row, such as those published in July 2025."
// definition:
//   zh: 每件心愿在每个环节只计一次，计入首次到达的那一天；重新发布、重新认领的不再计。没有时间记录的心愿（报道中的一件）不在其内。
//   en: "Each wish counts once at each step, on the day it first reached it; a second publication or claim is not counted again. A wish with no recorded times (the article's one) is not in it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   step: {type: choice, values: [SUBMITTED, PUBLISHED, CLAIMED, FULFILLED, CLOSED, REJECTED, REFERRED], default: PUBLISHED, label: {zh: 环节, en: Step}, words: step}
//   period: {type: period, optional: true, label: {zh: 期间, en: Period}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   reached: {label: {zh: 到达日, en: Reached on}}
//   status: {label: {zh: 当日状态, en: Status on the day}, words: wish_status}
// view: {kind: table}
// rests_on: [Wish, WishEvent]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, reached, status], unique: [wish_id], not_null: [wish_id, wish, category, reached]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = $step AND e.at <= $as_of_end AND ($category IS NULL OR w.category = $category)
WITH w, min(e.at) AS first
WHERE $period_begin IS NULL OR ($period_begin <= first AND first < $period_end)
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, date(first) AS reached, status
ORDER BY reached DESC, wish_id
