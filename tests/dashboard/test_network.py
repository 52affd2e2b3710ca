"""Where a dashboard may stand: what is missing is said, names and prefixes are settings."""

import pytest

from dashboard.cli.network import network_of
from dashboard.network import (
    CertificateFiles,
    Network,
    NetworkRefused,
    name_of,
    peers_of,
    prefix_of,
    refuse_unready,
)
from graph.settings import Settings

FILES = CertificateFiles(__file__, __file__)  # type: ignore[arg-type]
NOTHING = {
    "address": None, "names": (), "prefix": None, "cert": None, "key": None, "behind": (),
    "redirect_port": None,
}  # fmt: skip


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.3.2.1"])
def test_loopback_needs_nothing(address: str):
    refuse_unready(Network(address=address), accounts=0)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.1.2.3", "lianxin.example.cn"])
def test_what_is_missing_is_said_with_its_way_out(address: str):
    with pytest.raises(NetworkRefused) as caught:
        refuse_unready(Network(address=address), accounts=0)
    for way in ("lianxin user add", "--cert", "--behind"):
        assert way in caught.value.zh
        assert way in caught.value.en
    assert ("--name" in caught.value.en) == (address in ("0.0.0.0", "::"))


def test_a_proxy_in_front_makes_it_reachable_so_that_accounts_and_a_name_are_needed():
    behind = (peers_of("127.0.0.1"),)
    with pytest.raises(NetworkRefused, match="accounts") as caught:
        refuse_unready(Network(behind=behind, names=("a.cn",)), accounts=0)
    assert "--cert" not in caught.value.en
    with pytest.raises(NetworkRefused, match="--name"):
        refuse_unready(Network(behind=behind), accounts=1)
    refuse_unready(Network(behind=behind, names=("a.cn",)), accounts=1)


def test_with_accounts_a_certificate_and_a_name_it_may_stand_anywhere():
    refuse_unready(Network(address="0.0.0.0", names=("a.cn",), certificate=FILES), accounts=1)


@pytest.mark.parametrize(
    ("network", "hosts", "url"),
    [
        (Network(8080), {"127.0.0.1:8080", "localhost:8080"}, "http://127.0.0.1:8080/"),
        (
            Network(80, prefix="/lx"),
            {"127.0.0.1", "127.0.0.1:80", "localhost", "localhost:80"},
            "http://127.0.0.1/lx/",
        ),
        (
            Network(443, "10.1.2.3", ("a.cn",), certificate=FILES),
            {"a.cn", "a.cn:443", "10.1.2.3", "10.1.2.3:443"},
            "https://a.cn/",
        ),
        (
            Network(8443, "10.1.2.3", ("a.cn:9443",), certificate=FILES),
            {"a.cn:9443", "10.1.2.3:8443"},
            "https://a.cn:9443/",
        ),
        (
            Network(5006, names=("a.cn", "b.cn:8443"), behind=(peers_of("::1"),), prefix="/lx"),
            {"a.cn", "b.cn:8443"},
            "https://a.cn/lx/",
        ),
        (
            Network(5006, "::1"),
            {"[::1]:5006", "127.0.0.1:5006", "localhost:5006"},
            "http://[::1]:5006/",
        ),
    ],
)
def test_it_answers_under_what_was_set_and_under_nothing_else(
    network: Network, hosts: set[str], url: str
):
    assert (network.hosts, network.url) == (hosts, url)


def test_everything_that_listens_everywhere_answers_under_its_names_and_locally():
    hosts = Network(8443, "0.0.0.0", ("a.cn",), certificate=FILES).hosts
    assert hosts == {"a.cn:8443", "localhost:8443", "127.0.0.1:8443"}


def test_a_name_with_the_usual_port_is_answered_without_it_too():
    """A container's port is published as 443: browsers then send the name alone."""
    network = Network(5006, "0.0.0.0", ("a.cn:443",), certificate=FILES)
    assert {"a.cn", "a.cn:443"} <= network.hosts and "a.cn:5006" not in network.hosts
    assert network.url == "https://a.cn/"


@pytest.mark.parametrize("text", ["lx", "/lx", "/lx/", " /lx/ "])
def test_a_prefix_may_be_written_with_or_without_its_slashes(text: str):
    assert prefix_of(text) == "/lx"


@pytest.mark.parametrize("text", ["/a b/", "/../x", "/a//b", "/连新", "/a?b", "/a%2f", '/"'])
def test_a_prefix_that_no_address_can_hold_is_refused(text: str):
    with pytest.raises(NetworkRefused):
        prefix_of(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lianxin.Example.CN", "lianxin.example.cn"),
        ("lianxin.example.cn:8443", "lianxin.example.cn:8443"),
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d"),
        ("[::1]:5006", "[::1]:5006"),
        ("10.0.0.5", "10.0.0.5"),
    ],
)
def test_a_name_is_what_a_browser_sends(text: str, name: str):
    assert name_of(text) == name


@pytest.mark.parametrize(
    "text", ["https://a.cn", "a.cn/lx", "*", "", "a.cn:0", "a.cn:99999", "a b"]
)
def test_what_is_no_name_is_refused(text: str):
    with pytest.raises(NetworkRefused):
        name_of(text)


@pytest.mark.parametrize("text", ["proxy.example.cn", "0.0.0.0/0", "::/0", "*", ""])
def test_a_trusted_proxy_is_an_address_and_never_everybody(text: str):
    with pytest.raises(NetworkRefused):
        peers_of(text)


def test_only_the_proxy_s_own_addresses_are_trusted():
    network = Network(behind=(peers_of("10.0.0.0/24"), peers_of("::1")))
    trusted = [
        one for one in ("10.0.0.7", "::ffff:10.0.0.7", "::1", "10.0.1.7", "") if network.trusts(one)
    ]
    assert trusted == ["10.0.0.7", "::ffff:10.0.0.7", "::1"]


def test_options_come_before_settings(monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "ADDRESS": "0.0.0.0",
        "PORT": "443",
        "NAMES": "a.cn，b.cn",
        "PREFIX": "lx",
    }.items():
        monkeypatch.setenv(f"LIANXIN_{name}", value)
    monkeypatch.setenv("LIANXIN_BEHIND", "10.0.0.1, 10.0.0.2")
    by_settings = network_of(Settings(), None, NOTHING)
    assert (by_settings.address, by_settings.port) == ("0.0.0.0", 443)
    assert (by_settings.names, by_settings.prefix) == (("a.cn", "b.cn"), "/lx")
    assert by_settings.behind == (peers_of("10.0.0.1"), peers_of("10.0.0.2"))
    options = {**NOTHING, "address": "127.0.0.1", "names": ("c.cn",), "prefix": "/"}
    by_options = network_of(Settings(), 0, options)
    assert (by_options.address, by_options.port) == ("127.0.0.1", 0)
    assert (by_options.names, by_options.prefix) == (("c.cn",), "")


@pytest.mark.parametrize("given", [{"cert": "c.pem"}, {"key": "k.pem"}])
def test_a_certificate_and_its_key_are_given_together(given: dict[str, str]):
    with pytest.raises(NetworkRefused, match="--key"):
        network_of(Settings(), None, {**NOTHING, **given})
