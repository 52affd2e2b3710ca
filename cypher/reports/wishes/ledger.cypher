// ---
// title: {zh: 心愿台账, en: Register of wishes}
// about:
//   zh: 截至当日提交过的全部心愿，一件一行：办到哪一步、谁认领、在这一步多久了。可按企业、配送站点、骑手、状态筛选。
//   en: "Every wish submitted by the day, one a row: where it stands, who has claimed it, how long it has been there. To be narrowed by company, site, rider and status."
// definition:
//   zh: 状态、认领方为当日的；配送站点是提出时骑手所在的站点，企业是当日运营该站点的企业。认领方只列当日进行中的认领。没有时间记录的心愿（报道中的一件）和没有流转记录的心愿（见数据检查“心愿不完整”）不在其内。
//   en: "Status and claimant are those of the day; the site is where the rider worked when raising the wish, the company the one that operates that site on the day. Only a claim that is live on the day names a claimant. A wish with no recorded times (the article's one) or without an event (see the check of incomplete wishes) is not in it."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   status: {type: multi_choice, values: [SUBMITTED, IN_REVIEW, RETURNED, REJECTED, REFERRED, PUBLISHED, CLAIMED, CARRIED_OVER, FULFILLED, CLOSED, WITHDRAWN], optional: true, label: {zh: 状态, en: Status}, words: wish_status}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   since: {type: date, optional: true, label: {zh: 提交日期自, en: Submitted from}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
//   site: {type: choice, from: choices/sites, depends_on: company, optional: true, label: {zh: 配送站点, en: Site}}
//   rider: {type: choice, from: choices/riders, depends_on: site, optional: true, label: {zh: 骑手（代称）, en: Rider (alias)}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   urgency: {label: {zh: 紧急程度, en: Urgency}, words: code}
//   status: {label: {zh: 状态, en: Status}, words: wish_status}
//   days_in_status: {label: {zh: 已在此步, en: In this status}, unit: day}
//   submitted: {label: {zh: 提交日, en: Submitted}}
//   published: {label: {zh: 首次发布, en: First published}, empty: not_applicable}
//   est_cost: {label: {zh: 预估费用, en: Estimated cost}, unit: fen, adds_up: true}
//   rider_id: {label: {zh: 骑手编号, en: Rider id}, links: rider, hidden: true}
//   rider: {label: {zh: 骑手（代称）, en: Rider (alias)}, links: {record: rider_id}}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 运营企业, en: Operated by}, links: {record: company_id}}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 认领方, en: Claimant}, links: {record: claimant_id}, empty: not_applicable}
//   due: {label: {zh: 认领期限, en: Claim due}, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Rider, DeliverySite, Company, Organization]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, urgency, status, days_in_status, submitted, published, est_cost, rider_id, rider, site_id, site, company_id, company, claimant_id, claimant, due], unique: [wish_id], not_null: [wish_id, wish, category, status, days_in_status, submitted]}
// ---
MATCH (w:Wish)
WHERE w.submittedAt <= $as_of_end AND ($since IS NULL OR date(w.submittedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
    AND ($status IS NULL OR now.toStatus IN $status)
  RETURN now
}
OPTIONAL MATCH (w)<-[:RAISED]-(r:Rider)
WITH w, now, r
WHERE $rider IS NULL OR r.id = $rider
CALL (w, r) {
  OPTIONAL MATCH (r)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
CALL (s) {
  OPTIONAL MATCH (co:Company)-[runs:OPERATES]->(s)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH co ORDER BY co.id LIMIT 1
  RETURN co
}
WITH w, now, r, s, co
WHERE ($site IS NULL OR s.id = $site) AND ($company IS NULL OR co.id = $company)
CALL (w) {
  OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
  WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
  WITH c, o ORDER BY c.id, o.id
  RETURN head(collect(c.dueAt)) AS due, collect(o.id) AS ids, collect(o.name) AS names
}
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN min(e.at) AS published
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, w.urgency AS urgency,
       now.toStatus AS status, duration.inDays(now.at, $as_of_end).days AS days_in_status,
       date(w.submittedAt) AS submitted, date(published) AS published, w.estCostFen AS est_cost,
       r.id AS rider_id, r.alias AS rider, s.id AS site_id, s.name AS site,
       co.id AS company_id, co.name AS company, head(ids) AS claimant_id,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS claimant,
       date(due) AS due
ORDER BY submitted DESC, wish_id DESC
