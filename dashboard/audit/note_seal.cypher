// Notes the last seal of a home's trail.
MATCH (v:ModelVersion {id: 'MODEL'})
SET v += $seals
