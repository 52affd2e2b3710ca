// ---
// question: R02
// title: {zh: 心愿办理进度（按月）, en: Wishes through their steps by month}
// about:
//   zh: 每月有多少心愿提交、发布、认领、实现、办结，以及不予采纳和转办。
//   en: "How many wishes were submitted, published, claimed, fulfilled and closed each month, and how many were rejected or referred."
// definition:
//   zh: 每件心愿在每个环节只计一次，计入首次到达该环节的月份；重新认领、重新发布的不再重复计算。各环节的心愿不一定在同一个月提交，同月各环节不能相除作为比率。没有时间记录的心愿（报道中的一件）不在其内。
//   en: "Each wish counts once at each step, in the month it first reached it; a second publication or claim is not counted again. Steps of one month belong to different wishes, so they do not divide into a rate. A wish with no recorded times (the article's one) is not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   months: {type: integer, default: 24, min: 1, max: 120, label: {zh: 月数, en: Months}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   month: {label: {zh: 月份, en: Month}}
//   step: {label: {zh: 环节, en: Step}, words: step}
//   wishes: {label: {zh: 心愿数, en: Wishes}, unit: count, rows: {report: wishes/at_step, with: {step: step, period: month}, whatever: [months]}}
// same_as:
//   - {column: wishes, report: wishes/funnel, its_column: wishes, by: {month: month, step: step}, whatever: [months], settled: month}
// view: {kind: line, x: month, y: wishes, series: step}
// rests_on: [Wish, WishEvent]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [month, step, wishes], unique: [month, step], not_null: [month, step, wishes]}
// ---
WITH ['SUBMITTED', 'PUBLISHED', 'CLAIMED', 'FULFILLED', 'CLOSED', 'REJECTED', 'REFERRED'] AS steps,
     date.truncate('month', $as_of) AS last
CALL (steps, last) {
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus IN steps AND e.at <= $as_of_end
    AND ($category IS NULL OR w.category = $category)
  WITH w, e.toStatus AS step, min(e.at) AS first
  WITH step, date.truncate('month', date(first)) AS month, count(*) AS wishes
  WHERE month > last - duration({months: $months})
  RETURN collect({step: step, month: month, wishes: wishes}) AS counted
}
UNWIND range($months - 1, 0, -1) AS back
UNWIND steps AS step
WITH last - duration({months: back}) AS month, step, counted
RETURN left(toString(month), 7) AS month, step,
       reduce(n = 0, one IN [c IN counted WHERE c.month = month AND c.step = step] | n + one.wishes)
         AS wishes
