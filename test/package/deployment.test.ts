import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { OLDEST_NODE } from "../../bin/find-node.mjs";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const launcher = join(root, "bin/plimsoll.mjs");
const page = readFileSync(join(root, "docs/deployment.md"), "utf8");

/** The file or the commands that the page shows under a heading. */
function shown(heading: string, language: string): string {
  const section = page.split("\n## ").find((part) => part.startsWith(`${heading}\n`));
  const block = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(section ?? "")?.[1];
  if (block === undefined) throw new Error(`docs/deployment.md has no ${language} in ${heading}`);
  return block;
}

const unit = shown("A service of systemd", "ini");
const container = shown("A container", "dockerfile");

/** The paths and ports of the page as they are in this test; each must be on the page. */
function placed(content: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((rest, [from, to]) => {
    expect(rest).toContain(from);
    return rest.replaceAll(from, to);
  }, content);
}

const started = /^ExecStart=\S+\/plimsoll (.*)$/m.exec(unit)![1]!.split(" ");
const inContainer: string[] = JSON.parse(/^CMD (.*)$/m.exec(container)![1]!);
const healthCheck: string[] = JSON.parse(/^HEALTHCHECK CMD (.*)$/m.exec(container)![1]!);

let folder: string;
let data: string;
let publicPort: string;
let ended: Promise<unknown>;
let stop: () => unknown;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-deployment-"));
  data = join(folder, "data");
  const contract = join(folder, "plimsoll.yaml");
  await run(process.execPath, [launcher, "init", "--out", contract]);
  const places = { "/etc/plimsoll/plimsoll.yaml": contract, "/var/lib/plimsoll": data };
  const args = [...placed(started.join(" "), places).split(" "), "--json"];
  const ports = ["--public", ":0", "--private", ":0"];
  const child = spawn(process.execPath, [launcher, ...args, ...ports], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  ended = once(child, "exit");
  stop = () => child.kill("SIGTERM");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  publicPort = new URL(JSON.parse(line).publicUrl).port;
});
afterAll(async () => {
  stop();
  await ended;
  await rm(folder, { recursive: true });
});

test.skipIf(!existsSync("/usr/bin/systemd-analyze"))("systemd finds nothing wrong", async () => {
  const file = join(folder, "plimsoll.service");
  const places = { "/opt/plimsoll/node_modules/.bin/plimsoll": launcher, "User=plimsoll\n": "" };
  await writeFile(file, placed(unit, places));
  expect(await run("systemd-analyze", ["verify", file])).toEqual({ stdout: "", stderr: "" });
});

test("service and container start the same, but that a container's pages are for its outside", () => {
  expect(inContainer).toEqual([...started, "--public", "0.0.0.0:7300"]);
  expect(container).toContain("EXPOSE 7300\n");
  expect(container).toContain(`/node:${OLDEST_NODE}-slim\n`);
});

test("the health check of the container tells whether Plimsoll answers", async () => {
  const check = async (port: string) => {
    const [, ...args] = healthCheck.map((word) => word.replace(":7300/", `:${port}/`));
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    return (await once(child, "exit"))[0];
  };
  expect(await check(publicPort)).toBe(0);
  expect(await check(String(await freePort()))).toBe(1);
});

describe("behind nginx", () => {
  let port: number;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    port = await freePort();
    const [certificate, key] = [join(folder, "fullchain.pem"), join(folder, "privkey.pem")];
    const made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=x";
    await run("openssl", [...made.split(" "), "-keyout", key, "-out", certificate]);
    const server = placed(shown("TLS", "nginx"), {
      "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
      "/etc/letsencrypt/live/status.example.com": folder,
      "127.0.0.1:7300": `127.0.0.1:${publicPort}`,
    });
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    );
    const file = join(folder, "nginx.conf");
    const rest = `access_log off; client_body_buffer_size 4m; ${temporary.join(" ")}`;
    await writeFile(file, `daemon off; pid ${folder}/pid; events {} http { ${rest} ${server} }`);
    const args = ["-e", join(folder, "nginx.log"), "-c", file];
    // Debian has it where only an administrator looks.
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
    await run("nginx", [...args, "-t"], { env });
    // Looking through its configuration leaves such a file too: only the next one says that it listens.
    await rm(join(folder, "pid"), { force: true });
    const nginx = spawn("nginx", args, { env, stdio: "ignore" });
    const gone = once(nginx, "exit");
    close = async () => {
      nginx.kill("SIGQUIT");
      await gone;
    };
    while (!existsSync(join(folder, "pid"))) await setTimeout(10);
  });
  afterAll(() => close());

  const ask = (path: string, method: string, body: Buffer) =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const options = { port, path, method, rejectUnauthorized: false };
      const asking = request(options, async (answer) =>
        resolve({ status: answer.statusCode, body: await text(answer) }),
      );
      asking.on("error", reject).end(body);
    });

  test("the pages are there over TLS", async () => {
    const { status, body } = await ask("/sla.json", "GET", Buffer.alloc(0));
    expect([status, Object.keys(JSON.parse(body))]).toEqual([
      200,
      expect.arrayContaining(["addons"]),
    ]);
  });

  test("as large a batch as the intake takes comes through to it", async () => {
    expect(await ask("/v1/metrics", "POST", Buffer.alloc(4 << 20))).toMatchObject({ status: 401 });
  });
});

test("the doctor that the page shows finds the running service well", async () => {
  const command = placed(shown("Is it well?", "sh"), { "/var/lib/plimsoll": data });
  const [, ...args] = command.replace("sudo -u plimsoll ", "").trim().split(" ");
  const { stdout } = await run(process.execPath, [launcher, ...args]);
  expect(stdout).toContain("Plimsoll is running on it");
});

test("the backup that the page shows is whole, and is one of a running Plimsoll", async () => {
  const backups = join(folder, "backups");
  await mkdir(join(folder, "bin"));
  await writeFile(
    join(folder, "bin/plimsoll"),
    `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`,
    { mode: 0o755 },
  );
  const commands = placed(shown("Backup", "sh"), {
    "sudo -u plimsoll ": "",
    "sudo install -d -o plimsoll": "install -d",
    "/var/lib/plimsoll": data,
    "/var/backups/plimsoll": backups,
  });
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${join(process.execPath, "..")}:${process.env.PATH}`,
  };
  const { stdout } = await run("sh", ["-euc", commands], { env });
  expect(stdout).toMatch(/^Intact: [1-9]\d* entr(y|ies), /);
  const restored = join(folder, "restored");
  await mkdir(restored, { mode: 0o700 });
  for (const file of ["plimsoll.db", "intake.key", "sealing.pem"])
    await copyFile(join(backups, file), join(restored, file));
  const of = async (place: string) =>
    (await run(process.execPath, [launcher, "export", "ledger", "--data", place])).stdout.split(
      "\n",
    );
  const [copy, original] = [await of(restored), await of(data)];
  expect(copy.slice(0, -2)).toEqual(original.slice(0, -2));
  expect(await readFile(join(restored, "intake.key"), "utf8")).toMatch(/^\S{43}\n$/);
});
