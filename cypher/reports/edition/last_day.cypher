// ---
// title: {zh: 数据的最后一天, en: The data's last day}
// about:
//   zh: 截至当日，系统记录的事情最晚发生在哪一天；年度版默认截至这一天或当年12月31日，取较早的一个。
//   en: The last day on which anything recorded by the day happened; an edition is as of it or of 31 December, whichever is earlier.
// definition:
//   zh: 心愿流转、认领、兑现、回访、到账、采购、发放、公示、活动的时间中最晚的一个所在的日子（东八区）。
//   en: "The day (+08:00) of the latest of all wish events, claims, handovers, visits, donations, purchases, distributions, disclosures and activities."
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   last_day: {label: {zh: 最后一天, en: Last day}}
// view: {kind: number, value: last_day}
// rests_on: [WishEvent, Claim, Handover, Visit, Donation, Purchase, Distribution, Disclosure, Activity]
// expect: {columns: [last_day], min_rows: 1, max_rows: 1}
// ---
CALL () {
  MATCH (n:WishEvent) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
  UNION ALL
  MATCH (n:Claim) WHERE n.claimedAt <= $as_of_end RETURN max(n.claimedAt) AS at
  UNION ALL
  MATCH (n:Handover) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
  UNION ALL
  MATCH (n:Visit) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
  UNION ALL
  MATCH (n:Donation) WHERE n.receivedAt <= $as_of_end RETURN max(n.receivedAt) AS at
  UNION ALL
  MATCH (n:Purchase) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
  UNION ALL
  MATCH (n:Distribution) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
  UNION ALL
  MATCH (n:Disclosure) WHERE n.publishedAt <= $as_of_end RETURN max(n.publishedAt) AS at
  UNION ALL
  MATCH (n:Activity) WHERE n.at <= $as_of_end RETURN max(n.at) AS at
}
WITH max(at) AS last
RETURN CASE WHEN last IS NOT NULL THEN date(datetime({datetime: last, timezone: '+08:00'})) END AS last_day
