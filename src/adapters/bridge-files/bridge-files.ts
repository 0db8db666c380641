import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadBridgeFile } from "../../mockhost/pages/index.ts";

/** The bridge's own files; the styles are those that its half in the frames asks for. */
const FROM_BRIDGE =
  /^(?:connect-host\.js|iframe\.js|surfaces\.css|legacy-text-colors\.css|themes\/[\w-]+\.css)$/;
const OWN = /^[\w-]+\.(?:js|css)$/;

/** Reads what browsers load, from the packages and from our own pages; the caller keeps it. */
export function bridgeFiles(): ReadBridgeFile {
  const { resolve } = createRequire(import.meta.url);
  const distOf = (name: string) => join(dirname(resolve(`${name}/package.json`)), "dist");
  const folders = { bridge: distOf("atlassian-connect-js"), jquery: distOf("jquery") };
  const own = fileURLToPath(new URL("../../mockhost/pages/browser/", import.meta.url));
  return (name) => {
    if (name === "jquery.js") return read(join(folders.jquery, "jquery.slim.min.js"));
    if (FROM_BRIDGE.test(name)) return read(join(folders.bridge, name));
    return OWN.test(name) ? read(join(own, name)) : null;
  };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
