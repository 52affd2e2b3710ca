// ---
// question: R12
// title: {zh: 尚未获得支持的配送站点, en: Sites nobody has supported yet}
// about:
//   zh: 截至当日，站上骑手的心愿从未得到任何组织或企业支持的配送站点。
//   en: "Delivery sites whose riders' wishes no organisation or company has supported by the day."
// definition:
//   zh: “支持”与“支持关系”同义：截至当日已确认、且仍在进行或已经兑现的认领，心愿按提出时所在站点归属。选了组织类别时，只看该类组织是否支持过。骑手人数和待认领心愿均按当日计。已关闭的站点不列。
//   en: "Support as in 'Who supports whom': a claim accepted by the day that is still live or handed over, the wish belonging to the site it was raised at. With a group chosen, only that group's support counts. Riders and open wishes are those of the day. Closed sites are left out."
// no_past: {zh: 配送站点的开闭没有历史记录，按现状。, en: "Opening of sites keeps no history; it is as now."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
// columns:
//   site_id: {label: {zh: 编号, en: Id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 运营企业, en: Operated by}, links: {record: company_id}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, adds_up: true}
//   wishes: {label: {zh: 曾发布心愿, en: Wishes ever published}, unit: count, adds_up: true}
//   open_wishes: {label: {zh: 待认领心愿, en: Open wishes}, unit: count, adds_up: true, links: {report: wishes/ledger, with: {site: site_id}}}
// sums:
//   - {total: wishes, parts: [open_wishes], rest: true}
// view: {kind: table}
// rests_on: [DeliverySite, Company, Rider, Wish, WishEvent, Claim, Handover, Organization]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [site_id, site, kind, company_id, company, riders, wishes, open_wishes], unique: [site_id], not_null: [site_id, riders, wishes, open_wishes]}
// ---
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
  AND ($company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  })
  AND NOT EXISTS {
  MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    AND c.acceptedAt <= $as_of_end
    AND (c.endedAt > $as_of_end OR EXISTS {
      MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
    })
    AND ($group IS NULL OR EXISTS {
      MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
      WHERE g.code = $group AND tie.from <= $as_of AND tie.to > $as_of
    })
}
CALL (s) {
  OPTIONAL MATCH (operator:Company)-[runs:OPERATES]->(s)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH operator ORDER BY operator.id
  RETURN head(collect(operator.id)) AS company_id, collect(operator.name) AS operators
}
CALL (s) {
  // The wishes raised by those who worked here at the time.
  OPTIONAL MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    AND e.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND e.at <= $as_of_end
  RETURN count(DISTINCT w) AS wishes,
         count(DISTINCT CASE WHEN e.until > $as_of_end THEN w END) AS open_wishes
}
RETURN s.id AS site_id, s.name AS site, s.kind AS kind, company_id,
       CASE WHEN operators <> []
            THEN reduce(text = head(operators), name IN tail(operators) | text + '、' + name)
       END AS company,
       COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       wishes, open_wishes
ORDER BY open_wishes DESC, riders DESC, site_id
