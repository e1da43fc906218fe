"""The container's health check: exit code 0 for a bot that is well.

`starkeeper run --http` says at /healthz how it is. In Socket Mode nothing listens and nothing has to: a bot
whose heartbeat or delivery has died ends itself, and whoever runs the container starts it again.
"""

import sys
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

ADDRESS = "http://127.0.0.1:3000/healthz"
SECONDS = 5


def is_well(address: str = ADDRESS) -> bool:
    """Ask the bot in HTTP mode; where nobody listens it runs in Socket Mode."""
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=SECONDS):
            return True
    except HTTPError:
        return False
    except URLError as error:
        return isinstance(error.reason, ConnectionRefusedError)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
