// ---
// question: R33
// title: {zh: 基本情况, en: Basic facts}
// about:
//   zh: 站点、从业人员、企业、服务站点、党组织各有多少，数据从哪里来、是哪一天的；报道的说法另列，不相加。
//   en: "How many sites, workers, companies, service stations and Party organisations there are, from what data and of which day; what the article says stands beside and is not added."
// definition:
//   zh: “系统记录”是截至当日的数目：从业人员为当日在岗，企业为当日运营站点或有配送商承接业务的，党组织为当日归入三类且在运行的（不重复），场所为挂有服务站点牌子的地点。“所数数据”写明所数内容的数据性质。“站点申报”是各站点申报人数之和，申报日从最早到最晚列出，只计当日以前申报的。“报道口径”保留原文的限定词，其日期是报道陈述的日期。
//   en: "Recorded is the number on the day: workers at work then, companies that operate a site or have a contractor working for them, Party organisations that belong to the three groups and exist (each once), places that carry a station's plaque. Counted from says what kind of data was counted. Reported by the sites adds up their stated headcounts, with the first and the last day of those reports, of reports made by the day only. Claimed keeps the article's hedges; its date is that of the statement."
// no_past: {zh: 配送站点和服务站点的开闭没有历史记录，按现状；申报人数只记最近一次。, en: "Opening of sites and stations keeps no history and is as now; of headcounts reported only the last is kept."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   item: {label: {zh: 项目, en: Item}, words: base_item}
//   recorded: {label: {zh: 系统记录, en: Recorded}, unit: count, people: {item: [workers]}}
//   counted_from: {label: {zh: 所数数据, en: Counted from}, words: provenance}
//   reported: {label: {zh: 站点申报人数, en: Workers reported by the sites}, unit: count, people: {item: [workers]}, empty: {column: why}}
//   reported_first: {label: {zh: 最早申报日, en: First report}, empty: {column: why}}
//   reported_last: {label: {zh: 最近申报日, en: Last report}, empty: {column: why}}
//   claim_id: {label: {zh: 陈述编号, en: Claim id}, links: source_claim, hidden: true}
//   claimed: {label: {zh: 报道口径, en: Claimed (Chinese)}, links: {record: claim_id}, lang: zh, empty: not_applicable}
//   claimed_en: {label: {zh: 报道口径（英文）, en: Claimed}, links: {record: claim_id}, lang: en, empty: not_applicable}
//   stated_by: {label: {zh: 陈述不晚于, en: Stated by}, empty: not_applicable}
//   why: {label: {zh: 申报为空的原因, en: Why a report is empty}, words: nothing, hidden: true}
// same_as:
//   - {column: reported, rows: {item: workers}, report: people/sites, its_column: stated}
// view: {kind: table}
// rests_on: [DeliverySite, Rider, Company, ServiceStation, Venue, Organization, SourceClaim]
// limits: {rows: 20, seconds: 5}
// expect: {columns: [item, recorded, counted_from, reported, reported_first, reported_last, claim_id, claimed, claimed_en, stated_by, why], unique: [item], not_null: [item, recorded, counted_from], min_rows: 8, max_rows: 8}
// ---
CALL () {
  OPTIONAL MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN'
  RETURN 1 AS place, 'sites' AS item, count(s) AS recorded, collect(DISTINCT s.provenance) AS kinds
  UNION ALL
  OPTIONAL MATCH (r:Rider)-[works:WORKS_AT]->(:DeliverySite)
  WHERE works.from <= $as_of AND works.to > $as_of
  RETURN 2 AS place, 'workers' AS item, count(DISTINCT r) AS recorded,
         collect(DISTINCT r.provenance) AS kinds
  UNION ALL
  OPTIONAL MATCH (co:Company)
  WHERE EXISTS {
      MATCH (co)-[runs:OPERATES]->(:DeliverySite) WHERE runs.from <= $as_of AND runs.to > $as_of
    } OR EXISTS {
      MATCH (co)<-[tie:CONTRACTS_FOR]-(:Company) WHERE tie.from <= $as_of AND tie.to > $as_of
    }
  RETURN 3 AS place, 'companies' AS item, count(co) AS recorded,
         collect(DISTINCT co.provenance) AS kinds
  UNION ALL
  UNWIND ['worker_service', 'red_station', 'outdoor_worker'] AS type
  CALL (type) {
    OPTIONAL MATCH (st:ServiceStation)
    WHERE st.stationType = type AND st.status = 'OPEN'
    RETURN count(st) AS recorded, collect(DISTINCT st.provenance) AS kinds
  }
  RETURN CASE type WHEN 'worker_service' THEN 4 WHEN 'red_station' THEN 5 ELSE 6 END AS place,
         'stations_' + CASE type WHEN 'worker_service' THEN 'worker' WHEN 'red_station' THEN 'red'
                                 ELSE 'outdoor' END AS item, recorded, kinds
  UNION ALL
  OPTIONAL MATCH (v:Venue)-[:HOSTS]->(st:ServiceStation)
  WHERE st.status = 'OPEN'
  RETURN 7 AS place, 'places' AS item, count(DISTINCT v) AS recorded,
         collect(DISTINCT v.provenance) AS kinds
  UNION ALL
  OPTIONAL MATCH (o:PartyOrganization)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood']
    AND tie.from <= $as_of AND tie.to > $as_of
    AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
  RETURN 8 AS place, 'organisations' AS item, count(DISTINCT o) AS recorded,
         collect(DISTINCT o.provenance) AS kinds
}
CALL (item) {
  OPTIONAL MATCH (s:DeliverySite)
  WHERE item = 'workers' AND s.status = 'OPEN' AND s.headcountAsOf <= $as_of
  RETURN CASE WHEN count(s) > 0 THEN sum(s.headcountStated) END AS reported,
         min(s.headcountAsOf) AS reported_first, max(s.headcountAsOf) AS reported_last
}
CALL (item) {
  OPTIONAL MATCH (f:SourceClaim)
  WHERE f.countedBy = 'reports/overview/' + CASE item WHEN 'workers' THEN 'riders' ELSE item END
  WITH f ORDER BY f.id LIMIT 1
  RETURN f
}
RETURN item, recorded, kinds AS counted_from, reported, reported_first, reported_last,
       f.id AS claim_id, f.textZh AS claimed, f.textEn AS claimed_en, f.asOf AS stated_by,
       CASE item WHEN 'workers' THEN 'not_recorded' ELSE 'not_applicable' END AS why
ORDER BY place
