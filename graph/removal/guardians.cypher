// Of whom a person is a guardian, or who is the person's.
MATCH (n:Rider|Child {id: $id})-[g:GUARDIAN_OF]-()
RETURN count(g) AS n
