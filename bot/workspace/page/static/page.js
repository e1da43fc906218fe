// Tells the workspace what the person does.
"use strict";

const $ = (id) => document.getElementById(id);
const page = document.body.dataset;
const here = new URLSearchParams(page.query);
const user = here.get("user");

/* --- telling the workspace ------------------------------------------------ */

async function tell(address, options) {
  try {
    const answer = await fetch(address, { method: "POST", ...options });
    if (!answer.ok) return await answer.text();
    return (await answer.json()).notice;
  } catch {
    return page.offline;
  }
}

async function act(what, source) {
  source?.setAttribute("aria-busy", "true");
  const body = JSON.stringify({ user, lang: here.get("lang"), ...what });
  const notice = await tell("/page/act", { headers: { "Content-Type": "application/json" }, body });
  source?.removeAttribute("aria-busy");
  if (notice) say(notice);
  return !notice;
}

function say(words) {
  const box = $("notice");
  box.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (box.textContent = ""), 8000);
}

/* --- what was pressed, picked, filled in ----------------------------------- */

const FILLED = "[data-kind]:not([data-kind=button]):not([data-kind=overflow])";

function valueOf(element) {
  const picked = () => [...element.querySelectorAll("input:checked")].map((box) => box.value);
  switch (element.dataset.kind) {
    case "checkboxes": return picked();
    case "radio_buttons": return picked()[0] ?? "";
    case "multi_static_select": return [...element.selectedOptions].map((option) => option.value);
    case "datetimepicker": return element.value && Math.round(new Date(element.value) / 1000);
    default: return element.value;
  }
}

function filledIn(view) {
  const values = {};
  for (const element of view.querySelectorAll(FILLED)) {
    values[`${element.dataset.block}/${element.dataset.action}`] = valueOf(element);
  }
  return values;
}

function placeOf(element) {
  const view = element.closest("[data-view]");
  if (view) return { view: view.dataset.view, values: filledIn(view) };
  return { message: element.closest("[data-message]").dataset.message };
}

async function used(element, what) {
  if (element.dataset.confirm && !(await sure(JSON.parse(element.dataset.confirm)))) return;
  const { block, action } = element.dataset;
  act({ ...what, block, action, ...placeOf(element) }, element);
}

function sure(confirm) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal sure";
  const add = (tag, words, value) => {
    const node = document.createElement(tag);
    node.textContent = words;
    if (value) Object.assign(node, { className: "btn " + value, value, onclick: () => dialog.close(value) });
    return node;
  };
  const style = confirm.style === "danger" ? "danger" : "primary";
  const foot = document.createElement("footer");
  foot.append(add("button", confirm.deny.text, "no"), add("button", confirm.confirm.text, style));
  dialog.append(add("h2", confirm.title.text), add("p", confirm.text.text), foot);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.onclose = () => { dialog.remove(); done(dialog.returnValue === style); };
  });
}

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-kind=button], [data-kind=overflow], [data-shortcut], [data-cancel-view], [data-close], [data-command]");
  for (const menu of document.querySelectorAll("details.overflow[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (!element) return;
  const data = element.dataset;
  if (data.kind === "button") used(element, { do: "click", value: data.value });
  if (data.kind === "overflow") used(element, { do: "choose", value: data.value });
  if (data.shortcut) act({ do: "shortcut", callback: data.shortcut, ...placeOf(element) }, element);
  if (data.cancelView) act({ do: "cancel", view: data.cancelView }, element);
  if ("close" in data) element.closest("dialog").close();
  if (data.command) complete(data.command);
  if (data.kind !== "button") element.closest("details")?.removeAttribute("open");
});

document.addEventListener("change", (event) => {
  if (event.target.id === "who") location.href = event.target.value;
  if (event.target.type === "file" && event.target.files[0]) return offer(event.target.files[0]);
  const element = event.target.closest(FILLED + "[data-dispatch]");
  if (element && !["plain_text_input", "number_input"].includes(element.dataset.kind)) {
    used(element, { do: "choose", value: valueOf(element) });
  }
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, view = form.closest("dialog[data-view]"), button = event.submitter;
  if (view) return act({ do: "submit", view: view.dataset.view, values: filledIn(view) }, button);
  if (form.closest("#file")) return sendFile(form);
  if (button?.dataset.panel) {
    const field = form.elements.text;
    if (await act({ do: "panel", number: button.dataset.panel, text: field?.value ?? "" }, button) && field) field.value = "";
    return;
  }
  send(form);
});

/* --- light and dark ---------------------------------------------------------- */

const themed = (theme) => (document.documentElement.style.colorScheme = theme ?? "");
themed(localStorage.getItem("theme"));
$("theme").addEventListener("click", () => {
  const set = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  localStorage.setItem("theme", set === "dark" ? "light" : "dark");
  themed(localStorage.getItem("theme"));
});

/* --- the message box -------------------------------------------------------- */

async function send(form) {
  const box = form.elements.text, text = box.value.trim();
  if (!text) return;
  box.value = "";
  suggest(box);
  const channel = here.get("at") === "home" ? "dm" : here.get("at");
  const sent = await act({ do: "say", text, channel, thread: form.dataset.thread }, form);
  if (!sent && !box.value) box.value = text;
  bottom();
}

function suggest(box) {
  const list = $("commands"), typed = box.value;
  let any = false;
  for (const item of list.children) {
    item.hidden = !(typed.startsWith("/") && !/\s/.test(typed) && item.dataset.command.startsWith(typed));
    item.removeAttribute("aria-selected");
    any ||= !item.hidden;
  }
  list.hidden = !any || box.closest("#thread") !== null;
  box.removeAttribute("aria-activedescendant");
}

function complete(name) {
  const box = $("write");
  box.value = name + " ";
  box.focus();
  suggest(box);
}

document.addEventListener("input", (event) => {
  const box = event.target;
  if (box.name !== "text" || box.tagName !== "TEXTAREA") return;
  box.rows = Math.min(8, box.value.split("\n").length);
  suggest(box);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("details.overflow[open]")?.removeAttribute("open");
  const box = event.target;
  if (box.name !== "text" || box.tagName !== "TEXTAREA" || event.isComposing) return;
  const list = $("commands"), items = [...list.children].filter((item) => !item.hidden);
  const at = items.findIndex((item) => item.ariaSelected === "true");
  if (!list.hidden && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
    items.forEach((item, number) => (item.ariaSelected = String(number === next)));
    box.setAttribute("aria-activedescendant", items[next].id);
  } else if (!list.hidden && (event.key === "Tab" || (event.key === "Enter" && at >= 0))) {
    event.preventDefault();
    complete(items[Math.max(at, 0)].dataset.command);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    box.form.requestSubmit();
  }
});

/* --- files ------------------------------------------------------------------- */

let offered = null;

function offer(file) {
  offered = file;
  const title = $("file-title");
  title.textContent = title.dataset.words.replace("{0}", file.name);
  $("file").showModal();
  $("caption").focus();
}

async function sendFile(form) {
  const asked = new URLSearchParams({ user, name: offered.name, text: form.elements.caption.value, lang: here.get("lang") });
  form.setAttribute("aria-busy", "true");
  const headers = { "Content-Type": "application/octet-stream" };
  const notice = await tell("/page/upload?" + asked, { headers, body: await offered.arrayBuffer() });
  form.removeAttribute("aria-busy");
  if (notice) return say(notice);
  $("file").close();
  here.set("at", "dm");
  here.delete("thread");
  location.href = "/?" + here;
}

let depth = 0;
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragenter", (event) => { if (carriesFile(event)) { depth += 1; $("drop").hidden = false; } });
document.addEventListener("dragleave", (event) => { if (carriesFile(event) && --depth <= 0) $("drop").hidden = true; });
document.addEventListener("dragover", (event) => { if (carriesFile(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  depth = 0;
  $("drop").hidden = true;
  if (event.dataTransfer.files[0]) offer(event.dataTransfer.files[0]);
});
