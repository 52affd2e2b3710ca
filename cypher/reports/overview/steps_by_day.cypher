// ---
// title: {zh: 每日进展, en: Steps by day}
// about: {zh: 近些天每天有多少心愿提交、发布、认领、实现，便于与前些天相比。, en: "How many wishes were submitted, published, claimed and fulfilled on each of the last days, to compare with the days before."}
// definition:
//   zh: 每件心愿在每个环节只计一次，计入首次到达该环节的那一天。同一天各环节不是同一批心愿，不能相除作为比率。
//   en: "Each wish counts once at each step, on the day it first reached it. Steps of one day belong to different wishes and do not divide into a rate."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 30, min: 1, max: 400, label: {zh: 天数, en: Days}}
// columns:
//   day: {label: {zh: 日期, en: Day}}
//   step: {label: {zh: 环节, en: Step}, words: step}
//   wishes: {label: {zh: 心愿数, en: Wishes}, unit: count, rows: {report: wishes/at_step, with: {step: step, period: day}, whatever: [days]}}
// same_as:
//   - {column: wishes, report: overview/steps_by_day, its_column: wishes, by: {day: day, step: step}, whatever: [days], settled: day}
// view: {kind: line, x: day, y: wishes, series: step}
// rests_on: [Wish, WishEvent]
// limits: {rows: 1600, seconds: 5}
// expect: {columns: [day, step, wishes], unique: [day, step], not_null: [day, step, wishes]}
// privacy: {small_cell: 5}
// ---
WITH ['SUBMITTED', 'PUBLISHED', 'CLAIMED', 'FULFILLED'] AS steps,
     $as_of - duration({days: $days - 1}) AS start
CALL (steps, start) {
  MATCH (e:WishEvent)<-[:HAS_EVENT]-(w:Wish)
  WHERE e.toStatus IN steps AND e.until >= datetime({date: start, timezone: '+08:00'})
    AND e.at >= datetime({date: start, timezone: '+08:00'}) AND e.at <= $as_of_end
    AND NOT EXISTS {
      MATCH (w)-[:HAS_EVENT]->(before:WishEvent) WHERE before.toStatus = e.toStatus AND before.at < e.at
    }
  WITH date(e.at) AS day, e.toStatus AS step, count(DISTINCT w) AS wishes
  RETURN collect({day: day, step: step, wishes: wishes}) AS counted
}
UNWIND range(0, $days - 1) AS n
UNWIND steps AS step
WITH start + duration({days: n}) AS day, step, counted
RETURN day, step,
       reduce(n = 0, one IN [c IN counted WHERE c.day = day AND c.step = step] | n + one.wishes) AS wishes
