// ---
// question: R19
// title: {zh: 一企一策：需求, en: One company's sheet by need}
// about:
//   zh: 一家企业的骑手需要什么：各类心愿发布了多少、还有多少尚未认领、办成了多少，由多少组织参与。不选企业时列全部。
//   en: "What a company's riders need: wishes of each category published, still open and fulfilled, and how many organisations have helped. All companies where none is chosen."
// definition:
//   zh: 企业的站点为当日运营的，平台也含承接其业务的配送商的站点；心愿归于提出时骑手所在的站点。“发布”为截至当日曾发布的，其余按当日状态，“已实现”含已办结；“参与的组织”是认领已确认且仍在进行或已兑现的组织和企业，每个只计一次。当日在岗不足5人的企业不列。
//   en: "A company's sites are those it operates on the day, a platform's also those of contractors that work for it; wishes belong to the site where the rider worked when raising them. Published by the day; the others by status on the day, closed ones being fulfilled. Helpers are organisations and companies with an accepted claim that is live or handed over, each once. Companies with fewer than 5 workers on the day are not listed."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
// columns:
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 企业, en: Company}, links: {record: company_id}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, one_value_per: [company_id]}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   published: {label: {zh: 发布, en: Published}, unit: count, rows: {report: people/company_wishes, values: {state: published}, with: {company: company_id, category: category}}}
//   open: {label: {zh: 待认领, en: Open}, unit: count, rows: {report: people/company_wishes, values: {state: open}, with: {company: company_id, category: category}}}
//   live: {label: {zh: 认领中, en: Claimed}, unit: count, rows: {report: people/company_wishes, values: {state: live}, with: {company: company_id, category: category}}}
//   fulfilled: {label: {zh: 已实现, en: Fulfilled}, unit: count, rows: {report: people/company_wishes, values: {state: fulfilled}, with: {company: company_id, category: category}}}
//   helpers: {label: {zh: 参与的组织, en: Helpers}, unit: count, people: false, rows: {report: people/company_helpers, with: {company: company_id, category: category}}}
// sums:
//   - {total: published, parts: [open, live, fulfilled], rest: true}
// total_rows:
//   - {column: category, counts: [published, open, live, fulfilled], within: [company_id]}
// view: {kind: table}
// rests_on: [Company, DeliverySite, Rider, Wish, WishEvent, Claim, Handover, Organization]
// limits: {rows: 50000, seconds: 10}
// expect: {columns: [company_id, company, riders, category, published, open, live, fulfilled, helpers], unique: [company_id, category], not_null: [company_id, company, riders, category, published, open, live, fulfilled, helpers]}
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
MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  AND e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH DISTINCT co, riders, w
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
  WHERE c.acceptedAt <= $as_of_end AND (c.endedAt > $as_of_end OR EXISTS {
      MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
    })
  RETURN collect(DISTINCT o) AS them
}
UNWIND [w.category, 'total'] AS category
WITH co, riders, category, count(w) AS published,
     count(CASE WHEN status IN ['PUBLISHED', 'CARRIED_OVER'] THEN 1 END) AS open,
     count(CASE WHEN status = 'CLAIMED' THEN 1 END) AS live,
     count(CASE WHEN status IN ['FULFILLED', 'CLOSED'] THEN 1 END) AS fulfilled,
     collect(them) AS helping
CALL (helping) {
  UNWIND helping AS them
  UNWIND them AS o
  RETURN count(DISTINCT o) AS helpers
}
RETURN co.id AS company_id, co.name AS company, riders, category, published, open, live, fulfilled,
       helpers
ORDER BY company, company_id, category = 'total', published DESC, category
