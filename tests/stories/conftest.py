"""Every story has its own screens; troubles behind any of them fail it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import Running
from tests.stories.glass import chromium
from tests.stories.street import Street


# of the package and not of the session: another Chromium may be wanted by the tests after these
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def street(browser: Browser, hall: Running) -> Iterator[Street]:
    """A hall of one's own with a printer at the kiosk and at each loket."""
    street = Street(browser, hall)
    street.put_printers()
    yield street
    troubles = street.leave()
    assert not troubles, "behind the screens: " + "; ".join(troubles)
