// ---
// question: R31
// title: {zh: 公示及时率, en: Accounts disclosed on time}
// about: {zh: 有专款的项目中，账目公示及时的占几成。, en: "Of the projects with a fund, the share whose accounts were disclosed on time."}
// definition:
//   zh: 公示及时率=公示及时的项目÷有专款的项目，截至当日。及时：自专款设立到当日（已关闭的到关闭日），相邻两次公示之间都不超过92天；项目结束超过92天的，还须在结束后92天内公布过全部账目。逐个项目见“各项目公示是否及时”。
//   en: "Projects on time / projects with a fund, on the day. On time: from the fund's opening to the day, or its closing, no two disclosures in a row lie more than 92 days apart; and where the project ended longer ago, a full account was published within 92 days of its end. 'Whether accounts were disclosed on time' has them one by one."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   rate: {label: {zh: 公示及时率, en: On time}, unit: percent, ratio: [on_time, projects], people: false, empty: not_applicable}
//   on_time: {label: {zh: 及时的项目, en: Projects on time}, unit: count, people: false, rows: {report: money/disclosures, values: {timely: true}}}
//   projects: {label: {zh: 有专款的项目, en: Projects with a fund}, unit: count, people: false, rows: {report: money/disclosures}}
// sums:
//   - {total: projects, parts: [on_time], rest: true}
// view: {kind: number, value: rate}
// rests_on: [Project, Fund, Disclosure]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [rate, on_time, projects], not_null: [on_time, projects], min_rows: 1, max_rows: 1}
// ---
OPTIONAL MATCH (p:Project)<-[:OF]-(f:Fund)
WHERE f.openedAt <= $as_of_end
WITH p, date(min(f.openedAt)) AS opened, date(max(f.closedAt)) AS closed
WITH p, opened, CASE WHEN closed <= $as_of THEN closed ELSE $as_of END AS last_day
CALL (p) {
  OPTIONAL MATCH (p)<-[:ABOUT]-(said:Disclosure)
  WHERE said.publishedAt <= $as_of_end
  WITH said ORDER BY said.publishedAt
  RETURN collect(date(said.publishedAt)) AS days,
         date(min(CASE WHEN said.kind = 'full_account' THEN said.publishedAt END)) AS full_account
}
WITH p, full_account, CASE WHEN p.endAt <= $as_of_end THEN date(p.endAt) END AS ended,
     [opened] + [day IN days WHERE day > opened AND day < last_day] + [last_day] AS stops
WITH p, all(i IN range(1, size(stops) - 1)
            WHERE duration.inDays(stops[i - 1], stops[i]).days <= 92) AS regular,
     coalesce(full_account <= ended + duration({days: 92}),
              ended + duration({days: 92}) >= $as_of, true) AS full_in_time
WITH count(p) AS projects, count(CASE WHEN p IS NOT NULL AND regular AND full_in_time THEN 1 END) AS on_time
RETURN CASE WHEN projects > 0 THEN toFloat(on_time) / projects END AS rate, on_time, projects
