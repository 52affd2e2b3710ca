// ---
// question: R31
// title: {zh: 各项目公示是否及时, en: Whether accounts were disclosed on time}
// about:
//   zh: 有专款的项目公示过几次、最长隔了多久、结束后有没有公布全部账目，逐个项目看是否及时。
//   en: "For each project with a fund how often its account was made public, the longest time between, whether a full account followed its end, and so whether it was on time."
// definition:
//   zh: 及时要同时满足两条：一、自专款设立到当日（专款已关闭的到关闭日），相邻两次公示（含首尾，含更正）之间都不超过指定天数；二、项目结束超过指定天数的，须在结束后这么多天之内公布过全部账目。参照《慈善法》对公开募捐“至少每三个月公布一次、结束后三个月内全面公布”的要求；对内部募集是好的做法，未必是法定义务。
//   en: "On time means both: from the fund's opening to the day, or to the fund's closing, no two disclosures in a row (both ends and corrections included) lie more than the given days apart; and where the project ended longer ago than that, a full account was published within so many days of its end. After the Charity Law's rule for public fundraising, every three months and in full within three months of the end; for money raised within the community it is good practice rather than, of necessity, a duty."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 92, min: 1, max: 730, label: {zh: 每几天一次, en: Once in (days)}}
//   timely: {type: boolean, optional: true, label: {zh: 是否及时, en: On time or not}}
// columns:
//   project_id: {label: {zh: 编号, en: Id}, links: project, hidden: true}
//   project: {label: {zh: 项目, en: Project}, links: {record: project_id}}
//   opened: {label: {zh: 专款设立, en: Fund opened}}
//   ended: {label: {zh: 项目结束, en: Project ended}, empty: not_applicable}
//   disclosures: {label: {zh: 公示次数, en: Disclosures}, unit: count, people: false, rows: {report: money/disclosed, with: {project: project_id}, whatever: [days, timely]}}
//   corrections: {label: {zh: 其中更正, en: Of them corrections}, unit: count, people: false, rows: {report: money/disclosed, values: {kind: correction}, with: {project: project_id}, whatever: [days, timely]}}
//   last_disclosed: {label: {zh: 最近公示, en: Last disclosed}, empty: not_applicable}
//   longest_gap: {label: {zh: 最长间隔, en: Longest gap}, unit: day}
//   full_account: {label: {zh: 全部账目公布日, en: Full account}}
//   regular: {label: {zh: 间隔达标, en: Regular}}
//   full_in_time: {label: {zh: 全部账目达标, en: Full account in time}, empty: not_applicable}
//   on_time: {label: {zh: 及时, en: On time}}
// sums:
//   - {total: disclosures, parts: [corrections], rest: true}
// view: {kind: table}
// rests_on: [Project, Fund, Disclosure]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [project_id, project, opened, ended, disclosures, corrections, last_disclosed, longest_gap, full_account, regular, full_in_time, on_time], unique: [project_id], not_null: [project_id, opened, disclosures, corrections, longest_gap, regular, on_time]}
// ---
MATCH (p:Project)<-[:OF]-(f:Fund)
WHERE f.openedAt <= $as_of_end
WITH p, date(min(f.openedAt)) AS opened, date(max(f.closedAt)) AS closed
WITH p, opened, CASE WHEN closed <= $as_of THEN closed ELSE $as_of END AS last_day,
     CASE WHEN p.endAt <= $as_of_end THEN date(p.endAt) END AS ended
CALL (p) {
  OPTIONAL MATCH (p)<-[:ABOUT]-(said:Disclosure)
  WHERE said.publishedAt <= $as_of_end
  WITH said ORDER BY said.publishedAt
  RETURN count(said) AS disclosures, collect(date(said.publishedAt)) AS days,
         count(CASE WHEN said.kind = 'correction' THEN 1 END) AS corrections,
         date(min(CASE WHEN said.kind = 'full_account' THEN said.publishedAt END)) AS full_account
}
WITH p, opened, ended, disclosures, corrections, days, full_account,
     [opened] + [day IN days WHERE day > opened AND day < last_day] + [last_day] AS stops
UNWIND range(1, size(stops) - 1) AS i
WITH p, opened, ended, disclosures, corrections, days, full_account,
     max(duration.inDays(stops[i - 1], stops[i]).days) AS longest_gap
WITH p, opened, ended, disclosures, corrections, days, full_account, longest_gap,
     longest_gap <= $days AS regular,
     CASE WHEN full_account <= ended + duration({days: $days}) THEN true
          WHEN ended + duration({days: $days}) < $as_of THEN false END AS full_in_time
WITH *, regular AND coalesce(full_in_time, true) AS on_time
WHERE $timely IS NULL OR on_time = $timely
RETURN p.id AS project_id, p.name AS project, opened, ended, disclosures, corrections,
       last(days) AS last_disclosed, longest_gap, full_account, regular, full_in_time, on_time
ORDER BY on_time, longest_gap DESC, project_id
