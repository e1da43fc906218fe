"""A headless Chromium for tests, spoken to over its DevTools socket.

with Browser() as browser:
    page = browser.open(slack.url, width=390, dark=True)
    page.click("button[data-action=claim]")
    page.wait("document.querySelector('dialog[open]')")
    page.type("#f-note", "refunded")
    page.press("Enter")
    page.screenshot(path)
"""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import aiohttp

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-port=0 about:blank"
)
KEYS = {
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "Escape": {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27},
    "ArrowDown": {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40},
    "Space": {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
}


class Browser:
    """One Chromium; pages are opened in it. Everything is synchronous."""

    def __init__(self):
        self._home = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        self._answers = {}
        self._count = 0
        self.errors = []

    def __enter__(self):
        command = [CHROMIUM, *SWITCHES.split(), f"--user-data-dir={self._home.name}"]
        clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._run(self._connect(self._address()))
        return self

    def __exit__(self, *_):
        self._run(self._disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._process.terminate()
        self._process.wait(10)
        self._home.cleanup()

    def open(self, url, *, width=1400, height=900, dark=False):
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "DOM", "Log"):
            page.send(f"{domain}.enable")
        page.resize(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.send("Emulation.setEmulatedMedia", features=[scheme])
        page.goto(url)
        return page

    def send(self, method, session=None, **params):
        return self._run(self._send(method, session, params))

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    def _address(self):
        file = Path(self._home.name, "DevToolsActivePort")
        deadline = time.monotonic() + 30
        while not (file.exists() and file.read_text().count("\n")):
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.05)
        port, path = file.read_text().split("\n")[:2]
        return f"ws://127.0.0.1:{port}{path}"

    async def _connect(self, address):
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(address, max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())

    async def _disconnect(self):
        self._listening.cancel()
        await self._socket.close()
        await self._session.close()

    async def _send(self, method, session, params):
        self._count += 1
        self._answers[self._count] = answer = self._loop.create_future()
        said = {"id": self._count, "method": method, "params": params}
        await self._socket.send_json(said | ({"sessionId": session} if session else {}))
        told = await asyncio.wait_for(answer, 20)
        assert "error" not in told, f"{method}: {told.get('error')}"
        return told["result"]

    async def _listen(self):
        async for message in self._socket:
            told = json.loads(message.data)
            if told.get("id") in self._answers:
                self._answers.pop(told["id"]).set_result(told)
            elif told.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self._note(told["params"])

    def _note(self, params):
        entry = params.get("entry", {"level": "error", "text": str(params.get("exceptionDetails"))})
        if entry["level"] == "error":
            self.errors.append(f"{entry['text']} {entry.get('url', '')}".strip())


class Page:
    """One page: look at it, wait for it, use it."""

    def __init__(self, browser, session):
        self._browser = browser
        self._session = session

    def send(self, method, **params):
        return self._browser.send(method, self._session, **params)

    def goto(self, url):
        self.send("Page.navigate", url=url)
        self.wait(f"location.href != 'about:blank' && document.readyState == 'complete' && {json.dumps(url)}")

    def resize(self, width, height):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.send("Emulation.setDeviceMetricsOverride", **metrics)

    def run(self, script):
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, f"{script}: {answer['exceptionDetails']}"
        return answer["result"].get("value")

    def wait(self, condition, timeout=10):
        deadline = time.monotonic() + timeout
        while not self._true(condition):
            assert time.monotonic() < deadline, f"never: {condition}\n{self.text()}"
            time.sleep(0.03)

    def _true(self, condition):
        script = f"!!({condition})"
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value") is True

    def text(self, selector="body"):
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def wait_text(self, words, selector="body", timeout=10):
        node = f"document.querySelector({json.dumps(selector)})"
        self.wait(f"{node}?.innerText.includes({json.dumps(words)})", timeout)

    def click(self, selector):
        """Click in the middle of the element, with a real mouse event, after scrolling it into view."""
        node = f"document.querySelector({json.dumps(selector)})"
        self.wait(node)
        self.run(f"{node}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.run(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({node}.getBoundingClientRect())"
        )
        place = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, **place)

    def type(self, selector, words):
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.send("Input.insertText", text=words)

    def press(self, key):
        down = KEYS[key]
        self.send("Input.dispatchKeyEvent", type="keyDown", **down)
        self.send("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in down.items() if k != "text"})

    def pick(self, selector, value):
        node = f"document.querySelector({json.dumps(selector)})"
        change = "new Event('change', {bubbles: true})"
        self.run(f"({node}.value = {json.dumps(value)}, {node}.dispatchEvent({change}))")

    def choose_file(self, selector, path):
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def drop_file(self, name, content):
        """Drag a file over the page and let it go."""
        drag = """(name, content) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([content], name));
            const over = { dataTransfer, bubbles: true, cancelable: true };
            const tell = (kind) => document.body.dispatchEvent(new DragEvent(kind, over));
            ["dragenter", "dragover", "drop"].forEach(tell);
        }"""
        self.run(f"({drag})({json.dumps(name)}, {json.dumps(content)})")

    def screenshot(self, path):
        Path(path).write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))
