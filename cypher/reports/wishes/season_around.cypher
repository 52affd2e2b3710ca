// ---
// question: R27
// title: {zh: 节日前后的需求, en: Demand around a festival}
// about:
//   zh: 同一节日前后，这一次与上一次各提交了多少心愿，按类别比较。节日的日子逐年不同，请分别填写，如春节：2025-01-29 与 2024-02-10。
//   en: "Wishes submitted around a festival this time and the time before, by category. A festival falls on another day each year: give both, such as Spring Festival: 2025-01-29 and 2024-02-10."
// definition:
//   zh: 按首次提交的日子计，自节日前若干天起，至节日后若干天止，首尾都算。当日还没到“节日后”的最后一天时，两次都只计到同样的天数，两边一样长。不填这一次的日子时，按截至当日；不填上一次的日子时，按早一年的同一天，那只适合日子固定的节日。
//   en: "By the day of first submission, from so many days before the festival to so many after it, both ends included. Where the last of those days has not come yet, both times run to the same number of days, so that they are equally long. With no day given the festival is the day of the report itself; with none for the time before it is the same day a year earlier, which is right only for a festival of a fixed day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   festival: {type: date, optional: true, label: {zh: 这一次的节日, en: The festival's day}}
//   before: {type: date, optional: true, label: {zh: 上一次的节日, en: Its day the time before}}
//   days_before: {type: integer, default: 30, min: 0, max: 180, label: {zh: 节前（天）, en: Days before it}}
//   days_after: {type: integer, default: 15, min: 0, max: 180, label: {zh: 节后（天）, en: Days after it}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   this_time: {label: {zh: 这一次, en: This time}, unit: count}
//   time_before: {label: {zh: 上一次, en: The time before}, unit: count}
//   change: {label: {zh: 增减, en: Change}}
//   from_day: {label: {zh: 这一次自, en: This time from}}
//   to_day: {label: {zh: 这一次至, en: This time to}}
//   before_from: {label: {zh: 上一次自, en: Before from}}
//   before_to: {label: {zh: 上一次至, en: Before to}}
// total_rows:
//   - {column: category, counts: [this_time, time_before]}
// view: {kind: table}
// rests_on: [Wish]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [category, this_time, time_before, change, from_day, to_day, before_from, before_to], unique: [category], not_null: [category, this_time, time_before, change, from_day, to_day, before_from, before_to]}
// ---
WITH coalesce($festival, $as_of) AS festival
WITH festival, coalesce($before, festival - duration({years: 1})) AS before,
     CASE WHEN festival + duration({days: $days_after}) <= $as_of THEN $days_after
          ELSE duration.inDays(festival, $as_of).days END AS after
CALL (festival, before, after) {
  UNWIND [true, false] AS is_this
  WITH is_this, CASE WHEN is_this THEN festival ELSE before END AS day, after
  MATCH (w:Wish)
  WHERE w.submittedAt >= datetime({date: day - duration({days: $days_before}), timezone: '+08:00'})
    AND w.submittedAt < datetime({date: day + duration({days: after + 1}), timezone: '+08:00'})
    AND w.submittedAt <= $as_of_end
  UNWIND [w.category, 'total'] AS category
  RETURN category, count(CASE WHEN is_this THEN 1 END) AS this_time,
         count(CASE WHEN NOT is_this THEN 1 END) AS time_before
}
RETURN category, this_time, time_before, this_time - time_before AS change,
       festival - duration({days: $days_before}) AS from_day,
       festival + duration({days: after}) AS to_day,
       before - duration({days: $days_before}) AS before_from,
       before + duration({days: after}) AS before_to
ORDER BY category = 'total', this_time + time_before DESC, category
