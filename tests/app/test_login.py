"""Logging in at an OpenID Connect provider that runs on loopback, in a real browser.

The provider gives out discovery, keys and signed tokens like any other; it asks for no password.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.app import world
from tests.app.conftest import Site, free_port
from tests.app.test_browser import go, settle

pytestmark = pytest.mark.browser
EDITOR = "editor@example.org"
NAMES = {
    "editor": {"email": EDITOR, "email_verified": True, "name": "Example Editor"},
    "claimed": {"email": EDITOR, "email_verified": False, "name": "Somebody Else"},
    "visitor": {"email": "visitor@example.net", "email_verified": True, "name": "A Visitor"},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a running provider that knows three people."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, run_server_in_thread  # noqa: PLC0415 - it warns
    people = [User(sub=sub, claims=claims) for sub, claims in NAMES.items()]
    with run_server_in_thread(require_nonce=True, user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def closed(provider: str, tmp_path_factory, serve) -> Site:
    """The app with its workshop behind the login, set up as docs/deploy.md says."""
    folder = tmp_path_factory.mktemp("login")
    home = world.build(folder / "home", regions=1)
    port = free_port()
    secrets = folder / "login.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a-long-random-text-for-this-test-alone"
client_id = "duixian"
client_secret = "only-for-this-test"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    return serve(
        home.path,
        port=port,
        DUIXIAN_LOGIN="1",
        DUIXIAN_EDITORS=EDITOR,
        STREAMLIT_SECRETS_FILES=str(secrets),
    )


def log_in(page: Page, site: Site, person: str) -> None:
    """From a closed page to the provider and back."""
    # The provider's own page has a style sheet elsewhere, which nobody waits for here.
    page.route("**/*.css", lambda route: route.abort() if "cdn" in route.request.url else
               route.continue_())  # fmt: skip
    go(page, f"{site.url}/sql")
    expect(page.locator(".dx-empty")).to_have_text("此页面需要登录。")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name=person, exact=True).click()
    page.wait_for_url(f"{site.url}/sql")
    settle(page)


def workshop_is_closed(page: Page, site: Site) -> None:
    """Neither SQL nor Ingest nor a form for corrections, though reading goes on."""
    for name in ("sql", "ingest", "district?region=X00001&year=2026&correct=1"):
        go(page, f"{site.url}/{name}")
        expect(page.locator(".dx-empty", has_text="登录")).to_be_visible()
        assert page.get_by_role("textbox").count() == 0, name
    expect(page.locator("h1")).to_have_text("8项目标完成4项")
    expect(page.locator("a.dx-ask")).to_have_count(0)


def test_closed_before_open_after_closed_again(closed: Site, tab) -> None:
    page = tab()
    workshop_is_closed(page, closed)

    log_in(page, closed, "editor")
    page.get_by_role("textbox", name="查询").fill("SELECT 41 + 1 AS answer")
    page.get_by_role("button", name="运行").click()
    expect(page.locator(".dx-says", has_text="1行，1列")).to_be_visible()
    go(page, f"{closed.url}/ingest")
    expect(page.get_by_role("tab", name="粘贴文本")).to_be_visible()
    # A correction carries the name of the login, which nobody can type over.
    go(page, f"{closed.url}/district?region=X00001&year=2026&correct=1")
    name = page.get_by_role("dialog").get_by_label("您的姓名")
    expect(name).to_have_value(f"Example Editor <{EDITOR}>")
    expect(name).to_be_disabled()

    go(page, f"{closed.url}/about")
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="退出登录")).to_have_count(0)
    workshop_is_closed(page, closed)


@pytest.mark.parametrize("person", ["visitor", "claimed"])
def test_a_login_that_is_no_editors_opens_nothing(closed: Site, tab, person: str) -> None:
    """Nor does an editor's address that the provider hasn't verified."""
    page = tab()
    log_in(page, closed, person)
    expect(page.locator(".dx-empty")).to_contain_text("您已登录，但没有这里的权限")
    workshop_is_closed(page, closed)


def test_a_forged_cookie_is_no_login(closed: Site, tab) -> None:
    page = tab()
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": '{"is_logged_in": true}', "url": closed.url}]
    )
    workshop_is_closed(page, closed)


def test_the_login_comes_back_to_the_dialog_where_it_was_asked_for(closed: Site, tab) -> None:
    page = tab()
    page.route("**/*.css", lambda route: route.abort() if "cdn" in route.request.url else
               route.continue_())  # fmt: skip
    address = f"{closed.url}/district?region=X00001&year=2026&correct=1"
    go(page, address)
    page.get_by_role("dialog").get_by_role("button", name="登录").click()
    page.get_by_role("button", name="editor", exact=True).click()
    page.wait_for_url(address)
    expect(page.get_by_role("dialog").get_by_label("您的姓名")).to_be_disabled()


@pytest.mark.parametrize("kept", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_kept_address_elsewhere_leads_nowhere(closed: Site, tab, kept: str) -> None:
    page = tab()
    log_in(page, closed, "editor")
    page.evaluate("kept => sessionStorage.setItem('duixian.wanted', kept)", kept)
    go(page, f"{closed.url}/")
    page.wait_for_function("sessionStorage.getItem('duixian.wanted') === null")
    settle(page)
    assert page.url.split("?")[0] == f"{closed.url}/"
