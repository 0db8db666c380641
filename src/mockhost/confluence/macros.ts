import { confluenceV1Error } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { bodyIn, storageOf, v1Formats } from "./model/body.ts";
import type { Body } from "./model/content.ts";
import { tagsOf } from "./model/markup.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { readBody } from "./read-body.ts";

/** How long what was converted can be fetched. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 1_000;

/** Macros within texts, and texts from one format to another. */
export const macroHandlers = (sites: SiteBook): Handlers => ({
  getMacroBodyByMacroId: (call) => {
    const macro = macroIn(call, sites(call.tenant));
    return macro
      ? json(200, { name: macro.name, body: macro.body, parameters: macro.parameters, _links: {} })
      : noMacro(call);
  },
  getAndConvertMacroBodyByMacroId: (call) => {
    const macro = macroIn(call, sites(call.tenant));
    if (!macro) return noMacro(call);
    const format = v1Formats[call.params.to ?? ""];
    if (!format) return unknownFormat(call);
    const value = bodyIn(format, { representation: "storage", value: macro.body });
    return json(200, { value, representation: call.params.to, _links: {} });
  },
  asyncConvertContentBodyRequest: (call) => {
    const format = v1Formats[call.params.to ?? ""];
    if (!format) return unknownFormat(call);
    const read = readBody(call.json);
    if (read.kind === "refused") return confluenceV1Error(400, read.message);
    return json(200, { asyncId: keep(sites(call.tenant), call, bodyIn(format, read.body)) });
  },
  asyncConvertContentBodyResponse: (call) => {
    const kept = sites(call.tenant).conversions.get(call.params.id ?? "");
    if (!kept || kept.atMs + KEPT_MS < call.nowMs)
      return confluenceV1Error(404, `No conversion found with id: ${call.params.id}`);
    const { value, representation } = kept;
    return json(200, { value, representation, renderTaskId: call.params.id, status: "COMPLETED" });
  },
});

const unknownFormat = ({ params }: RestCall) =>
  confluenceV1Error(
    400,
    `A body can not be converted to ${params.to}. Use one of ${Object.keys(v1Formats).join(", ")}.`,
  );

const noMacro = ({ params }: RestCall) =>
  confluenceV1Error(
    404,
    `No macro found with id ${params.macroId} in version ${params.version} of content ${params.id}.`,
  );

function keep(site: ConfluenceSite, call: RestCall, value: string): string {
  const { conversions } = site;
  if (conversions.size >= MOST_KEPT) conversions.delete(conversions.keys().next().value!);
  const id = site.nextId();
  conversions.set(id, { value, representation: call.params.to!, atMs: call.nowMs });
  return id;
}

/** Version 0 means the latest, as on the host. */
function macroIn({ params }: RestCall, site: ConfluenceSite): Macro | null {
  const versions = findContent(site, params.id)?.versions ?? [];
  const number = Number(params.version);
  const version = number === 0 ? versions.at(-1) : versions.find((one) => one.number === number);
  return version ? findMacro(version.body, params.macroId ?? "") : null;
}

interface Macro {
  readonly name: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, { readonly value: string }>>;
}

const MACRO = "ac:structured-macro";
const BODY = /^ac:(?:rich|plain)-text-body$/;

const attribute = (attributes: string, name: string): string =>
  new RegExp(`\\bac:${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";

/** The macro of an id, in one pass over the text; what macros within it say is not its own. */
export function findMacro(body: Body, macroId: string): Macro | null {
  const storage = storageOf(body);
  let depth = 0;
  let from = 0;
  const macro = { name: "", body: "", parameters: {} as Record<string, { value: string }> };
  let parameter = "";
  for (const { name, isClosing, attributes, start, end } of tagsOf(storage)) {
    if (depth === 0) {
      if (name !== MACRO || isClosing || attribute(attributes, "macro-id") !== macroId) continue;
      macro.name = attribute(attributes, "name");
      if (attributes.endsWith("/")) return macro;
      depth = 1;
    } else if (name === MACRO) {
      if (isClosing) depth--;
      else if (!attributes.endsWith("/")) depth++;
      if (depth === 0) return macro;
    } else if (depth === 1 && !isClosing) {
      parameter = attribute(attributes, "name");
      if (BODY.test(name) || name === "ac:parameter") from = end;
    } else if (depth === 1 && BODY.test(name)) macro.body = textIn(storage.slice(from, start));
    else if (depth === 1 && name === "ac:parameter")
      macro.parameters[parameter] = { value: storage.slice(from, start) };
  }
  return null;
}

const textIn = (body: string): string => body.replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, "$1");
