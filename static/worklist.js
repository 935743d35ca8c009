// Keys of the list of work. Everything they do is also done by the page's links, boxes and buttons.

const list = document.querySelector("[data-worklist]");
const dialog = document.querySelector("[data-keys-dialog]");
const help = document.querySelector("[data-keys-help]");
const lines = list ? Array.from(list.querySelectorAll("[data-line]")) : [];

const WRITES = "input, textarea, select, button, summary, [contenteditable]";

function opener(line) {
  return line.querySelector("[data-open]");
}

function box(line) {
  return line.querySelector("input[name=pedido]");
}

function here() {
  return lines.findIndex((line) => line.contains(document.activeElement));
}

function go(step) {
  const at = here();
  const next = at < 0 ? (step > 0 ? 0 : lines.length - 1) : at + step;
  if (lines[next]) {
    opener(lines[next]).focus();
    lines[next].scrollIntoView({ block: "nearest" });
  }
}

function toggle() {
  const line = lines[here()];
  const tick = line && box(line);
  if (tick) {
    tick.checked = !tick.checked;
  }
}

function assign() {
  const line = lines[here()];
  const button = list && list.querySelector("button[value=asignar]");
  if (!button) {
    return;
  }
  if (!list.querySelector("input[name=pedido]:checked, input[name=todos]:checked") && line) {
    box(line).checked = true;
  }
  list.requestSubmit(button);
}

function showHelp() {
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}

const DOES = {
  j: () => go(1),
  k: () => go(-1),
  x: toggle,
  a: assign,
  "/": () => document.querySelector("[role=search] input[type=text]")?.focus(),
  "?": showHelp,
};

function isWriting(event) {
  // A ticked box is not writing: x and j go on from it.
  const box = event.target.matches("input[type=checkbox]");
  return !box && event.target.closest(WRITES) !== null;
}

function onKey(event) {
  const act = DOES[event.key];
  const withOthers = event.ctrlKey || event.altKey || event.metaKey;
  if (!act || withOthers || event.isComposing || isWriting(event) || dialog?.open) {
    return;
  }
  event.preventDefault();
  act();
}

if (document.querySelector("[data-keys]")) {
  document.addEventListener("keydown", onKey);
}

if (help && dialog) {
  help.addEventListener("click", (event) => {
    event.preventDefault();
    showHelp();
  });
}
