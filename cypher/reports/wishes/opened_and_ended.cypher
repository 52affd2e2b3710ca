// ---
// title: {zh: 待认领心愿的增减, en: Wishes that came open and that went}
// about:
//   zh: 从较早的一天到当日，哪些心愿新进入待认领、哪些不再待认领，一件一行；相抵就是待认领件数的变化。
//   en: "Which wishes came to be open between an earlier day and the day, and which are no longer open, one a row; taken together they are how the number of open wishes has changed."
// definition:
//   zh: 只比较两天终了时的状况：当日待认领而较早那天不是的记 +1，较早那天待认领而当日不是的记 −1；两天都是或都不是的不列，其间来了又走的也不列。待认领：曾经发布，处于“待认领”或“转入下轮”。
//   en: "The ends of the two days are compared: +1 for a wish open on the day and not on the earlier one, -1 for one open on the earlier day and not on the day; those open on both or on neither are not listed, whatever happened in between. Open: published at some time, and published or carried over then."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, when_empty: {zh: 一个月前, en: a month before}, label: {zh: 较早的一天, en: Earlier day}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   status: {label: {zh: 当日状态, en: Status on the day}, words: wish_status}
//   entered: {label: {zh: 进入此状态, en: In it since}}
//   change: {label: {zh: 增减, en: Change}, adds_up: true}
// view: {kind: table}
// rests_on: [Wish, WishEvent]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, status, entered, change], unique: [wish_id], not_null: [change, wish_id, wish, category]}
// ---
WITH coalesce($since, $as_of - duration({months: 1})) + duration({days: 1}) AS next_day
WITH datetime({date: next_day, timezone: '+08:00'}) AS then_end
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND e.at <= $as_of_end
WITH w, min(CASE e.toStatus WHEN 'PUBLISHED' THEN e.at END) AS first,
     count(CASE WHEN e.until > $as_of_end THEN 1 END) > 0 AS is_open,
     count(CASE WHEN e.at < then_end AND e.until >= then_end THEN 1 END) > 0 AS was_open, then_end
WITH w, is_open AND first IS NOT NULL AS is_open,
     coalesce(was_open AND first < then_end, false) AS was_open
WHERE is_open <> was_open
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, now.toStatus AS status,
       date(now.at) AS entered, CASE WHEN is_open THEN 1 ELSE -1 END AS change
ORDER BY change DESC, entered DESC, wish_id
