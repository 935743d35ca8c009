// While a run goes on, shows how far it is every two seconds. The page's button does the same.
const PAUSE_MS = 2000;

async function refresh() {
  const shown = document.querySelector("[data-run]");
  if (!shown || !shown.hasAttribute("data-unfinished")) {
    return;
  }
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-run]");
    // Signed out, or the page is gone: what is shown stays, and the button says why.
    if (!answer.ok || !fresh) {
      return;
    }
    if (!shown.contains(document.activeElement) || !fresh.hasAttribute("data-unfinished")) {
      shown.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The network is away for a moment: the next look finds it.
  }
  window.setTimeout(refresh, PAUSE_MS);
}

window.setTimeout(refresh, PAUSE_MS);
