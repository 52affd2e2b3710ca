"""Every setting in one place, read once from the environment and passed down."""

from pathlib import Path
from typing import Literal, Self

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import SettingsError


class OidcSettings(BaseSettings):
    """The sign-in provider, by OpenID Connect; without an issuer there is none.

    Each is the environment variable ``LIANXIN_OIDC_`` and its name here.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_prefix="LIANXIN_OIDC_")

    issuer: str = ""
    """The provider's address, exactly as it names itself."""
    client: str = ""
    """The id under which the provider knows Lianxin."""
    secret_file: Path | None = None
    """A file with that client's secret; a public client has none."""
    scope: str = "openid profile"
    """What is asked for, split by spaces."""
    name_claim: str = "preferred_username"
    """Which claim is the name of a new account."""
    groups_claim: str = "groups"
    """Which claim names a person's groups; ``a.b`` for one within another."""
    committee: str = ""
    """The groups of the committee, split by commas."""
    staff: str = ""
    """The groups of staff, split by commas."""
    steward: str = ""
    """The groups of stewards, split by commas."""
    others: Literal["refuse", "committee", "staff"] = "refuse"
    """What becomes of who is in none of these groups."""
    name_zh: str = "统一登录"
    """What the button calls the provider, in Chinese."""
    name_en: str = "single sign-on"
    """What the button calls the provider, in English."""


class Settings(BaseSettings):
    """The settings of one run. Each is an environment variable of the name given at its field."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    neo4j_uri: str | None = Field(None, validation_alias="NEO4J_URI")
    """Address of a server of the town's own; without it a private one is started."""
    neo4j_username: str = Field("neo4j", validation_alias="NEO4J_USERNAME")
    neo4j_password: SecretStr | None = Field(None, validation_alias="NEO4J_PASSWORD")
    neo4j_password_file: Path | None = Field(None, validation_alias="NEO4J_PASSWORD_FILE")
    """A file with that password, where it is to stand in no environment."""
    neo4j_database: str = Field("neo4j", validation_alias="NEO4J_DATABASE")
    neo4j_line: Literal["5.26", "2026"] = Field("5.26", validation_alias="LIANXIN_NEO4J_LINE")
    """Which line of Neo4j the private server runs: long-term support, or the newest."""
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("lianxin", False)),
        validation_alias="LIANXIN_HOME",
    )
    """Where everything of the user's lives."""
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("lianxin", False)),
        validation_alias="LIANXIN_CACHE",
    )
    """Where what can be fetched again is kept: Neo4j's jars."""
    jar_mirror: str | None = Field(None, validation_alias="LIANXIN_JAR_MIRROR")
    """Base address of a Maven repository to fetch Neo4j's jars from."""
    java: Path | None = Field(None, validation_alias="LIANXIN_JAVA")
    """The ``java`` program to use instead of the one found."""
    font: Path | None = Field(None, validation_alias="LIANXIN_FONT")
    """One more font file, for characters that the annual edition's own font lacks."""
    heap_mb: int = Field(768, ge=256, validation_alias="LIANXIN_HEAP_MB")
    """Memory for the private server's heap, in MB; its page cache takes 128 MB, or a sixth of this."""
    address: str = Field("127.0.0.1", validation_alias="LIANXIN_ADDRESS")
    """Where the dashboard listens: an address of this machine, or 0.0.0.0 for all of them."""
    port: int = Field(5006, ge=0, le=65535, validation_alias="LIANXIN_PORT")
    """The port that the dashboard listens on; 0 takes a free one."""
    names: str = Field("", validation_alias="LIANXIN_NAMES")
    """The host names under which the dashboard answers, split by commas."""
    prefix: str = Field("", validation_alias="LIANXIN_PREFIX")
    """The path that all addresses of the dashboard begin with, such as /lx/."""
    cert: Path | None = Field(None, validation_alias="LIANXIN_CERT")
    """The PEM file of the dashboard's certificate and its chain."""
    key: Path | None = Field(None, validation_alias="LIANXIN_KEY")
    """The PEM file of that certificate's key."""
    behind: str = Field("", validation_alias="LIANXIN_BEHIND")
    """The IP addresses or networks of the proxies that are trusted, split by commas."""
    redirect_port: int | None = Field(
        None, ge=1, le=65535, validation_alias="LIANXIN_REDIRECT_PORT"
    )
    """A port whose plain HTTP is answered by the encrypted address."""
    hsts_days: int = Field(365, ge=0, le=3650, validation_alias="LIANXIN_HSTS_DAYS")
    """For how many days browsers ask for nothing under its names without TLS; 0 makes them forget."""
    metrics_token: Path | None = Field(None, validation_alias="LIANXIN_METRICS_TOKEN")
    """A file with the token by which a monitor of another machine may ask for /metrics."""
    log_format: Literal["text", "json"] = Field("text", validation_alias="LIANXIN_LOG_FORMAT")
    """How the program's log is written: lines for people, or one JSON object a line."""
    password_policy: Literal["asvs", "dengbao2"] = Field(
        "asvs", validation_alias="LIANXIN_PASSWORD_POLICY"
    )
    """What is asked of passwords: what protects them, or what 等保 level 2 asks beside it."""
    steward_totp: bool = Field(False, validation_alias="LIANXIN_STEWARD_TOTP")
    """Whether stewards have to sign in with a one-time code as well."""
    session_idle_minutes: int = Field(
        30, ge=1, le=1440, validation_alias="LIANXIN_SESSION_IDLE_MINUTES"
    )
    """After how many minutes without anything done one has to sign in again."""
    session_hours: int = Field(12, ge=1, le=72, validation_alias="LIANXIN_SESSION_HOURS")
    """After how many hours one has to sign in again whatever was done."""
    robot_host: str = Field("qyapi.weixin.qq.com", validation_alias="LIANXIN_ROBOT_HOST")
    """The one host that messages of the out-tray may be sent to."""
    robot_stand_in: int | None = Field(
        None, ge=1, le=65535, validation_alias="LIANXIN_ROBOT_STAND_IN"
    )
    """The port of a stand-in for that host on this machine: for tests."""
    test_speed: bool = Field(False, validation_alias="LIANXIN_TEST_SPEED")
    """Start faster, run slower, and keep a plan whatever becomes of the data: for tests."""

    prewarm: bool = Field(True, validation_alias="LIANXIN_PREWARM")
    """Whether a dashboard makes cards and plans before anyone asks; a weak machine may go without."""

    def password(self) -> str:
        """The password of a server of the town's own, as given or out of its file. Raises SettingsError."""
        if self.neo4j_password is not None:
            return self.neo4j_password.get_secret_value()
        if self.neo4j_password_file is None:
            raise SettingsError(
                "设置了 NEO4J_URI，还需要用 NEO4J_PASSWORD 给出密码，或用 NEO4J_PASSWORD_FILE 指明密码文件。",
                "NEO4J_URI is set; NEO4J_PASSWORD is needed too, or its file in NEO4J_PASSWORD_FILE.",
            )
        try:
            return self.neo4j_password_file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"密码文件 {self.neo4j_password_file} 读不出来。",
                f"The password's file {self.neo4j_password_file} cannot be read.",
            ) from error

    def demo(self) -> Self:
        """The same settings with the demonstration's own home, so that stores never mix."""
        return self.model_copy(update={"home": self.home / "demo"})
