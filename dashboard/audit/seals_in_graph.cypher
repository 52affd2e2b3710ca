// The seals of trails that the graph holds, among the other properties of the model's version.
MATCH (v:ModelVersion {id: 'MODEL'})
RETURN properties(v) AS held
