// ---
// title: {zh: 新报表, en: New report}
// about: {zh: 截至当日提交的心愿，按类别计数。请改写这句话和下面的语句。, en: "Wishes submitted by the day, by category. Rewrite this sentence and the statement below."}
// definition: {zh: 截至当日提交过的全部心愿，后来撤回的也计在内；没有流转记录的不在其内，与心愿台账相同。, en: "Every wish submitted by the day, including those withdrawn later; one without an event is left out, as in the register of wishes."}
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   wishes: {label: {zh: 心愿, en: Wishes}, unit: count}
// view: {kind: bar, x: category, y: wishes}
// rests_on: [Wish, WishEvent]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [category, wishes], unique: [category], not_null: [category, wishes]}
// ---
MATCH (w:Wish)
WHERE w.submittedAt <= $as_of_end
  AND EXISTS { MATCH (w)-[:HAS_EVENT]->(e:WishEvent) WHERE e.at <= $as_of_end }
RETURN w.category AS category, count(*) AS wishes
ORDER BY wishes DESC, category
