// ---
// title: {zh: 每月末的待办, en: Open at each month's end}
// about: {zh: 每个月末有多少心愿待认领、多少正在认领，其中多少等待已久或逾期。, en: "How many wishes were open and how many claimed at each month's end, and how many of them had been so for long."}
// definition:
//   zh: 按每月最后一天终了时的状况，最后一个月按当日。待认领：处于“待认领”或“转入下轮”，其中自首次发布超过30天的另列；认领中：已确认、尚未结束的认领，其中过了期限日的为逾期。
//   en: "As things stood at the end of each month's last day, of the day itself for the last month. Open: published or carried over, of them those first published more than 30 days before; live: claims accepted and not ended, of them those past their due day."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   months: {type: integer, default: 13, min: 1, max: 60, label: {zh: 月数, en: Months}}
// columns:
//   month: {label: {zh: 月末, en: Month's end}}
//   day: {label: {zh: 截至日, en: Day}, hidden: true}
//   state: {label: {zh: 状况, en: State}, words: open_state}
//   wishes: {label: {zh: 心愿数, en: Wishes}, unit: count, rows: [
//     {report: wishes/counted, where: {state: [open, long_open]}, with: {as_of: day, state: state}, whatever: [months]},
//     {report: wishes/live_claims, where: {state: [live, overdue]}, with: {as_of: day, state: state}, whatever: [months]}]}
// total_rows:
//   - {column: state, total: open, parts: [long_open], counts: [wishes], within: [month], rest: true}
//   - {column: state, total: live, parts: [overdue], counts: [wishes], within: [month], rest: true}
// same_as:
//   - {column: wishes, report: overview/open_by_month, its_column: wishes, by: {month: month, state: state}, whatever: [months], settled: month}
// view: {kind: line, x: month, y: wishes, series: state}
// rests_on: [Wish, WishEvent, Claim]
// limits: {rows: 240, seconds: 10}
// expect: {columns: [month, day, state, wishes], unique: [month, state], not_null: [month, state, wishes]}
// privacy: {small_cell: 5}
// ---
WITH date.truncate('month', $as_of) AS last
WITH [back IN range($months - 1, 0, -1) | CASE back WHEN 0 THEN $as_of
       ELSE last - duration({months: back - 1}) - duration({days: 1}) END] AS days
WITH days, [day IN days | datetime({date: day + duration({days: 1}), timezone: '+08:00'})] AS ends
CALL (days, ends) {
  CALL (days, ends) {
    MATCH (now:WishEvent)
    WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND now.until >= ends[0] AND now.at <= $as_of_end
    MATCH (now)<-[:HAS_EVENT]-(w:Wish)
    CALL (w) {
      MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
      WHERE e.toStatus = 'PUBLISHED'
      RETURN min(e.at) AS first
    }
    UNWIND [i IN range(0, size(ends) - 1) WHERE now.at < ends[i] AND now.until >= ends[i]] AS i
    WITH i, duration.inDays(date(first), days[i]).days > 30 AS is_long
    UNWIND CASE WHEN is_long THEN ['open', 'long_open'] ELSE ['open'] END AS state
    RETURN i, state, count(*) AS wishes
    UNION ALL
    MATCH (c:Claim)-[:FOR]->(:Wish)
    WHERE c.endedAt >= ends[0] AND c.acceptedAt <= $as_of_end
    UNWIND [i IN range(0, size(ends) - 1) WHERE c.acceptedAt < ends[i] AND c.endedAt >= ends[i]] AS i
    WITH i, coalesce(date(c.dueAt) < days[i], false) AS is_late
    UNWIND CASE WHEN is_late THEN ['live', 'overdue'] ELSE ['live'] END AS state
    RETURN i, state, count(*) AS wishes
  }
  RETURN collect({i: i, state: state, wishes: wishes}) AS counted
}
UNWIND range(0, size(days) - 1) AS i
UNWIND ['open', 'long_open', 'live', 'overdue'] AS state
RETURN left(toString(days[i]), 7) AS month, days[i] AS day, state,
       reduce(n = 0, one IN [c IN counted WHERE c.i = i AND c.state = state] | n + one.wishes) AS wishes
