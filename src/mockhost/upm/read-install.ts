import { z } from "zod";
import { parseJson } from "../../core/host/index.ts";
import type { HostRequest } from "../world/index.ts";

/** Both forms in which the installation of a remote add-on is asked for. */
const types = [
  "application/vnd.atl.plugins.remote.install+json",
  "application/vnd.atl.plugins.install.uri+json",
];
const LONGEST_BYTES = 16 * 1024;

const body = z.looseObject({ pluginUri: z.url({ protocol: /^https?$/ }).max(2048) });

export type ReadInstall =
  | { readonly kind: "install"; readonly pluginUri: string }
  | { readonly kind: "refused"; readonly status: 400 | 413 | 415; readonly message: string };

export function readInstall(request: HostRequest): ReadInstall {
  const [type = ""] = (request.headers["content-type"] ?? "").split(";");
  if (!types.includes(type.trim().toLowerCase()))
    return refused(415, `The content type must be ${types.join(" or ")}.`);
  if (request.body.length > LONGEST_BYTES) return refused(413, "The request body is too large.");
  const read = body.safeParse(parse(Buffer.from(request.body).toString("utf8")));
  return read.success
    ? { kind: "install", pluginUri: read.data.pluginUri }
    : refused(400, "The body must be JSON with the descriptor's address as pluginUri.");
}

const refused = (status: 400 | 413 | 415, message: string): ReadInstall => ({
  kind: "refused",
  status,
  message,
});

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
