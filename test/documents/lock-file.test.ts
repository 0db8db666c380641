import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./markdown.ts";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
const packages: Record<string, Locked> = read("package-lock.json").packages;

/** Where npm looks for a package that the one at `place` names; undefined: the lock file lacks it. */
function lockedFor(place: string, name: string): string | undefined {
  const inside = `${place === "" ? "" : `${place}/`}node_modules/${name}`;
  if (packages[inside]) return inside;
  if (place === "") return undefined;
  const parent = place.lastIndexOf("/node_modules/");
  return lockedFor(parent === -1 ? "" : place.slice(0, parent), name);
}

// A lock file that npm wrote beside `node_modules` lacks what other systems need; to write it whole, remove
// the packages that are named here from it and run `npm install --package-lock-only` without `node_modules`.
describe("the lock file", () => {
  test("holds every package that another one names, for every system", () => {
    const missing = Object.entries(packages).flatMap(([place, locked]) =>
      Object.keys({
        ...locked.dependencies,
        ...locked.devDependencies,
        ...locked.optionalDependencies,
      })
        .filter((name) => lockedFor(place, name) === undefined)
        .map((name) => `${name}, which ${place} names`),
    );
    expect(missing).toEqual([]);
  });

  const own = Object.keys(packages).filter((place) => !/(^|\/)node_modules\//.test(place));

  test.for(own)("says what %s/package.json says", (place) => {
    const { dependencies, devDependencies } = read(join(place, "package.json"));
    const locked = packages[place];
    expect([locked?.dependencies, locked?.devDependencies]).toEqual([
      dependencies,
      devDependencies,
    ]);
  });

  test("names no registry", () => {
    const hosts = Object.entries(packages).filter(([, { resolved }]) => resolved?.includes(":"));
    expect(hosts).toEqual([]);
  });

  test("lets nothing that users install run a script while installing", () => {
    const scripts = Object.entries(packages).filter(([, { dev, hasInstallScript }]) => {
      return hasInstallScript && !dev;
    });
    expect(scripts).toEqual([]);
  });
});
