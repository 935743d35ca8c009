// Saves what is typed for an answer every few seconds. Every page works without this file.

const PAUSE_MS = 2500;
const AGAIN_MS = 10000;

const form = document.querySelector("form[data-draft]");
if (form) {
  const told = document.getElementById("draft-told");
  const version = form.querySelector("[name=version]");
  let saved = typed();
  let timer = null;
  let sending = false;
  let leaves = false;

  function typed() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    fields.delete("version");
    return fields.toString();
  }

  function tell(text, isProblem) {
    told.textContent = text;
    told.classList.toggle("aip-draft-told--problem", Boolean(isProblem));
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    const text = typed();
    if (sending || text === saved) return;
    sending = true;
    try {
      const body = new URLSearchParams(text);
      body.set("version", version.value);
      body.set("step", "autosave");
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body,
        redirect: "error",
        // Sent even while the page is being left; browsers allow it for short texts.
        keepalive: text.length < 50000,
      });
      await said(answer, text);
    } catch {
      tell(form.dataset.offline, true);
      later(AGAIN_MS);
    } finally {
      sending = false;
      if (typed() !== text) later(PAUSE_MS);
    }
  }

  async function said(answer, text) {
    if (answer.ok) {
      const told = await answer.json();
      saved = text;
      version.value = told.version;
      tell(told.said);
    } else if (answer.status === 409) {
      saved = text;
      tell((await answer.json()).said, true);
    } else if (answer.status === 403) {
      saved = text;
      tell(form.dataset.stale, true);
    } else if (answer.status === 401) {
      saved = text;
      tell(form.dataset.signedOut, true);
    } else {
      tell(form.dataset.offline, true);
      later(AGAIN_MS);
    }
  }

  form.addEventListener("input", () => later(PAUSE_MS));
  form.addEventListener("focusout", () => later(0));
  form.addEventListener("submit", () => {
    leaves = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaves) save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && typed() !== saved) event.preventDefault();
  });
  // A page brought back with the back button may show an older text than the draft's.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
