// ---
// question: R25
// title: {zh: 报道口径与系统记录对照, en: What the article claims and what is recorded}
// about: {zh: 来源报道中的数字与系统记录的数目并列，各是各的，从不相加。, en: "The article's numbers beside what is recorded in the graph; they stand side by side and are never added up."}
// definition:
//   zh: “报道口径”保留原文的限定词（约、余、若干）。“系统记录”是截至当日按同一口径在系统中数到的数目，旁边写明所数内容的数据性质；虚构数据数到的，不能证实也不能推翻报道。“差”只在报道给出确数时计算。报道没有给出数字的记“未给出”，不作0。金额按元。
//   en: "Claimed keeps the source's hedges (about, more than, several). Recorded is what the graph counts of the same thing on the day, with the provenance of what was counted beside it; a count of synthetic data neither proves nor disproves the article. The difference is worked out only where the source gives an exact number. Where it gives none, that is said, and it is not 0. Money is in yuan."
// no_past: {zh: 配送站点和服务站点的开闭没有历史记录，按现状；其余按当日。, en: "Opening of sites and stations keeps no history and is as now; everything else is of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   counted_only: {type: boolean, default: true, label: {zh: 只看系统有对应记录的, en: Only what the graph counts}}
// columns:
//   claim_id: {label: {zh: 编号, en: Id}, links: source_claim}
//   statement: {label: {zh: 报道口径, en: Claimed (Chinese)}, lang: zh}
//   statement_en: {label: {zh: 报道口径（英文）, en: Claimed}, lang: en}
//   claimed: {label: {zh: 所述数目, en: Number claimed}}
//   recorded: {label: {zh: 系统记录, en: Recorded}}
//   difference: {label: {zh: 差, en: Difference}, empty: not_applicable}
//   reading: {label: {zh: 对照, en: Comparison}, words: reading}
//   counted_from: {label: {zh: 所数数据, en: Counted from}, words: provenance}
//   stated_by: {label: {zh: 陈述不晚于, en: Stated by}}
//   counted_by: {label: {zh: 对应报表, en: Counted by}, links: {report_in: counted_by}}
// view: {kind: table}
// rests_on: [SourceClaim, DeliverySite, Rider, ServiceStation, Organization, Donation]
// limits: {rows: 500, seconds: 5}
// expect: {columns: [claim_id, statement, statement_en, claimed, recorded, difference, reading, counted_from, stated_by, counted_by], unique: [claim_id], not_null: [claim_id, statement, reading]}
// ---
// What the graph counts, each by the name of the report that counts the same.
CALL () {
  MATCH (s:DeliverySite) WHERE s.status = 'OPEN'
  RETURN 'reports/overview/sites' AS report, 1.0 * count(s) AS counted,
         collect(DISTINCT s.provenance) AS kinds
  UNION ALL
  MATCH (r:Rider)-[works:WORKS_AT]->(:DeliverySite)
  WHERE works.from <= $as_of AND works.to > $as_of
  RETURN 'reports/overview/riders' AS report, 1.0 * count(DISTINCT r) AS counted,
         collect(DISTINCT r.provenance) AS kinds
  UNION ALL
  MATCH (st:ServiceStation) WHERE st.status = 'OPEN'
  UNWIND ['stations'] + CASE st.stationType
    WHEN 'worker_service' THEN ['stations_worker']
    WHEN 'outdoor_worker' THEN ['stations_outdoor']
    ELSE ['stations_red'] + CASE WHEN st.tier IS NULL THEN [] ELSE ['stations_' + st.tier] END
  END AS name
  RETURN 'reports/overview/' + name AS report, 1.0 * count(st) AS counted,
         collect(DISTINCT st.provenance) AS kinds
  UNION ALL
  MATCH (g:OrgGroup)<-[tie:IN_GROUP]-(o:PartyOrganization)-[answer:RESPONDED_TO]->(p:Project)
  WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood'] AND p.kind = 'appeal'
    AND tie.from <= $as_of AND tie.to > $as_of
    AND coalesce(answer.at <= $as_of_end, true)
  RETURN 'reports/overview/responders_'
         + CASE g.code WHEN 'village_neighbourhood' THEN 'village' ELSE g.code END AS report,
         1.0 * count(DISTINCT o) AS counted, collect(DISTINCT answer.provenance) AS kinds
  UNION ALL
  MATCH (o:PartyOrganization)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood']
    AND tie.from <= $as_of AND tie.to > $as_of
    AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
  RETURN 'reports/overview/organisations' AS report, 1.0 * count(DISTINCT o) AS counted,
         collect(DISTINCT o.provenance) AS kinds
  UNION ALL
  MATCH (d:Donation)-[:INTO]->(:Fund)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  WITH DISTINCT d
  RETURN 'reports/overview/donations_received' AS report, sum(d.amountFen) / 100.0 AS counted,
         collect(DISTINCT d.provenance) AS kinds
}
WITH collect({report: report, counted: counted, kinds: kinds}) AS counts
MATCH (f:SourceClaim)
WHERE f.countedBy IS NOT NULL
   OR (NOT $counted_only AND (f.value IS NOT NULL OR f.qualifier = '若干'))
WITH f, head([one IN counts WHERE one.report = f.countedBy]) AS found,
     toInteger(f.value) AS whole
WITH f, found, CASE
       WHEN found IS NOT NULL THEN found.counted
       // What is counted above and is not among the counts is 0; what is not counted is not known.
       WHEN f.countedBy IN [name IN [
              'sites', 'riders', 'stations', 'stations_worker', 'stations_outdoor', 'stations_red',
              'stations_flagship', 'stations_fusion', 'stations_village', 'responders_regional',
              'responders_two_new', 'responders_village', 'organisations', 'donations_received'
            ] | 'reports/overview/' + name] THEN 0.0
     END AS recorded,
     CASE
       WHEN f.value IS NULL THEN coalesce(f.qualifier, '')
       WHEN f.value >= 10000 AND whole % 10000 = 0 THEN toString(whole / 10000) + '万'
       WHEN f.value = whole THEN toString(whole)
       ELSE toString(f.value)
     END AS number,
     coalesce(f.measureWord, CASE f.unit WHEN 'CNY' THEN '元' WHEN 'minute' THEN '分钟' ELSE '' END)
       AS measure
RETURN f.id AS claim_id, f.textZh AS statement, f.textEn AS statement_en,
       CASE WHEN f.qualifier = '约' THEN '约' ELSE '' END + number
         + CASE WHEN f.qualifier = '余' THEN '余' ELSE '' END + measure AS claimed,
       CASE WHEN recorded = toInteger(recorded) THEN toInteger(recorded) ELSE recorded END AS recorded,
       CASE WHEN coalesce(f.qualifier, 'exact') <> 'exact' THEN null
            WHEN recorded - f.value = toInteger(recorded - f.value)
            THEN toInteger(recorded - f.value)
            ELSE recorded - f.value END AS difference,
       CASE
         WHEN recorded IS NULL THEN 'not_counted'
         WHEN f.value IS NULL AND f.min IS NULL AND f.max IS NULL THEN 'not_stated'
         WHEN f.min IS NOT NULL OR f.max IS NOT NULL THEN CASE
           WHEN coalesce(recorded < f.min, false) OR coalesce(recorded > f.max, false)
                OR (f.maxExclusive AND coalesce(recorded = f.max, false)) THEN 'outside'
           ELSE 'within'
         END
         WHEN f.qualifier IN ['约', '余', '若干', '等'] THEN 'hedged'
         WHEN recorded = f.value THEN 'same'
         ELSE 'differs'
       END AS reading,
       found.kinds AS counted_from, f.asOf AS stated_by, f.countedBy AS counted_by
ORDER BY claim_id
