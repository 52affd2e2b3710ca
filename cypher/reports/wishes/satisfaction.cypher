// ---
// question: R08
// title: {zh: 回访率与满意度, en: Visits and satisfaction}
// about:
//   zh: 各类心愿兑现后回访了多少，骑手怎么评价，又有多少退回重办。
//   en: "How many handovers of each category were followed by a visit, what the riders said, and how many wishes were reopened."
// definition:
//   zh: 以兑现次数为单位，截至当日。回访率=已回访÷兑现；满意率=评为“很满意”或“满意”的÷已回访，没有回访的不在分母内，回访少时不能代表全部。一次兑现有几次回访的，按最近一次的评价。“重办”是在所计的兑现之后由“已实现”退回“已认领”的心愿件数，兑现之前的退回不计。
//   en: "Counted by handover, up to the day. Visit rate = visited / handed over. Satisfied = graded very satisfied or satisfied / visited; what was not visited is not in the denominator, so few visits do not speak for all. Where a handover had several visits the latest grade counts. Reopened: wishes that went back from fulfilled to claimed after a handover that is counted; what went back before it is not."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 兑现日期自, en: Handed over from}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   handovers: {label: {zh: 兑现, en: Handovers}, unit: count, rows: {report: wishes/handed_over, with: {category: category}}}
//   visited: {label: {zh: 已回访, en: Visited}, unit: count, rows: {report: wishes/handed_over, values: {visit: visited}, with: {category: category}}}
//   visit_rate: {label: {zh: 回访率, en: Visit rate}, unit: percent, ratio: [visited, handovers]}
//   not_visited: {label: {zh: 未回访, en: Not visited}, unit: count, rows: {report: wishes/handed_over, values: {visit: not_visited}, with: {category: category}}}
//   very_satisfied: {label: {zh: 很满意, en: Very satisfied}, unit: count, rows: {report: wishes/handed_over, values: {grade: grade_1}, with: {category: category}}}
//   satisfied: {label: {zh: 满意, en: Satisfied}, unit: count, rows: {report: wishes/handed_over, values: {grade: grade_2}, with: {category: category}}}
//   so_so: {label: {zh: 一般, en: Fair}, unit: count, rows: {report: wishes/handed_over, values: {grade: grade_3}, with: {category: category}}}
//   dissatisfied: {label: {zh: 不满意, en: Not satisfied}, unit: count, rows: {report: wishes/handed_over, values: {grade: grade_4}, with: {category: category}}}
//   content: {label: {zh: 满意及以上, en: Satisfied or better}, unit: count, hidden: true, rows: {report: wishes/handed_over, values: {grade: [grade_1, grade_2]}, with: {category: category}}}
//   satisfied_rate: {label: {zh: 满意率（占已回访）, en: Satisfied of visited}, unit: percent, ratio: [content, visited], empty: not_applicable}
//   reopened: {label: {zh: 重办, en: Reopened}, unit: count, rows: {report: wishes/reopened_wishes, with: {category: category}}}
// sums:
//   - {total: handovers, parts: [visited, not_visited]}
//   - {total: visited, parts: [very_satisfied, satisfied, so_so, dissatisfied]}
//   - {total: content, parts: [very_satisfied, satisfied]}
//   - {total: handovers, parts: [reopened], rest: true}
// total_rows:
//   - {column: category, counts: [handovers, visited, not_visited, very_satisfied, satisfied, so_so, dissatisfied, content, reopened]}
// same_as:
//   - {column: visited, rows: {category: total}, report: wishes/grades, its_column: visits}
//   - {column: very_satisfied, rows: {category: total}, report: wishes/grades, its_column: visits, its_rows: {grade: grade_1}}
//   - {column: satisfied, rows: {category: total}, report: wishes/grades, its_column: visits, its_rows: {grade: grade_2}}
//   - {column: so_so, rows: {category: total}, report: wishes/grades, its_column: visits, its_rows: {grade: grade_3}}
//   - {column: dissatisfied, rows: {category: total}, report: wishes/grades, its_column: visits, its_rows: {grade: grade_4}}
//   - {column: not_visited, rows: {category: total}, report: wishes/grades, its_column: not_visited, its_rows: {grade: grade_1}}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Visit]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [category, handovers, visited, visit_rate, not_visited, very_satisfied, satisfied, so_so, dissatisfied, content, satisfied_rate, reopened], unique: [category], not_null: [category, handovers, visited, not_visited, very_satisfied, satisfied, so_so, dissatisfied, content, reopened]}
// privacy: {small_cell: 5}
// ---
MATCH (h:Handover)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(w:Wish)
WHERE h.at <= $as_of_end AND ($since IS NULL OR date(h.at) >= $since)
CALL (h) {
  OPTIONAL MATCH (h)-[:FOLLOWED_BY]->(v:Visit)
  WHERE v.at <= $as_of_end
  WITH v ORDER BY v.at DESC, v.id DESC LIMIT 1
  RETURN v.grade AS grade
}
WITH h, grade, w, EXISTS {
       MATCH (w)-[:HAS_EVENT]->(back:WishEvent)
       WHERE back.fromStatus = 'FULFILLED' AND back.toStatus = 'CLAIMED'
         AND back.at >= h.at AND back.at <= $as_of_end
     } AS was_reopened
UNWIND [w.category, 'total'] AS category
WITH category, count(h) AS handovers, count(grade) AS visited,
     count(CASE WHEN grade = 1 THEN 1 END) AS very_satisfied,
     count(CASE WHEN grade = 2 THEN 1 END) AS satisfied,
     count(CASE WHEN grade = 3 THEN 1 END) AS so_so,
     count(CASE WHEN grade = 4 THEN 1 END) AS dissatisfied,
     count(DISTINCT CASE WHEN was_reopened THEN w END) AS reopened
RETURN category, handovers, visited, toFloat(visited) / handovers AS visit_rate, handovers - visited AS not_visited,
       very_satisfied, satisfied, so_so, dissatisfied, very_satisfied + satisfied AS content,
       CASE WHEN visited > 0 THEN toFloat(very_satisfied + satisfied) / visited END AS satisfied_rate,
       reopened
ORDER BY category = 'total', handovers DESC, category
