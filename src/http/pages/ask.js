// Asks without leaving the page. Everything works without this script; the server renders every answer.
const form = document.querySelector('form.ask[role="search"]');
const progress = document.querySelector("#progress");

async function show(url) {
  progress.textContent = "Searching the minutes…";
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = next.querySelector("#answer");
  if (!main) throw new Error("not a page with an answer");
  document.querySelector("#answer").replaceWith(main);
  document.querySelector("h1").classList.add("small");
  for (const welcome of document.querySelectorAll(".lead, #examples")) welcome.remove();
  document.title = next.title;
  progress.textContent = "";
  (main.querySelector("h2") ?? progress).focus();
}

async function ask(event) {
  event.preventDefault();
  const url = `/?${new URLSearchParams(new FormData(form))}`;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await show(url);
    history.pushState(null, "", url);
  } catch {
    location.assign(url);
  } finally {
    button.disabled = false;
  }
}

form?.addEventListener("submit", ask);
if (form) addEventListener("popstate", () => location.reload());
