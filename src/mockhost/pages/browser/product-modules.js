import { modulePath, resolveExtension, siteAddress } from "./addresses.js";
import { cookieModule } from "./cookies.js";
import { createIssueDialog } from "./create-issue.js";

const { connectHost } = window;

/** What `AP` offers besides the bridge's own modules: these are the product's to define. */
export function registerModules(page) {
  connectHost.defineModule("context", contextModule(page));
  connectHost.defineModule("user", userModule(page));
  connectHost.defineModule("navigator", navigatorModule(page));
  connectHost.defineModule("history", historyModule());
  connectHost.defineModule("cookie", cookieModule(page));
  connectHost.defineModule({ request: requestFunction(page) });
  if (page.product !== "jira") return;
  connectHost.defineModule("jira", jiraModule(page));
  announceConfiguring();
}

/** The bridge hands such a function's result over to the frame as a promise. */
function promised(act) {
  act.returnsPromise = true;
  return act;
}

function contextModule(page) {
  /** A context token that is about to expire is made anew, and the context with it. */
  async function freshOptions(callback) {
    const { extension } = callback._context;
    if (connectHost.isJwtExpired(extension.options.contextJwt, true)) {
      const { structuredContext, contextJwt } = (await resolveExtension(page, extension)).options;
      Object.assign(extension.options, { structuredContext, contextJwt });
    }
    return extension.options;
  }
  return {
    getToken: promised(async (callback) => (await freshOptions(callback)).contextJwt),
    getContext: promised(async (callback) => (await freshOptions(callback)).structuredContext),
  };
}

const userModule = (page) => ({
  getCurrentUser(callback) {
    callback({ atlassianAccountId: page.accountId, accountType: "atlassian" });
  },
  getTimeZone(callback) {
    callback(page.timeZone);
  },
  getLocale(callback) {
    callback("en_US");
  },
});

const spacePath = ({ spaceKey }) => [spaceKey ? `/spaces/${spaceKey}` : "/"];

const moduleTarget = ({ addonKey, moduleKey, customData = {} }) => [
  modulePath(addonKey, moduleKey),
  Object.fromEntries(Object.entries(customData).map(([name, value]) => [`ac.${name}`, value])),
];

function navigatorModule(page) {
  const paths = {
    dashboard: () => [page.product === "jira" ? "/secure/Dashboard.jspa" : "/"],
    issue: ({ issueKey }) => [`/browse/${issueKey}`],
    projectAdminSummary: ({ projectKey }) => [`/projects/${projectKey}`],
    contentview: ({ contentId }) => ["/pages/viewpage.action", { pageId: contentId }],
    contentView: ({ contentId }) => ["/pages/viewpage.action", { pageId: contentId }],
    contentedit: ({ contentId }) => ["/pages/viewpage.action", { pageId: contentId }],
    spaceview: spacePath,
    spaceView: spacePath,
    spacetools: spacePath,
    contentlist: spacePath,
    projectAdminTabPanel: ({ addonKey, adminPageKey, projectKey }) => [
      modulePath(addonKey, adminPageKey),
      { "project.key": projectKey },
    ],
    addonModule: moduleTarget,
    addonmodule: moduleTarget,
    site: ({ relativeUrl, absoluteUrl = "" }) => [relativeUrl ?? belowRoot(page, absoluteUrl)],
  };
  return {
    go(target, context) {
      const pathOf = paths[target];
      if (!pathOf)
        throw new Error(`${target} is no target. These are: ${Object.keys(paths).join(", ")}.`);
      location.assign(siteAddress(page, ...pathOf(typeof context === "object" ? context : {})));
    },
    reload() {
      location.reload();
    },
    getLocation(callback) {
      const { key, options } = callback._context.extension;
      const {
        "issue.key": issueKey,
        "content.id": contentId,
        "space.key": spaceKey,
        "content.type": contentType,
      } = options.productContext;
      callback(
        issueKey
          ? { target: "issue", context: { issueKey }, href: location.href }
          : contentId
            ? {
                target: "contentview",
                context: { contentId, contentType, spaceKey },
                href: location.href,
              }
            : { target: "addonModule", context: { moduleKey: key }, href: location.href },
      );
    },
  };
}

/** An address of another site is no place to be sent to. */
function belowRoot(page, address) {
  const root = `${location.origin}${page.root}`;
  if (!address.startsWith(root)) throw new Error(`${address} is not on this site.`);
  return address.slice(root.length);
}

/** Only the fragment of the page's address belongs to the frame; "!" marks it as such. */
function historyModule() {
  const stateOf = (address) => address.split("#!")[1] ?? "";
  let shown = location.href;
  const write = (method, state) => {
    window.history[method]({}, "", `#!${typeof state === "string" ? state : ""}`);
    shown = location.href;
  };
  window.addEventListener("popstate", () => {
    const event = { oldURL: stateOf(shown), newURL: stateOf(location.href) };
    shown = location.href;
    connectHost.broadcastEvent("history_popstate", {}, event);
  });
  return {
    getState(_type, callback) {
      callback(stateOf(location.href));
    },
    pushState(newState) {
      write("pushState", newState);
    },
    replaceState(newState) {
      write("replaceState", newState);
    },
    back() {
      window.history.back();
    },
    forward() {
      window.history.forward();
    },
    go(delta) {
      window.history.go(delta);
    },
  };
}

/** A dashboard item hears of its button by the event that the other half of the bridge waits for. */
function announceConfiguring() {
  for (const button of document.querySelectorAll(".dashboard .edit"))
    button.addEventListener("click", () => {
      const { id } = button.closest(".panel").querySelector("iframe");
      connectHost.broadcastEvent("jira_dashboard_item_edit", { id }, {});
    });
}

const jiraModule = (page) => ({
  openCreateIssueDialog: createIssueDialog(page),
  setDashboardItemTitle(title, callback) {
    const { id } = callback._context.extension;
    const name = document.getElementById(id)?.closest(".panel")?.querySelector("h2 span");
    if (name) name.textContent = title;
  },
  refreshIssuePage() {
    location.reload();
  },
  isDashboardItemEditable(callback) {
    callback(true);
  },
  isNativeApp(callback) {
    callback(false);
  },
});

const PASSED_ON = new Set(["accept", "if-match", "if-none-match", "x-atlassian-token"]);

/**
 * Asks the product's REST interface as the person in front, with the scopes of the add-on. The other
 * half stands behind the bridge in the frame and makes of the answer what add-ons expect.
 */
function requestFunction(page) {
  return promised(async (options, callback) => {
    const { addon_key } = callback._context.extension;
    const { url, type = "GET", data, contentType, headers = {}, binaryAttachment } = options;
    const isQuery = type === "GET" && typeof data === "object" && data !== null;
    const query = isQuery ? `${url.includes("?") ? "&" : "?"}${new URLSearchParams(data)}` : "";
    const response = await fetch(`${page.root}${url.startsWith("/") ? "" : "/"}${url}${query}`, {
      method: type,
      headers: {
        ...Object.fromEntries(
          Object.entries(headers).filter(([name]) => PASSED_ON.has(name.toLowerCase())),
        ),
        authorization: `Bearer ${page.passes[addon_key]}`,
        ...(contentType && contentType !== "multipart/form-data"
          ? { "content-type": contentType }
          : {}),
        ...(contentType === "multipart/form-data" ? { "x-atlassian-token": "no-check" } : {}),
      },
      ...(isQuery || data === undefined ? {} : { body: bodyOf(data, contentType) }),
    });
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      body: binaryAttachment ? await response.arrayBuffer() : await response.text(),
    };
  });
}

function bodyOf(data, contentType) {
  if (contentType !== "multipart/form-data")
    return typeof data === "string" ? data : JSON.stringify(data);
  const form = new FormData();
  for (const [name, value] of Object.entries(data)) form.append(name, value);
  return form;
}
