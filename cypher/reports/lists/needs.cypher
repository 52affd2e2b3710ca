// ---
// question: R34
// title: {zh: 需求清单, en: List of needs}
// about:
//   zh: 尚未落实的需求，按类别：多少件、等了多久、大约要多少钱、涉及几个站点。三张清单之一。
//   en: "Needs that nobody has taken up, by category: how many, how long they wait, what they may cost, at how many sites. One of the three lists."
// definition:
//   zh: 截至当日处于“待认领”或“转入下轮”的心愿，天数自首次发布起算；费用为预估之和，没有预估的另记件数，服务类多无费用。站点为提出时骑手所在的不同配送站点，一个站点有几件也只计一次，所以不逐条列出，在待认领的明细里看得到。审核中、尚未发布的不算。
//   en: "Wishes that on the day are published or carried over; days count from the first publication. Cost adds up the estimates, those without one being counted apart; services mostly cost nothing. Sites are the different delivery sites where the wishes were raised, each once however many were: it leads to no list, the open wishes name them. What is still in review is not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   open: {label: {zh: 待认领, en: Open}, unit: count, adds_up: true, rows: {report: wishes/counted, values: {state: open}, with: {category: category}}}
//   long_open: {label: {zh: 其中超过30天, en: Over 30 days}, unit: count, adds_up: true, rows: {report: wishes/counted, values: {state: long_open}, with: {category: category}}}
//   urgent: {label: {zh: 其中紧急, en: Urgent}, unit: count, adds_up: true, rows: {report: wishes/counted, values: {state: urgent}, with: {category: category}}}
//   oldest: {label: {zh: 最久已等, en: Oldest}, unit: day}
//   est_cost: {label: {zh: 预估费用, en: Estimated cost}, unit: fen, adds_up: true, rows: {report: wishes/counted, values: {state: open}, adds: est_cost, with: {category: category}}}
//   no_estimate: {label: {zh: 没有预估, en: No estimate}, unit: count, adds_up: true, rows: {report: wishes/counted, values: {state: no_estimate}, with: {category: category}}}
//   sites: {label: {zh: 涉及站点, en: Sites}, unit: count}
// sums:
//   - {total: open, parts: [long_open], rest: true}
//   - {total: open, parts: [urgent], rest: true}
//   - {total: open, parts: [no_estimate], rest: true}
//   - {total: open, parts: [sites], rest: true}
// view: {kind: bar, x: category, y: open}
// rests_on: [Wish, WishEvent, DeliverySite]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [category, open, long_open, urgent, oldest, est_cost, no_estimate, sites], unique: [category], not_null: [category, open, long_open, urgent, oldest, est_cost, no_estimate, sites]}
// privacy: {small_cell: 5, hide: {public: [est_cost]}}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
  AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN duration.inDays(min(e.at), $as_of_end).days AS days
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
RETURN w.category AS category, count(w) AS open, count(CASE WHEN days > 30 THEN 1 END) AS long_open,
       count(CASE WHEN w.urgency = 'urgent' THEN 1 END) AS urgent, max(days) AS oldest,
       coalesce(sum(w.estCostFen), 0) AS est_cost,
       count(CASE WHEN w.estCostFen IS NULL THEN 1 END) AS no_estimate, count(DISTINCT s) AS sites
ORDER BY open DESC, category
