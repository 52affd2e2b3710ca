// The load that made a record: both bear the same moment.
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim)
WHERE n.id = $id
MATCH (r:ImportRun)
WHERE r.at = n.createdAt
RETURN r.id AS load, r.file AS file, r.by AS by, r.at AS at
LIMIT 1
