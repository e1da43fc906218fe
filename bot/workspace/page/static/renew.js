// Renews the page's parts as they change; loaded after page.js.
"use strict";

/* --- renewing parts ------------------------------------------------------------ */

// A talk is read from its end, App Home from its top.
function bottom() {
  if (here.get("at") === "home") return;
  for (const box of [$("talk"), document.querySelector("#thread .scroll")]) box?.scrollTo(0, box.scrollHeight);
}

// Messages that did not change keep their nodes, and with them open menus and loaded pictures.
function renew(box, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const before = new Map([...box.querySelectorAll("article[id]")].map((node) => [node.id, node]));
  for (const node of fresh.content.querySelectorAll("article[id]")) {
    const kept = before.get(node.id);
    node.source = node.outerHTML;
    if (kept?.source === node.source) node.replaceWith(kept);
    if (!kept && before.size) tellNews(node);
  }
  box.replaceChildren(fresh.content);
}

// Screen readers hear of a new message without the whole talk being read again.
function tellNews(node) {
  const words = node.querySelector(".blocks, .words")?.textContent ?? "";
  $("news").textContent = `${node.getAttribute("aria-label")}: ${words.slice(0, 200)}`;
}

function renewModal(box, html) {
  const before = box.querySelector("dialog"), typed = before ? filledIn(before) : {};
  box.innerHTML = html;
  const dialog = box.querySelector("dialog");
  if (!dialog) return;
  if (before?.dataset.view === dialog.dataset.view) {
    for (const element of dialog.querySelectorAll(FILLED)) {
      const words = typed[`${element.dataset.block}/${element.dataset.action}`];
      // A block that the app did not name is another block after an update.
      if (words === undefined || element.dataset.block.startsWith("blk")) continue;
      for (const box of element.querySelectorAll("input")) box.checked = [words].flat().includes(box.value);
      if (typeof words === "string" && "value" in element) element.value = words;
    }
  }
  open(dialog);
}

function open(dialog) {
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    act({ do: "cancel", view: dialog.dataset.view });
  });
  dialog.showModal();
  (dialog.querySelector("[aria-invalid]") ?? dialog.querySelector(".blocks input, .blocks select, .blocks textarea"))?.focus();
}

function show(parts) {
  const talk = $("talk"), atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
  const focused = document.activeElement, draft = $("reply")?.value;
  for (const [name, part] of Object.entries(parts)) {
    const box = $(name);
    if (box.dataset.key === part.key) continue;
    if (name === "panel" && box.querySelector("input:focus")) continue;
    box.dataset.key = part.key;
    if (name === "modal") renewModal(box, part.html);
    else renew(box, part.html);
  }
  document.body.classList.toggle("threaded", $("thread").hasChildNodes());
  if (draft && $("reply")) $("reply").value = draft;
  const again = focused.isConnected ? focused : focused.id && $(focused.id);
  if (again && again !== document.body && document.activeElement === document.body) again.focus({ preventScroll: true });
  if (atEnd) bottom();
}

async function watch() {
  let version = Number(page.version);
  for (;;) {
    try {
      const answer = await fetch(`/page/parts?${here}&version=${version}`);
      const news = await answer.json();
      version = news.version;
      show(news.parts);
      if ($("notice").textContent === page.offline) $("notice").textContent = "";
    } catch {
      $("notice").textContent = page.offline;
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

$("menu").addEventListener("click", () => {
  const shown = document.body.classList.toggle("menu");
  $("menu").setAttribute("aria-expanded", shown);
});
for (const node of document.querySelectorAll("article[id]")) node.source = node.outerHTML;
const front = document.querySelector("#modal dialog");
if (front) open(front);
if (here.get("at") === "home") act({ do: "home" });
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
else bottom();
watch();
