import { existsSync, readFileSync } from "node:fs";
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
  const bridge = join(packageFolder("atlassian-connect-js"), "dist");
  const jquery = join(packageFolder("jquery"), "dist");
  const own = fileURLToPath(new URL("../../mockhost/pages/browser/", import.meta.url));
  return (name) => {
    if (name === "jquery.js") return read(join(jquery, "jquery.slim.min.js"));
    if (FROM_BRIDGE.test(name)) return read(join(bridge, name));
    return OWN.test(name) ? read(join(own, name)) : null;
  };
}

/** A built Plimsoll holds copies (`scripts/build.mjs`); in a checkout the packages are installed. */
function packageFolder(name: string): string {
  const copy = fileURLToPath(new URL(`packages/${name}`, import.meta.url));
  if (existsSync(copy)) return copy;
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
