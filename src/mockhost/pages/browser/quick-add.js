/** Buttons that add to an issue what an add-on has for it: its frame hears that it was asked for. */
export function registerQuickAdds(open) {
  const { connectHost } = window;
  const added = new Set();
  for (const button of document.querySelectorAll(".quick-add"))
    button.addEventListener("click", () => {
      const panel = document.getElementById(button.dataset.adds);
      panel.hidden = false;
      button.closest("li").remove();
      added.add(panel);
      open(panel.querySelector("[data-frame]"));
    });
  connectHost.onIframeEstablished(({ extension: { id } }) => {
    const panel = document.getElementById(id)?.closest(".panel");
    if (added.delete(panel)) connectHost.broadcastEvent("ISSUE_QUICK_ADD_CLICKED", { id }, {});
  });
}
