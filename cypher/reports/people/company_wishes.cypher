// ---
// title: {zh: 一企一策：心愿明细, en: "One company's sheet: wishes one by one"}
// about:
//   zh: “一企一策：需求”数的心愿，一件一行：一家企业的骑手提出、截至当日曾经发布的。
//   en: "The wishes that 'One company's sheet by need' counts, one a row: raised by a company's riders and published by the day."
// definition:
//   zh: 口径与“一企一策：需求”相同：企业的站点为当日运营的，平台也含承接其业务的配送商的站点；心愿归于提出时骑手所在的站点。当日在岗不足5人的企业、选了站点时不足5人的站点不列。
//   en: "As in 'One company's sheet by need': a company's sites are those it operates on the day, a platform's also those of contractors that work for it; wishes belong to the site where the rider worked when raising them. Companies with fewer than 5 workers on the day are not listed, nor with a site chosen one with fewer than 5."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   state: {type: choice, values: [published, open, live, fulfilled], default: published, label: {zh: 哪些心愿, en: Which wishes}, words: company_wish}
// columns:
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 企业, en: Company}, links: {record: company_id}}
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   status: {label: {zh: 状态, en: Status}, words: wish_status}
// view: {kind: table}
// rests_on: [Company, DeliverySite, Rider, Wish, WishEvent]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [company_id, company, wish_id, wish, category, status], unique: [company_id, wish_id], not_null: [company_id, company, wish_id, wish, category]}
// ---
MATCH (co:Company)<-[works_for:CONTRACTS_FOR*0..1]-(:Company)-[runs:OPERATES]->(s:DeliverySite)
WHERE ($company IS NULL OR co.id = $company)
  AND runs.from <= $as_of AND runs.to > $as_of
  AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
WITH co, collect(DISTINCT s) AS sites
CALL (sites) {
  UNWIND sites AS s
  RETURN sum(COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  }) AS riders
}
WITH co, sites, riders
WHERE riders >= 5
UNWIND sites AS s
WITH co, riders, s
WHERE $site IS NULL OR (s.id = $site AND COUNT {
  MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
} >= 5)
MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  AND e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end AND ($category IS NULL OR w.category = $category)
WITH DISTINCT co, riders, w
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
WITH co, w, status
WHERE CASE $state
        WHEN 'open' THEN status IN ['PUBLISHED', 'CARRIED_OVER']
        WHEN 'live' THEN status = 'CLAIMED'
        WHEN 'fulfilled' THEN status IN ['FULFILLED', 'CLOSED']
        ELSE true
      END
RETURN co.id AS company_id, co.name AS company, w.id AS wish_id, w.title AS wish, w.category AS category, status
ORDER BY company, company_id, wish_id
