// The frame's half of what the product defines: callbacks that cannot cross the bridge where add-ons
// give them are called on this side.
(() => {
  const { AP } = window;
  const ask = AP?._hostModules?._globals?.request;
  if (!ask) return;

  /** What is left of an XMLHttpRequest: the parts that can be told. */
  function told({ status, statusText, headers, body }) {
    return {
      status,
      statusText,
      responseText: typeof body === "string" ? body : undefined,
      getResponseHeader: (name) =>
        headers.find(([known]) => known === name.toLowerCase())?.[1] ?? null,
      getAllResponseHeaders: () => headers.map(([name, value]) => `${name}: ${value}\r\n`).join(""),
    };
  }

  function request(address, more = {}) {
    const { success, error, ...options } =
      typeof address === "object" ? address : { ...more, url: address };
    return ask(options).then((answer) => {
      const xhr = told(answer);
      if (xhr.status >= 200 && xhr.status < 300) {
        success?.(answer.body, "success", xhr);
        return { body: answer.body, xhr };
      }
      error?.(xhr, "error", xhr.statusText);
      const failure = { err: xhr.statusText, xhr };
      // Whoever gave a callback has been told, and does not look at the promise.
      return error ? failure : Promise.reject(failure);
    });
  }

  for (const name of ["getLocation", "sizeToParent", "hideFooter"]) AP[name] = AP.env[name];
  AP.request = request;
  AP._hostModules._globals.request = request;
  if (AP.jira) {
    AP.jira.DashboardItem = {
      onDashboardItemEdit: (listener) => AP.register({ jira_dashboard_item_edit: listener }),
    };
    // Add-ons give the callback first, and the bridge takes it last.
    const openDialog = AP.jira.openCreateIssueDialog;
    AP.jira.openCreateIssueDialog = (callback, given = {}) =>
      openDialog(given, (issues) => callback?.(issues));
  }
  if (AP.history) AP.history.popState = (listener) => AP.register({ history_popstate: listener });
})();
