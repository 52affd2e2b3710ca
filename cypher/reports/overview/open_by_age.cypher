// ---
// title: {zh: 待认领心愿已等待天数, en: How long open wishes have waited}
// about: {zh: 当日待认领的心愿，按已等待的天数和类别分。, en: "Open wishes of the day by the days they have waited and by category."}
// definition:
//   zh: 截至当日处于“待认领”或“转入下轮”的心愿，天数自首次发布起算；61天及以上合为一段。
//   en: "Wishes that on the day are published or carried over; days count from the first publication; 61 days and more are one band."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   age: {label: {zh: 已等待（天）, en: Waiting (days)}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   wishes: {label: {zh: 心愿数, en: Wishes}, unit: count, rows: {report: wishes/counted, values: {state: open}, with: {age: age, category: category}}}
// same_as:
//   - {column: wishes, report: lists/needs, its_column: open, by: {category: category}}
// view: {kind: bar, x: age, y: wishes, series: category}
// rests_on: [Wish, WishEvent]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [age, category, wishes], unique: [age, category], not_null: [age, category, wishes]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
  AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN duration.inDays(min(e.at), $as_of_end).days AS days
}
WITH w.category AS category,
     CASE WHEN days <= 7 THEN '0–7' WHEN days <= 15 THEN '8–15' WHEN days <= 30 THEN '16–30'
          WHEN days <= 60 THEN '31–60' ELSE '61+' END AS age, count(*) AS wishes
WITH collect({category: category, age: age, wishes: wishes}) AS counted
UNWIND ['0–7', '8–15', '16–30', '31–60', '61+'] AS age
UNWIND ['riding_gear', 'child_study', 'electronics', 'home_appliance', 'service',
        'bedding_clothing', 'health', 'culture_social'] AS category
WITH age, category, counted
WHERE any(one IN counted WHERE one.category = category)
RETURN age, category,
       reduce(n = 0, one IN [c IN counted WHERE c.age = age AND c.category = category]
              | n + one.wishes) AS wishes
