import { PlimsollError } from "../core/errors/index.ts";
import type { Command } from "./command.ts";
import { loadAddress } from "./load-address.ts";
import { performContractTest } from "./perform-contract-test.ts";
import { addressOptions, planOptions, resultOptions, targetOptions } from "./test-options.ts";
import { contractOperand, testJson } from "./test-words.ts";

export const testLoad: Command = {
  about:
    "Holds the load that the contract expects and answers with the contract's own verdict. With " +
    "--url it sends requests to one address instead, at the rate that is asked, whatever the " +
    "answers take. Exit code 0: met, or done; 1: missed, or more than 5 % failed; 3: too little to " +
    "say, or cut off; 4: this machine, not the system, was the limit.",
  operands: [contractOperand],
  options: [...planOptions, ...targetOptions, ...resultOptions, ...addressOptions],
  examples: [
    { line: "plimsoll test load", about: "Ten minutes of what plimsoll.yaml expects" },
    {
      line: "plimsoll test load plimsoll.yaml --plan-only",
      about: "Who would come, and what they would do",
    },
    {
      line: "plimsoll test load --target live --tenants-file tenants.json --allow-host staging.example.com",
      about: "Against a deployment, within careful limits",
    },
    {
      line: "plimsoll test load --url http://127.0.0.1:8080/ --rate 100..2000 --duration 1m",
      about: "One address, a ramp",
    },
  ],
  json: `${testJson("load")}
With --url:
{ "ok": true, "verdict": "done", "url": "http://127.0.0.1:8080/", "model": "open", "interrupted": false, "elapsedMs": 10003, "planned": 20000, "sent": 20000, "resent": 3, "completed": 20000, "failed": 0.0004, "ratePerSecond": 1999.4, "errors": { "timed-out": 2, "status-503": 7 }, "response": { "p50": 4.1, "p90": 6, "p95": 7.2, "p99": 11.9, "p999": 31, "max": 40.2, "mean": 4.6 }, "service": { "p50": 4, "p90": 5.9, "p95": 7, "p99": 11.8, "p999": 30, "max": 40.1, "mean": 4.5 }, "lag": { "p50": 0.1, "p90": 0.1, "p95": 0.1, "p99": 0.2, "p999": 0.9, "max": 1.3, "mean": 0.1 }, "rig": { "cpu": 0.31, "eventLoopDelayP99": 0.2, "tardinessP99": 0.2, "achieved": 0.9999, "blame": { "injector": 0, "system": 2, "network": 0 }, "verdict": "valid", "reasons": [] } }
Milliseconds. Response counts from the moment at which a request was to start, service from its
sending; lag is the difference. Null stands for what was not measured.`,
  perform(call) {
    const url = call.option("url");
    if (url === undefined) return performContractTest(call, "load");
    if (call.operands.length > 0)
      throw new PlimsollError("usage", "Both a contract and an address were named.", {
        hint: "Leave out --url to test the contract's add-on, or the contract to load the address.",
      });
    return loadAddress(call, url);
  },
};
