// ---
// question: R11
// title: {zh: 支持关系（分层图）, en: Who supports whom in layers}
// about:
//   zh: 从组织，经受理心愿的服务站点，到骑手所在的配送站点，再到运营企业；每条线一对一，写明认领、兑现与花费。
//   en: "From organisations, through the stations that received the wishes, to the riders' delivery sites and the companies that operate them; each line is one pair, with claims, handovers and money."
// definition:
//   zh: “支持”指截至当日已确认、且仍在进行或已经兑现的认领；每件心愿只计一次，先后有几个认领的，归于最近确认的一个。一个组织同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类；企业单列。服务站点为受理站点，经工作群受理的归于维护该群的站点，若由谁维护系推定，该线即为推定。配送站点为提出时所在，没有站点的心愿不在图内。企业为当日运营该配送站点的企业，其线上的数字是该站点得到支持的心愿，几家共同运营的各计一次。没有得到过支持的开放站点也画出，画作空心。花费为兑现时登记的实际费用，认领未兑现的不计。
//   en: "Support is a claim accepted by the day that is still live or has been handed over; a wish counts once, for the claim accepted last. An organisation in several groups goes to one of them, in the order regional, two-new, village and neighbourhood, town, centre, mass organisation; companies stand by themselves. Stations are those that received the wish; what came through a chat group counts for the station that looks after it, and where that is assumed the line is assumed. Sites are those at the time of raising; wishes with none are not drawn. Companies are those operating the site on the day; their line carries the supported wishes of the site, once for each operator. Open sites without support are drawn hollow. Money is the actual cost put down at the handover; claims not handed over carry none."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   group: {label: {zh: 组织类别, en: Group}, words: group}
//   source_id: {label: {zh: 自（编号）, en: From (id)}}
//   source: {label: {zh: 自, en: From}, words: group, links: {record: source_id}}
//   target_id: {label: {zh: 至（编号）, en: To (id)}}
//   target: {label: {zh: 至, en: To}, words: group, links: {record: target_id}}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   wishes: {label: {zh: 支持的心愿, en: Wishes supported}, unit: count, rows: [
//     {report: support/wishes, where: {level: 1, target_id: no_station}, with: {supporter: source_id, basis: basis}, values: {received: elsewhere}},
//     {report: support/wishes, where: {level: 1}, with: {supporter: source_id, station: target_id, basis: basis}},
//     {report: support/wishes, where: {level: 2, source_id: no_station}, with: {site: target_id, basis: basis}, values: {received: elsewhere}},
//     {report: support/wishes, where: {level: 2}, with: {station: source_id, site: target_id, basis: basis}},
//     {report: support/wishes, where: {level: 3}, with: {site: source_id, company: target_id}}]}
//   fulfilled: {label: {zh: 其中已兑现, en: Handed over}, unit: count, rows: [
//     {report: support/wishes, where: {level: 1, target_id: no_station}, with: {supporter: source_id, basis: basis}, values: {received: elsewhere, state: fulfilled}},
//     {report: support/wishes, values: {state: fulfilled}, where: {level: 1}, with: {supporter: source_id, station: target_id, basis: basis}},
//     {report: support/wishes, where: {level: 2, source_id: no_station}, with: {site: target_id, basis: basis}, values: {received: elsewhere, state: fulfilled}},
//     {report: support/wishes, values: {state: fulfilled}, where: {level: 2}, with: {station: source_id, site: target_id, basis: basis}},
//     {report: support/wishes, values: {state: fulfilled}, where: {level: 3}, with: {site: source_id, company: target_id}}]}
//   cost: {label: {zh: 花费, en: Cost}, unit: fen, rows: [
//     {report: support/wishes, adds: cost, where: {level: 1, target_id: no_station}, with: {supporter: source_id, basis: basis}, values: {received: elsewhere, state: fulfilled}},
//     {report: support/wishes, adds: cost, values: {state: fulfilled}, where: {level: 1}, with: {supporter: source_id, station: target_id, basis: basis}},
//     {report: support/wishes, adds: cost, where: {level: 2, source_id: no_station}, with: {site: target_id, basis: basis}, values: {received: elsewhere, state: fulfilled}},
//     {report: support/wishes, adds: cost, values: {state: fulfilled}, where: {level: 2}, with: {station: source_id, site: target_id, basis: basis}},
//     {report: support/wishes, adds: cost, values: {state: fulfilled}, where: {level: 3}, with: {site: source_id, company: target_id}}]}
// sums:
//   - {total: wishes, parts: [fulfilled], rest: true}
// same_as:
//   - {column: wishes, rows: {level: 1}, report: support/map, its_column: wishes, its_rows: {level: 2}, by: {target_id: source_id}}
// view: {kind: layers, level: level, group: group, source: source, source_id: source_id, target: target, target_id: target_id, value: wishes, basis: basis}
// rests_on: [Wish, Claim, Handover, Organization, OrgGroup, Company, ServiceStation, ChatGroup, Rider, DeliverySite]
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [level, group, source_id, source, target_id, target, basis, wishes, fulfilled, cost], unique: [level, source_id, target_id, basis], not_null: [level, source_id, wishes, fulfilled]}
// ---
// Each supported wish once, for the claim accepted last, with its station and its site.
CALL () {
  MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
  WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
    AND ($since IS NULL OR date(c.acceptedAt) >= $since)
    AND ($category IS NULL OR w.category = $category)
  OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  WITH w, o, c, count(h) > 0 AS done, sum(h.costFen) AS cost
  WHERE done OR c.endedAt > $as_of_end
  WITH w, o, c, done, cost ORDER BY c.acceptedAt DESC, c.id DESC, o.id
  WITH w, head(collect({by: o, claim: c, done: done, cost: cost})) AS last
  WITH w, last.by AS o, last.claim AS c, last.done AS done, last.cost AS cost
  CALL (o) {
    OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH collect(g.code) AS codes
    RETURN $group IS NULL OR $group IN codes AS wanted,
           CASE WHEN o:Company THEN 'company' ELSE coalesce(head([
             code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
             WHERE code IN codes]), 'no_group') END AS `group`
  }
  WITH w, o, c, done, cost, `group`, wanted
  WHERE wanted
  CALL (w) {
    OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
    OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH coalesce(direct, behind) AS st, direct IS NULL AND tie.assumed AS assumed
    ORDER BY st.id LIMIT 1
    RETURN coalesce(st.id, 'no_station') AS station_id, coalesce(st.name, 'no_station') AS station,
           coalesce(assumed, false) AS assumed
  }
  CALL (w) {
    MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    WITH s ORDER BY s.id LIMIT 1
    RETURN s
  }
  WITH *
  WHERE $company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  }
  RETURN collect({
    `group`: `group`, by: o, station_id: station_id, station: station, site: s, done: done, cost: cost,
    basis: CASE WHEN assumed THEN 'assumed'
                WHEN 'synthetic' IN [w.provenance, c.provenance] THEN 'synthetic'
                WHEN 'derived' IN [w.provenance, c.provenance] THEN 'derived'
                ELSE 'recorded' END
  }) AS supported
}
CALL (supported) {
  UNWIND supported AS one
  RETURN 1 AS level, one.`group` AS `group`, one.by.id AS source_id, one.by.name AS source,
         one.station_id AS target_id, one.station AS target, one.basis AS basis,
         count(*) AS wishes, count(CASE WHEN one.done THEN 1 END) AS fulfilled, sum(one.cost) AS cost
  UNION ALL
  UNWIND supported AS one
  RETURN 2 AS level, null AS `group`, one.station_id AS source_id, one.station AS source,
         one.site.id AS target_id, one.site.name AS target, one.basis AS basis,
         count(*) AS wishes, count(CASE WHEN one.done THEN 1 END) AS fulfilled, sum(one.cost) AS cost
  UNION ALL
  // Every open site, and those that were supported, with whoever operates it.
  CALL (supported) {
    UNWIND supported AS one
    RETURN one.site AS s, one
    UNION ALL
    MATCH (s:DeliverySite) WHERE s.status = 'OPEN'
    RETURN s, null AS one
  }
  WITH s, count(one) AS wishes, count(CASE WHEN one.done THEN 1 END) AS fulfilled, sum(one.cost) AS cost
  OPTIONAL MATCH (co:Company)-[runs:OPERATES]->(s)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH s, wishes, fulfilled, cost, co, runs
  WHERE $company IS NULL OR co.id = $company
  RETURN 3 AS level, null AS `group`, s.id AS source_id, s.name AS source,
         co.id AS target_id, co.name AS target,
         CASE WHEN runs.provenance IN ['synthetic', 'derived'] THEN runs.provenance
              WHEN runs IS NOT NULL THEN 'recorded' END AS basis,
         wishes, fulfilled, cost
}
RETURN level, `group`, source_id, source, target_id, target, basis, wishes, fulfilled, cost
ORDER BY level, wishes DESC, source_id, target_id, basis
