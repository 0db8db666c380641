import type { Product } from "../mockhost/index.ts";
import { isLoopback, readAddress } from "./address.ts";
import type { Call, Command } from "./command.ts";
import { tellInstalls } from "./mockhost-installs.ts";
import type { MockHostPlan } from "./ports.ts";
import { choiceOf, durationOf, numberOf, wrong } from "./read-options.ts";
import { stayAt } from "./stay-up.ts";

const MOST_TENANTS = 10_000;

export const mockhost: Command = {
  about:
    "Runs a pretend Jira and Confluence Cloud on this machine, to test an add-on against: many sites " +
    "that install it, call it and are called by it as the real ones do.",
  options: [
    { flags: "--tenants NUMBER", about: "how many sites, at most 10000", fallback: "50" },
    {
      flags: "--seed NUMBER",
      about: "decides everything: the same seed, the same world",
      fallback: "1",
    },
    {
      flags: "--product PRODUCT",
      about: "what the sites are: jira, confluence or both",
      fallback: "both",
    },
    { flags: "--listen ADDRESS", about: "where it listens", fallback: ":7310" },
    {
      flags: "--limits LIMITS",
      about: "rate limits: global or tenant (the host's two tiers) or off",
      fallback: "global",
    },
    {
      flags: "--install DESCRIPTOR_URL",
      about:
        "an add-on to install on every site once it runs; it finds the key that signs installs under /keys",
    },
    {
      flags: "--poll DURATION",
      about: "how often descriptors are polled, such as 30s (default: as the real host, 5h)",
    },
    {
      flags: "--rollout DURATION",
      about: "by when every site has a new release (default: as the real host, 24h)",
    },
  ],
  examples: [
    { line: "plimsoll mockhost", about: "Fifty sites to look at" },
    {
      line: "plimsoll mockhost --tenants 1000 --product jira --install http://127.0.0.1:3000/atlassian-connect.json --poll 30s",
      about: "A thousand sites that install an add-on and follow its releases",
    },
  ],
  json: `{ "ok": true, "origin": "http://127.0.0.1:7310", "inspectorUrl": "http://127.0.0.1:7310/_mockhost/", "tenants": 50, "seed": 1, "sites": [ { "name": "kelp-1", "url": "http://127.0.0.1:7310/s/kelp-1" } ] }
One line, printed when the sites answer; it names the first few.`,

  async perform(call: Call) {
    const plan = planOf(call);
    const { mockhost } = await call.deps();
    const signal = call.terminal.catchSignals();
    const running = await mockhost({ ...plan, signal, onInstalled: tellInstalls(call) });
    const { publicUrl: origin, privateUrl: inspectorUrl, pages: sites = [] } = running;
    const { tenants, seed } = plan;
    return stayAt(call, { running, signal }, [{ name: "inspector", url: inspectorUrl }, ...sites], {
      sentence: `A mock host with ${tenants} ${tenants === 1 ? "site" : "sites"} is running.`,
      document: { ok: true, origin, inspectorUrl, tenants, seed, sites },
    });
  },
};

function planOf(call: Call): Omit<MockHostPlan, "signal" | "onInstalled"> {
  const address = readAddress(call.option("listen") ?? "");
  if (!address)
    throw wrong(call, "listen", "is not an address to listen on", "a port or host and port: :7310");
  if (!isLoopback(address))
    call.terminal.err(
      `${call.paint.amber("warning")}: the sites are open to other machines at ${address.host}; the inspector answers this machine only.\n`,
    );
  return {
    address,
    tenants: numberOf(call, "tenants", 1, MOST_TENANTS),
    seed: numberOf(call, "seed", 0, 2 ** 31 - 1),
    products: choiceOf(call, "product", products),
    limits: choiceOf(call, "limits", { global: "global", tenant: "tenant", off: "off" } as const),
    install: descriptorOf(call),
    pollMs: durationOf(call, "poll"),
    rolloutMs: durationOf(call, "rollout"),
  };
}

const products: Readonly<Record<string, readonly Product[]>> = {
  jira: ["jira"],
  confluence: ["confluence"],
  both: ["jira", "confluence"],
};

function descriptorOf(call: Call): string | null {
  const url = call.option("install");
  if (url === undefined) return null;
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw wrong(call, "install", "is no http or https address", "where the descriptor is served");
}
