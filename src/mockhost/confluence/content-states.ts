import { isoTime } from "../../core/time/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
} from "../world/index.ts";
import type { Content, ContentState } from "./model/content.ts";
import { type ConfluenceSite, findContent, spaceByKey } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1ContentView } from "./rest-v1-views.ts";

/** What every space suggests. */
const suggested: readonly ContentState[] = [
  { id: 0, name: "Rough draft", color: "#ffc400" },
  { id: 1, name: "In progress", color: "#2684ff" },
  { id: 2, name: "Ready for review", color: "#57d9a3" },
  { id: 3, name: "Verified", color: "#1d7afc" },
];

/** How far a page is, in words and colours. */
export function contentStateHandlers(sites: SiteBook): Handlers {
  const on =
    (act: (call: RestCall, site: ConfluenceSite, content: Content) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const content = findContent(site, call.params.id, "page", "blogpost");
      return content
        ? act(call, site, content)
        : confluenceV1Error(404, `No content found with id: ${call.params.id}`);
    };
  const inSpace =
    (act: (call: RestCall, site: ConfluenceSite, spaceId: string) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const space = spaceByKey(site, call.params.spaceKey ?? "");
      return space
        ? act(call, site, space.id)
        : confluenceV1Error(404, `No space with key : ${call.params.spaceKey}`);
    };
  return {
    getContentState: on((_, __, content) => json(200, stateView(content))),
    setContentState: on((call, site, content) => {
      const state = readState(site, call.json);
      if (typeof state === "string") return confluenceV1Error(400, state);
      content.state = { ...state, changedMs: call.nowMs };
      return json(200, stateView(content));
    }),
    removeContentState: on((_, __, content) => {
      content.state = null;
      return json(200, stateView(content));
    }),
    getAvailableContentStates: on((_, site) =>
      json(200, { spaceContentStates: suggested, customContentStates: customStates(site) }),
    ),
    getCustomContentStates: (call) => json(200, customStates(sites(call.tenant))),
    getSpaceContentStates: inSpace(() => json(200, suggested)),
    getContentStateSettings: inSpace(() =>
      json(200, {
        contentStatesAllowed: true,
        customContentStatesAllowed: true,
        spaceContentStatesAllowed: true,
        spaceContentStates: suggested,
      }),
    ),
    getContentsWithState: inSpace((call, site, spaceId) => {
      const id = Number(call.query.get("state-id"));
      const found = [...site.contents.values()].filter(
        (content) => content.spaceId === spaceId && content.state?.id === id,
      );
      const page = startPage(call, found);
      return json(200, {
        ...page,
        results: page.results.map((one) => v1ContentView(site, one, ["version", "space"])),
      });
    }),
  };
}

const stateView = ({ state }: Content) => {
  if (state === null) return {};
  const { changedMs, ...contentState } = state;
  return { contentState, lastUpdated: isoTime(changedMs) };
};

/** One that a space suggests, by its id, or one's own with a name and a colour; text says what is wrong. */
function readState(site: ConfluenceSite, given: unknown): ContentState | string {
  const { id, name, color } = Object(given) as { id?: unknown; name?: unknown; color?: unknown };
  if (id !== undefined && id !== null) {
    const known = [...suggested, ...customStates(site)].find((state) => state.id === Number(id));
    return known ?? `There is no content state with the id ${String(id)}.`;
  }
  if (typeof name !== "string" || name.trim() === "" || name.length > 20)
    return "'name' must have 1 to 20 characters.";
  if (typeof color !== "string" || !/^#[0-9a-f]{3,8}$/i.test(color))
    return "'color' must be a colour such as #ff7452.";
  const same = customStates(site).find((state) => state.name === name && state.color === color);
  return same ?? { id: Number(site.nextId()), name, color };
}

/** Those that somebody made and something is in. */
function customStates(site: ConfluenceSite): ContentState[] {
  const made = new Map<number, ContentState>();
  for (const { state } of site.contents.values())
    if (state && state.id >= suggested.length)
      made.set(state.id, { id: state.id, name: state.name, color: state.color });
  return [...made.values()];
}
