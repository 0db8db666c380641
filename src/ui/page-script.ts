/**
 * What the pages do beyond plain HTML, in the browser: the figures renew themselves twice a minute
 * while nobody is using the page and it has no form to fill, and a strip tells of its days by pointer and arrow keys.
 * A page without it loses nothing but that.
 */
export const pageScript = `
const { setTimeout: later } = window;
const PARTS = ["header", "main", "footer"];
const inUse = () => document.hidden || document.activeElement !== document.body
  || !getSelection().isCollapsed || document.querySelector("main form");

function renew() {
  later(renew, 30000);
  if (inUse()) return;
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.onload = () => {
    if (request.status !== 200 || inUse()) return;
    for (const part of PARTS)
      document.querySelector(part).replaceWith(request.response.querySelector(part));
  };
  request.send();
}
later(renew, 30000);

function tell(strip, bar) {
  const told = strip.parentElement.querySelector(".told");
  for (const other of strip.querySelectorAll(".at")) other.classList.remove("at");
  if (bar) bar.classList.add("at");
  told.textContent = bar ? bar.title : "";
  strip.parentElement.classList.toggle("telling", Boolean(bar));
}
const stripOf = (event) => event.target.closest && event.target.closest(".strip");

document.addEventListener("pointerover", (event) => {
  const strip = stripOf(event);
  if (strip && event.target.title) tell(strip, event.target);
});
document.addEventListener("pointerout", (event) => {
  const strip = stripOf(event);
  if (strip && !strip.contains(event.relatedTarget)) tell(strip, null);
});
document.addEventListener("focusout", (event) => stripOf(event) && tell(stripOf(event), null));
document.addEventListener("keydown", (event) => {
  const strip = stripOf(event);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!strip || !step) return;
  event.preventDefault();
  const bars = [...strip.children].filter((bar) => bar.offsetWidth && !bar.matches(".ahead"));
  const at = bars.findIndex((bar) => bar.matches(".at"));
  tell(strip, bars[at === -1 ? bars.length - 1 : Math.min(bars.length - 1, Math.max(0, at + step))]);
});
`;
