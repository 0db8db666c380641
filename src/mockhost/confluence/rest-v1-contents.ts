import { confluenceV1Error, startPage } from "../rest/index.ts";
import {
  askingFor,
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
} from "../world/index.ts";
import { type Content, isComment, latest, v1Type } from "./model/content.ts";
import {
  attachedTo,
  type ConfluenceSite,
  childrenOf,
  findContent,
  isSeen,
  spaceByKey,
} from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1ContentView } from "./rest-v1-views.ts";

/** A body of REST v1, as far as it is read. */
interface V1Input {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly title?: unknown;
  readonly space?: { readonly key?: unknown };
  readonly ancestors?: readonly { readonly id?: unknown }[];
  readonly container?: { readonly id?: unknown };
  readonly body?: unknown;
  readonly version?: unknown;
}

const names = { page: "Page", blogpost: "BlogPost", comment: "FooterComment" } as const;

/**
 * Reading and writing of contents as add-ons did before REST v2, which now does the work:
 * the rules and the events are the same ones.
 */
export const v1ContentHandlers = (sites: SiteBook, v2: Handlers): Handlers => {
  /** Lets v2 do it, and shows the outcome as v1 does. */
  function through(call: RestCall, operation: string, id: string | null, body: unknown) {
    const params = id === null ? {} : { id, "comment-id": id };
    const answer = v2[operation]!(askingFor(call, { params, json: body }));
    if (answer.status >= 300) return refusedAsV1(answer);
    const site = sites(call.tenant);
    const content = findContent(site, id ?? (JSON.parse(String(answer.body)) as Content).id);
    return content ? json(200, v1ContentView(site, content, shownParts(call))) : answer;
  }
  const onV1Content =
    (act: (call: RestCall, site: ConfluenceSite, content: Content) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const content = findContent(site, call.params.id);
      return content && v1Type(content) in names ? act(call, site, content) : missing(call);
    };
  return {
    getContent: (call) => {
      const site = sites(call.tenant);
      const page = startPage(call, listed(call, site));
      const results = page.results.map((one) => v1ContentView(site, one, shownParts(call)));
      return json(200, { ...page, results });
    },
    createContent: (call) => {
      const site = sites(call.tenant);
      const input = (call.json ?? {}) as V1Input;
      const name = names[String(input.type) as keyof typeof names];
      if (name === undefined)
        return confluenceV1Error(400, "'type' must be page, blogpost or comment.");
      const body = name === "FooterComment" ? commentOf(site, input) : pageOf(site, input);
      return body.kind === "refused"
        ? confluenceV1Error(body.status, body.message)
        : through(call, `create${name}`, null, body.json);
    },
    updateContent: onV1Content((call, _, content) => {
      const input = (call.json ?? {}) as V1Input;
      const { title, body } = latest(content);
      const { version, status } = input;
      const parentId = input.ancestors?.at(-1)?.id;
      return through(call, `update${nameOf(content)}`, content.id, {
        ...(parentId === undefined ? {} : { parentId: String(parentId) }),
        ...(status === undefined ? {} : { status }),
        title: input.title ?? title,
        body: input.body ?? body,
        version,
      });
    }),
    deleteContent: onV1Content((call, _, content) => {
      const purges = call.query.get("status") === "trashed";
      const query = new URLSearchParams(purges ? { purge: "true" } : {});
      const params = { id: content.id, "comment-id": content.id };
      const answer = v2[`delete${nameOf(content)}`]!(askingFor(call, { query, params }));
      return answer.status >= 300 ? refusedAsV1(answer) : answer;
    }),
    getContentChildrenByType: onV1Content((call, site, content) => {
      const found =
        call.params.type === "comment"
          ? attachedTo(site, content, "footer-comment")
          : childrenOf(site, content).filter((child) => v1Type(child) === call.params.type);
      const page = startPage(call, found);
      const results = page.results.map((one) => v1ContentView(site, one, shownParts(call)));
      return json(200, { ...page, results });
    }),
  };
};

const nameOf = (content: Content): string =>
  names[(isComment(content) ? "comment" : content.type) as keyof typeof names];

const missing = ({ params }: RestCall) =>
  confluenceV1Error(404, `No content found with id: ${params.id}`);

const shownParts = ({ query }: RestCall): string[] => [
  "version",
  "space",
  "history",
  ...(query.get("expand") ?? "").split(","),
];

function refusedAsV1({ status, body }: HostResponse): HostResponse {
  const { errors = [] } = JSON.parse(String(body)) as { errors?: { title?: string }[] };
  return confluenceV1Error(status, errors[0]?.title ?? "The request was refused.");
}

type Read =
  | { readonly kind: "read"; readonly json: unknown }
  | { readonly kind: "refused"; readonly status: number; readonly message: string };

function pageOf(site: ConfluenceSite, { space, title, status, body, ancestors }: V1Input): Read {
  const found = spaceByKey(site, String(space?.key ?? ""));
  if (!found)
    return { kind: "refused", status: 404, message: `No space with key : ${space?.key ?? ""}` };
  const parentId = ancestors?.at(-1)?.id;
  const parent = parentId === undefined ? {} : { parentId: String(parentId) };
  return { kind: "read", json: { spaceId: found.id, title, status, body, ...parent } };
}

function commentOf(site: ConfluenceSite, { container, ancestors, body }: V1Input): Read {
  const answered = ancestors?.at(-1)?.id;
  if (answered !== undefined)
    return { kind: "read", json: { parentCommentId: String(answered), body } };
  const on = findContent(site, String(container?.id ?? ""));
  if (!on) return { kind: "refused", status: 404, message: "The container could not be found." };
  const place = on.type === "blogpost" ? { blogPostId: on.id } : { pageId: on.id };
  return { kind: "read", json: { ...place, body } };
}

function listed({ query }: RestCall, site: ConfluenceSite): Content[] {
  const [type, title] = [query.get("type") ?? "page", query.get("title")];
  const spaceKey = query.get("spaceKey");
  const space = spaceKey === null ? null : (spaceByKey(site, spaceKey)?.id ?? "");
  return [...site.contents.values()].filter(
    (content) =>
      v1Type(content) === type &&
      isSeen(site, content) &&
      (space === null || content.spaceId === space) &&
      (title === null || content.title === title),
  );
}
