// ---
// question: R27
// title: {zh: 逐月需求与上年同期, en: Demand by month beside the year before}
// about:
//   zh: 近12个月每月提交的心愿，与上年同月并列。节日逐年移动（如春节、中秋），同月相比会受影响；要按节日比，见“节日前后的需求”。
//   en: "Wishes submitted in each of the last 12 months, beside the same month of the year before. Festivals move from year to year (Spring Festival, Mid-Autumn), which same months do not allow for; to compare by a festival, see 'Demand around a festival'."
// definition:
//   zh: 按首次提交的日子计，不论后来是否发布。最后一个月只计到当日，上年同月也只计到同一天，两边一样长。没有提交时间的心愿（报道中的一件）不在其内。
//   en: "By the day of first submission, whether or not the wish was published later. The last month runs to the day only, and so does the same month of the year before, so that both are equally long. A wish with no time of submission (the article's one) is not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   month: {label: {zh: 月份, en: Month}}
//   period: {label: {zh: 年度, en: Year}, words: year_beside}
//   wishes: {label: {zh: 提交心愿, en: Wishes submitted}, unit: count}
//   counted: {label: {zh: 所计月份（整月）, en: Month counted (if whole)}, hidden: true, empty: not_applicable}
// same_as:
//   - {column: wishes, rows: {period: this_year}, report: wishes/funnel, its_column: wishes, its_rows: {step: SUBMITTED}, by: {month: month}, whatever: [months]}
//   - {column: wishes, report: wishes/funnel, its_column: wishes, its_rows: {step: SUBMITTED}, by: {counted: month}, whatever: [months], settled: counted}
//   - {column: wishes, report: wishes/season, its_column: wishes, by: {counted: counted}, settled: counted}
// view: {kind: line, x: month, y: wishes, series: period}
// rests_on: [Wish]
// limits: {rows: 24, seconds: 5}
// expect: {columns: [month, period, wishes, counted], unique: [month, period], not_null: [month, period, wishes], min_rows: 24, max_rows: 24}
// privacy: {small_cell: 5}
// ---
WITH date.truncate('month', $as_of) AS last, $as_of + duration({days: 1}) AS next
// The same day a year before; the month's last day where the day is the month's last.
WITH last, CASE WHEN next.day = 1 THEN last - duration({months: 11}) - duration({days: 1})
                ELSE $as_of - duration({years: 1}) END AS year_ago
UNWIND ['this_year', 'last_year'] AS period
WITH last, period, CASE period WHEN 'this_year' THEN 0 ELSE 12 END AS back,
     CASE period WHEN 'this_year' THEN $as_of ELSE year_ago END AS until
CALL (last, back, until) {
  WITH last - duration({months: back + 11}) AS first, until + duration({days: 1}) AS after
  MATCH (w:Wish)
  WHERE w.submittedAt >= datetime({date: first, timezone: '+08:00'})
    AND w.submittedAt < datetime({date: after, timezone: '+08:00'})
    AND ($category IS NULL OR w.category = $category)
  WITH date.truncate('month', date(w.submittedAt)) AS month, count(*) AS wishes
  RETURN collect({month: month, wishes: wishes}) AS counted
}
UNWIND range(11, 0, -1) AS n
WITH period, last - duration({months: n}) AS month, last - duration({months: n + back}) AS meant,
     until, counted
RETURN left(toString(month), 7) AS month, period,
       reduce(n = 0, one IN [c IN counted WHERE c.month = meant] | n + one.wishes) AS wishes,
       CASE WHEN meant + duration({months: 1}) <= until + duration({days: 1})
            THEN left(toString(meant), 7) END AS counted
ORDER BY month, period DESC
