"""On whose pages an embed may stand: exactly the hosts that were named; and which reports are about persons."""

import pytest

from cypher.file.parse import SavedStatement
from cypher.header import Header
from cypher.library.reload import Library
from dashboard.embeds.bounds import ADDRESS, EMBED, Bounds, TooOften
from dashboard.embeds.errors import EmbedRefused
from dashboard.embeds.hosts import host_of, hosts_of
from dashboard.embeds.persons import reads_persons
from graph.model import NODES


@pytest.mark.parametrize(
    "typed, host",
    [
        ("https://oa.example.gov.cn", "https://oa.example.gov.cn"),
        (" HTTPS://OA.example.gov.cn:443/ ", "https://oa.example.gov.cn"),
        ("http://10.1.2.3:8080", "http://10.1.2.3:8080"),
        ("http://oa", "http://oa"),
        ("https://xn--fiqs8s.cn:8443", "https://xn--fiqs8s.cn:8443"),
    ],
)
def test_a_host_is_its_scheme_its_name_and_its_port(typed: str, host: str):
    assert host_of(typed) == host


@pytest.mark.parametrize(
    "typed",
    [
        "*", "https://*", "https://*.example.gov.cn", "https://oa.*", "oa.example.gov.cn", "https:",
        "https://", "//oa.example.gov.cn", "javascript://oa", "data:x", "file:///etc", "ws://oa",
        "https://oa.example.gov.cn/page", "https://oa.example.gov.cn?x", "https://oa.example.gov.cn#x",
        "https://user@oa.example.gov.cn", "https://oa.example.gov.cn:*", "https://oa.example.gov.cn:0",
        "https://oa.example.gov.cn:99999", "https://oa.example.gov.cn:", "https://oa https://evil",
        "https://oa;script-src 'unsafe-inline'", "https://oa,https://evil", "'self'", "'none'",
        "https://-oa.cn", "https://oa..cn", "https://[::1]", "https://1.2.3", "https://01.2.3.4",
        "https://政务.cn", "https://oa\x00.cn", "https://" + "a" * 300,
    ],
)  # fmt: skip
def test_what_is_more_or_less_than_one_host_is_refused(typed: str):
    with pytest.raises(EmbedRefused):
        hosts_of(typed)


def test_several_hosts_are_each_named_once_and_five_at_most():
    assert hosts_of("https://a.cn\n\nhttps://b.cn\nhttps://A.cn/") == (
        "https://a.cn",
        "https://b.cn",
    )
    with pytest.raises(EmbedRefused):
        hosts_of("\n".join(f"https://{one}.cn" for one in "abcdef"))


def saved(statement: str, **header: object) -> SavedStatement:
    words = {"zh": "甲", "en": "A"}
    whole = Header.model_validate({"title": words, "about": words, **header})
    return SavedStatement("reports/own/x", "x", "own", whole, "", statement)


@pytest.mark.parametrize(
    "statement",
    [
        *(f"MATCH (n:{label}) RETURN n.id AS id" for label, kind in NODES.items() if kind.about_person),
        "MATCH (n:`Rider`) RETURN count(n) AS n",
        "MATCH (n:\\u0052ider) RETURN count(n) AS n",
        "MATCH (s:DeliverySite)<-[:WORKS_AT]-(r) RETURN count(r) AS n",
        "MATCH (s:DeliverySite)<--(r) RETURN count(r) AS n",
        "MATCH (s:DeliverySite)-[]-(r) RETURN count(r) AS n",
        "MATCH (s:DeliverySite)<-[w]-(r) RETURN count(r) AS n",
        "MATCH (s:DeliverySite)<-[*1..2]-(r) RETURN count(r) AS n",
        "MATCH (s:DeliverySite)<-[w:WORKS_AT|NEAR]-(r) RETURN count(r) AS n",
        "MATCH (n:$($label)) RETURN count(n) AS n",
        "MATCH (w:Wish) RETURN [(w)--(p) | p.id] AS ids",
    ],
)  # fmt: skip
def test_a_report_that_reads_persons_or_may_do_so_is_known(statement: str):
    assert reads_persons(saved(statement), Library(None, None).catalogue)


def test_a_report_says_itself_that_it_is_about_persons():
    plain = "MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent) // Rider\nRETURN 'Rider' AS x, 3 - -1 AS y"
    catalogue = Library(None, None).catalogue
    assert not reads_persons(saved(plain), catalogue)
    assert reads_persons(saved(plain, privacy={"personal": True}), catalogue)
    reason = {"all_nodes_scan": "few"}
    assert reads_persons(saved("MATCH (n) RETURN count(n) AS n", accepts=reason), catalogue)


def test_bounds_count_by_address_and_by_embed_and_grow_again():
    now = [0.0]
    bounds = Bounds(lambda: now[0])
    for _ in range(ADDRESS.most):
        bounds.take_address("10.0.0.1")
    with pytest.raises(TooOften):
        bounds.take_address("10.0.0.1")
    bounds.take_address("10.0.0.2")
    now[0] += ADDRESS.seconds
    bounds.take_address("10.0.0.1")
    for _ in range(EMBED.most):
        bounds.take_embed("one")
    with pytest.raises(TooOften):
        bounds.take_embed("one")
    bounds.take_embed("another")
