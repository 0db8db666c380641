import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jiraTable, type Shape } from "../../src/mockhost/rest/index.ts";

/** The peer: it mocks an interface out of its OpenAPI description, and verifies nothing. */
export interface Prism {
  readonly port: number;
  readonly request: string;
  close(): void;
}

const peers = join(import.meta.dirname, "../peers");
const program = join(peers, "node_modules/@stoplight/prism-cli/dist/index.js");
const INSTALL_MS = 240_000;
const START_MS = 30_000;

/** Starts it on one core, installing it first where it is missing; null where that cannot be done. */
export async function startPrism(core: number): Promise<Prism | null> {
  if (!existsSync(program)) install();
  if (!existsSync(program)) return null;
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-prism-"));
  const description = join(folder, "openapi.json");
  writeFileSync(description, JSON.stringify(openApi()));
  const port = await freePort();
  const args = [program, "mock", "-h", "127.0.0.1", "-p", String(port), "-v", "silent"];
  const child = spawn("taskset", ["-c", String(core), process.execPath, ...args, description], {
    stdio: "ignore",
    env: { ...process.env, SCARF_ANALYTICS: "false", DO_NOT_TRACK: "1" },
  });
  const close = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await answers(child, port))) {
    close();
    return null;
  }
  return { port, request: requestText(port), close };
}

function install(): void {
  const flags = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"];
  spawnSync("npm", ["install", "--prefix", peers, ...flags], {
    stdio: "ignore",
    timeout: INSTALL_MS,
  });
}

const requestText = (port: number): string =>
  `GET /rest/api/3/issue/ROAD-1 HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\n\r\n`;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  const untilMs = performance.now() + START_MS;
  while (performance.now() < untilMs && child.exitCode === null) {
    const url = `http://127.0.0.1:${port}/rest/api/3/issue/ROAD-1`;
    const response = await fetch(url).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** One operation as OpenAPI 3 describes it, out of the same table that the mock host works from. */
function openApi() {
  const { path, method, response } = jiraTable.routes.find((r) => r.operation === "getIssue")!;
  const schema = schemaOf(response!, 0);
  return {
    openapi: "3.0.3",
    info: { title: "Jira", version: "3" },
    paths: {
      [path]: {
        [method.toLowerCase()]: {
          parameters: [
            { name: "issueIdOrKey", in: "path", required: true, schema: { type: "string" } },
          ],
          responses: { 200: { description: "OK", content: { "application/json": { schema } } } },
        },
      },
    },
  };
}

/** As deep as the mock host follows shapes of its own. */
const DEEPEST = 4;

function schemaOf(shape: Shape, depth: number): Record<string, unknown> {
  if (typeof shape === "string") return namedSchema(shape, depth);
  if (Array.isArray(shape))
    return { type: "array", items: schemaOf((shape as readonly Shape[])[0] ?? "any", depth + 1) };
  const fields = Object.entries(shape as Readonly<Record<string, Shape>>);
  if (depth >= DEEPEST) return { type: "object" };
  return {
    type: "object",
    properties: Object.fromEntries(
      fields
        .filter(([name]) => name !== "*")
        .map(([name, field]) => [name.replace(/\?$/, ""), schemaOf(field, depth + 1)]),
    ),
  };
}

function namedSchema(type: string, depth: number): Record<string, unknown> {
  if (type.startsWith("@")) {
    const named = jiraTable.shapes[type.slice(1)];
    return named === undefined || depth >= DEEPEST ? { type: "object" } : schemaOf(named, depth);
  }
  if (type.startsWith("enum:")) return { type: "string", enum: type.slice(5).split("|") };
  const [kind, format] = type.split(":");
  if (kind === "any" || kind === undefined) return {};
  return { type: kind, ...(format ? { format } : {}) };
}
