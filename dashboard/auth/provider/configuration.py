"""What a town sets of its provider, made sure of before the dashboard starts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from cypher.reader import Role
from dashboard.auth.provider.errors import ProviderUnusable
from dashboard.network import is_loopback
from graph.settings import OidcSettings

RANKED: tuple[Role, ...] = ("steward", "staff", "committee")
"""Who is in the groups of several roles has the first of these."""
_MOST_SECRET = 4096


@dataclass(frozen=True)
class Provider:
    """One provider. ``groups``: which of its groups have which role; ``others``: the role of who is
    in none of them, None where they are refused."""

    issuer: str
    client: str
    secret_file: Path | None
    scope: str
    name_claim: str
    groups_claim: str
    groups: Mapping[str, Role]
    others: Role | None
    names: Mapping[str, str]
    """What the button calls it, by language."""

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and host of the only place that is ever asked."""
        return origin_of(self.issuer)

    def secret(self) -> str:
        """The client's secret, read anew so that it may be changed without a restart; empty where
        there is none. Raises ProviderUnusable."""
        if self.secret_file is None:
            return ""
        try:
            text = self.secret_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "UTF-8"
            raise ProviderUnusable(
                f"统一登录的密钥文件读不了：{self.secret_file}（{reason}）。",
                f"The file of the provider's secret cannot be read: {self.secret_file} ({reason}).",
            ) from error
        if not text or len(text) > _MOST_SECRET:
            raise ProviderUnusable(
                f"统一登录的密钥文件是空的或不对：{self.secret_file}。",
                f"The file of the provider's secret is empty, or no secret: {self.secret_file}.",
            )
        return text

    def role_of(self, groups: Collection[str]) -> Role | None:
        """The highest role among some groups; None for who is to be refused."""
        held = {self.groups[one] for one in groups if one in self.groups}
        return next((role for role in RANKED if role in held), self.others)


def provider_of(settings: OidcSettings) -> Provider | None:
    """The provider that the settings name; None where they name none.

    Raises ProviderUnusable, which says what is missing or wrong.
    """
    if not settings.issuer:
        return None
    issuer = settings.issuer.strip()
    _check_issuer(issuer)
    groups = _groups(settings)
    others = None if settings.others == "refuse" else settings.others
    if not settings.client:
        raise ProviderUnusable(
            "已设置 LIANXIN_OIDC_ISSUER，还缺客户端编号 LIANXIN_OIDC_CLIENT。",
            "LIANXIN_OIDC_ISSUER is set; LIANXIN_OIDC_CLIENT, the client's id, is missing.",
        )
    if not groups and others is None:
        raise ProviderUnusable(
            "没有任何分组有角色，谁也登录不了：请设置 LIANXIN_OIDC_STAFF、LIANXIN_OIDC_COMMITTEE 或 "
            "LIANXIN_OIDC_STEWARD。",
            "No group has a role, so that nobody could sign in: set LIANXIN_OIDC_STAFF, "
            "LIANXIN_OIDC_COMMITTEE or LIANXIN_OIDC_STEWARD.",
        )
    if find_spec("joserfc") is None:
        raise ProviderUnusable(
            "统一登录需要另装一个组件：pip install 'lianxin[oidc]'。",
            "Signing in by a provider needs one more part: pip install 'lianxin[oidc]'.",
        )
    scope = " ".join(dict.fromkeys(("openid", *settings.scope.split())))
    provider = Provider(
        issuer, settings.client, settings.secret_file, scope, settings.name_claim,
        settings.groups_claim, groups, others, {"zh": settings.name_zh, "en": settings.name_en},
    )  # fmt: skip
    provider.secret()
    return provider


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host of an address, in lower case; empty where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()


def _check_issuer(issuer: str) -> None:
    """Only encrypted, except on this machine; nothing behind the path."""
    try:
        parts = urlsplit(issuer)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    is_here = parts.scheme == "http" and (host == "localhost" or is_loopback(host))
    if not host or not (parts.scheme == "https" or is_here):
        raise ProviderUnusable(
            f"统一登录的地址“{issuer}”不能用：须以 https:// 开头（同一台机器上可用 http://）。",
            f"The issuer {issuer!r} cannot be used: it begins with https:// (http:// on this machine).",
        )
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ProviderUnusable(
            f"统一登录的地址“{issuer}”里不能有 ?、# 和 @。",
            f"The issuer {issuer!r} must hold no ?, # or @.",
        )


def _groups(settings: OidcSettings) -> dict[str, Role]:
    """Each group with its role. Raises ProviderUnusable where one has two."""
    found: dict[str, Role] = {}
    for role in RANKED:
        for name in str(getattr(settings, role)).split(","):
            group = name.strip()
            if group and found.setdefault(group, role) != role:
                raise ProviderUnusable(
                    f"分组“{group}”有两个角色：{found[group]}、{role}。",
                    f"The group {group!r} has two roles: {found[group]} and {role}.",
                )
    return found


def groups_in(claims: Mapping[str, object], claim: str) -> list[str]:
    """The groups that a claim names: a text, a list of texts, or of objects with a name (Casdoor).

    A claim may lie within another, as ``realm_access.roles`` does (Keycloak).
    """
    value: object = claims.get(claim)
    if value is None and "." in claim:
        value = claims
        for part in claim.split("."):
            value = cast(Mapping[str, object], value).get(part) if isinstance(value, dict) else None
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    named = (one.get("name") if isinstance(one, dict) else one for one in found)
    return [one for one in named if isinstance(one, str) and one]
