import { PlimsollError } from "../core/errors/index.ts";
import { MOST_SERIES } from "../monitoring/index.ts";
import { MOST_TENANTS } from "../tenants/index.ts";
import type { Call, Command } from "./command.ts";
import { addressesOf, listenOptions } from "./listen-options.ts";
import type { GivenContract } from "./ports.ts";
import { isFit, readContracts, tellNotes, tellProblems } from "./read-contracts.ts";
import { numberOf } from "./read-options.ts";
import { stayUp } from "./stay-up.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";
import { diagnosticWriter } from "./write-diagnostic.ts";

export const up: Command = {
  about:
    "Watches the add-ons of the contracts, takes in their metrics, and publishes promise and proof " +
    "side by side, until it is stopped. What `plimsoll contract publish` publishes meanwhile is followed at once.",
  operands: [
    {
      name: "[FILE...]",
      about:
        "contracts to publish, one for each add-on; without any, it goes on with those of the store",
    },
  ],
  options: [
    ...listenOptions,
    {
      flags: "--trusted-proxy ADDRESS",
      about:
        "a proxy, or a network of them, whose X-Forwarded-For tells where metrics come from; without it, they come from whoever is connected",
      repeats: true,
    },
    {
      flags: "--public-url URL",
      about:
        "where the public page is for others, as links in mails and alerts have it; without it, where it listens",
    },
    {
      flags: "--most-series NUMBER",
      about: "cumulative series of metrics that are remembered; more are refused, and it is said",
      fallback: String(MOST_SERIES),
    },
    {
      flags: "--most-tenants NUMBER",
      about: "tenants of an add-on that are written down; more are not, and it is said",
      fallback: String(MOST_TENANTS),
    },
    dataOption,
  ],
  examples: [
    { line: "plimsoll up plimsoll.yaml", about: "For this machine only" },
    { line: "plimsoll up", about: "Again, with the contracts that are published" },
    {
      line: "plimsoll up roadmaps.yaml timesheets.yaml --public 0.0.0.0:7300 --data /var/lib/plimsoll",
      about: "Two add-ons, with pages for everybody",
    },
    {
      line: "plimsoll up plimsoll.yaml --trusted-proxy 127.0.0.1",
      about: "Behind a proxy on this machine that speaks TLS",
    },
  ],
  json: `{ "ok": true, "publicUrl": "http://127.0.0.1:7300/", "privateUrl": "http://127.0.0.1:7301/", "privateLink": "http://127.0.0.1:7301/enter?link=…", "pages": [], "addons": [ "com.example.roadmaps" ] }
One line, printed when the pages answer.`,

  async perform(call: Call) {
    const addresses = addressesOf(call);
    const dataFolder = dataFolderOf(call);
    const mostSeries = numberOf(call, "mostSeries", 1, 100_000_000);
    const mostTenants = numberOf(call, "mostTenants", 1, 10_000_000);
    const publicUrl = publicUrlOf(call.option("publicUrl"));
    const read = await readContracts(call.operands, call.terminal);
    const contracts = read.filter(isFit);
    if (contracts.length < read.length) return tellProblems(call, read, "Nothing was started.");
    requireDistinctAddons(contracts);
    for (const { file, notes } of contracts) tellNotes(call, file, notes);
    const { up } = await call.deps();
    const signal = call.terminal.catchSignals();
    const trustedProxies = call.options("trustedProxy");
    const onDiagnostic = diagnosticWriter(call);
    const running = await up({
      mostSeries,
      mostTenants,
      contracts,
      dataFolder,
      ...addresses,
      trustedProxies,
      publicUrl,
      signal,
      onDiagnostic,
    });
    const names = running.addons.map(({ name }) => name).join(", ");
    const addons = running.addons.map(({ key }) => key);
    return stayUp(
      call,
      { running, signal },
      { sentence: `Watching ${names}.`, document: { addons } },
    );
  },
};

function publicUrlOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "") return url.href;
  throw new PlimsollError("usage", "--public-url is no address of a page.", {
    hint: "Write it whole: https://status.example.com.",
  });
}

function requireDistinctAddons(contracts: readonly GivenContract[]): void {
  const files = new Map<string, string>();
  for (const { file, contract } of contracts) {
    const { key } = contract.addon;
    const other = files.get(key);
    if (other !== undefined)
      throw new PlimsollError("usage", `${other} and ${file} are both contracts of ${key}.`, {
        hint: "Give one contract for each add-on.",
      });
    files.set(key, file);
  }
}
