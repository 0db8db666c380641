import { modulePath, resolveExtension, siteAddress } from "./addresses.js";

const { connectHost, jQuery } = window;

/**
 * Opens every frame of the page through the bridge and tells the host how each one loads. Answers what
 * opens a frame that was left for later.
 */
export function registerFrames(page) {
  connectHost.registerContentResolver.resolveByExtension((extension) => {
    const answer = jQuery.Deferred();
    resolveExtension(page, extension).then(
      (resolved) => answer.resolve(resolved),
      (error) => answer.reject({}, { text: error.message }),
    );
    return answer.promise();
  });

  const loads = new Map();
  function report(id, state) {
    const { extension, frame } = loads.get(id);
    navigator.sendBeacon(
      siteAddress(page, `${modulePath(extension.addon_key, extension.key)}/frame`),
      JSON.stringify({ frame, ...state }),
    );
  }

  /** A frame counts from the moment at which the bridge has put it into the page. */
  function watchNewFrames() {
    for (const { id } of document.querySelectorAll("iframe.ap-iframe")) {
      if (loads.has(id)) continue;
      const [{ extension }] = connectHost.getExtensions({ id });
      loads.set(id, { extension, frame: frameName(), startedMs: performance.now(), isOpen: true });
      report(id, { state: "started" });
    }
  }

  connectHost.onIframeEstablished(({ extension }) => {
    const load = loads.get(extension.id);
    if (!load) return;
    load.isOpen = false;
    report(extension.id, { state: "connected", tookMs: performance.now() - load.startedMs });
  });
  connectHost.onIframeTimeout(({ extension }) => {
    if (loads.get(extension.id)?.isOpen) report(extension.id, { state: "timed-out" });
  });
  window.addEventListener("pagehide", () => {
    for (const [id, { isOpen }] of loads) if (isOpen) report(id, { state: "left" });
  });

  function open(box) {
    const extension = JSON.parse(box.dataset.frame);
    delete box.dataset.frame;
    connectHost.create(extension).appendTo(box);
  }
  new MutationObserver(watchNewFrames).observe(document.body, { childList: true, subtree: true });

  for (const box of document.querySelectorAll("[data-frame]")) {
    if (!("lazy" in box.dataset)) open(box);
    else
      box.closest("details")?.addEventListener("toggle", () => {
        if (box.dataset.frame) open(box);
      });
  }
  return open;
}

const frameName = () =>
  [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
