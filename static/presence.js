// Says every so often that a request's page is open, and shows who else has it open.
// Every page works without this file.

const PAUSE_MS = 45000;

const place = document.getElementById("presence");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");
if (place && token) {
  async function say() {
    // A page nobody sees is not being looked at.
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(place.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": token.value },
        redirect: "error",
      });
      if (!answer.ok) return;
      const { html } = await answer.json();
      if (html.trim() !== place.innerHTML.trim()) place.innerHTML = html;
    } catch {
      // The next turn tries again.
    }
  }
  setInterval(say, PAUSE_MS);
  document.addEventListener("visibilitychange", say);
}
