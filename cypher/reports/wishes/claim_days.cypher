// ---
// question: R04
// title: {zh: 从发布到认领的天数, en: Days from publication to claim}
// about:
//   zh: 各类心愿从首次发布到第一次被认领的天数，中位数和90% 分位数；还在等的有多少件，一并列出。
//   en: "Days from a wish's first publication to its first claim, by category: the median and the ninetieth percentile, with how many are still waiting."
// definition:
//   zh: 只对截至当日已有过确认认领的心愿计算：从首次发布到第一个获确认的认领作出之时，不足一天按小数计。90% 分位数：十件中有九件不超过这个天数。还没有人认领的心愿不在这些天数之内，所以天数偏短；它们有多少件、最久等了几天，列在旁边。“未经认领已结束”是发布后撤回等、从未有过认领的。重新待认领的，按第一次认领计。
//   en: "Worked out for wishes with an accepted claim by the day: from the first publication to the moment the first claim to be accepted was made, parts of a day included. The ninetieth percentile is what nine in ten did not exceed. Wishes nobody has claimed yet are not among these days, which are therefore on the short side; how many they are and how long the oldest has waited stands beside. Ended unclaimed are those withdrawn after publication without ever being claimed. What was given back counts with its first claim."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   published: {label: {zh: 发布, en: Published}, unit: count, rows: {report: wishes/counted, values: {state: published}, with: {category: category}}}
//   claimed: {label: {zh: 认领, en: Claimed}, unit: count, rows: {report: wishes/counted, values: {state: claimed}, with: {category: category}}}
//   median_days: {label: {zh: 中位数（天）, en: Median}, unit: day, empty: not_applicable}
//   p90_days: {label: {zh: 90% 分位（天）, en: Ninetieth percentile}, unit: day, empty: not_applicable}
//   waiting: {label: {zh: 仍在等, en: Still waiting}, unit: count, rows: {report: wishes/counted, values: {state: waiting}, with: {category: category}}}
//   longest_wait: {label: {zh: 最久已等, en: Longest wait}, unit: day, empty: not_applicable}
//   ended_unclaimed: {label: {zh: 未经认领已结束, en: Ended unclaimed}, unit: count, rows: {report: wishes/counted, values: {state: ended_unclaimed}, with: {category: category}}}
// sums:
//   - {total: published, parts: [claimed, waiting, ended_unclaimed]}
// total_rows:
//   - {column: category, counts: [published, claimed, waiting, ended_unclaimed]}
// same_as:
//   - {column: published, report: wishes/rates, its_column: published, by: {category: category}}
//   - {column: claimed, report: wishes/rates, its_column: claimed, by: {category: category}}
// view: {kind: bar, x: category, y: median_days}
// rests_on: [Wish, WishEvent, Claim]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [category, published, claimed, median_days, p90_days, waiting, longest_wait, ended_unclaimed], unique: [category], not_null: [category, published, claimed, waiting, ended_unclaimed]}
// privacy: {small_cell: 5}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH w, min(e.at) AS first
WHERE $since IS NULL OR date(first) >= $since
CALL (w) {
  OPTIONAL MATCH (c:Claim)-[:FOR]->(w)
  WHERE c.acceptedAt <= $as_of_end
  WITH c ORDER BY c.acceptedAt, c.id LIMIT 1
  RETURN c.claimedAt AS claimed
}
WITH w.category AS category, duration.inSeconds(first, claimed).seconds / 86400.0 AS days,
     claimed IS NULL AND EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_waiting,
     duration.inDays(first, $as_of_end).days AS waited
UNWIND [category, 'total'] AS one
WITH one AS category, count(*) AS published, count(days) AS claimed,
     round(percentileCont(days, 0.5), 2) AS median_days,
     round(percentileCont(days, 0.9), 2) AS p90_days,
     count(CASE WHEN is_waiting THEN 1 END) AS waiting,
     max(CASE WHEN is_waiting THEN waited END) AS longest_wait
RETURN category, published, claimed, median_days, p90_days, waiting, longest_wait,
       published - claimed - waiting AS ended_unclaimed
ORDER BY category = 'total', published DESC, category
