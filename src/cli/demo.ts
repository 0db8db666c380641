import type { Call, Command } from "./command.ts";
import { addressesOf, listenOptions } from "./listen-options.ts";
import { stayUp } from "./stay-up.ts";
import { diagnosticWriter } from "./write-diagnostic.ts";

export const demo: Command = {
  about:
    "Runs a small world on this machine alone: a real add-on, customers who use it, and Plimsoll " +
    "watching it. Every figure on its pages is measured.",
  options: listenOptions,
  examples: [{ line: "plimsoll demo", about: "What `npm start` runs in a checkout" }],
  json: `{ "ok": true, "publicUrl": "http://127.0.0.1:7300/", "privateUrl": "http://127.0.0.1:7301/", "privateLink": "http://127.0.0.1:7301/enter?link=…", "pages": [ { "name": "add-on", "url": "http://127.0.0.1:7330/" } ] }`,

  async perform(call: Call) {
    const addresses = addressesOf(call);
    const { demo } = await call.deps();
    const signal = call.terminal.catchSignals();
    const running = await demo({ ...addresses, signal, onDiagnostic: diagnosticWriter(call) });
    const sentence = "A small world is running; its first figures are there within a minute.";
    return stayUp(call, { running, signal }, { sentence, document: {} });
  },
};
