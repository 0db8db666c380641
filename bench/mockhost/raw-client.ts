import { connect, type Socket } from "node:net";

/**
 * Asks as fast as a few connections can, with no more work than finding where an answer ends, since
 * what the client takes from the machine the server lacks. Told over IPC what to ask and how often;
 * answers when every answer has come.
 */
interface Round {
  readonly port: number;
  readonly requests: readonly string[];
  readonly count: number;
}

const CONNECTIONS = 32;
const HEAD_END = Buffer.from("\r\n\r\n");
const CHUNKS_END = Buffer.from("0\r\n\r\n");
const NOTHING = Buffer.alloc(0);
const buffer = Buffer.allocUnsafeSlow(65_536);

const kept = new Map<number, readonly Asker[]>();
const texts = new Map<number, readonly string[]>();

process.on("message", (round: Round) => {
  if (round.requests.length > 0) texts.set(round.port, round.requests);
  ask(round).then(
    (statuses) => process.send?.({ kind: "done", statuses }),
    (error: Error) => process.send?.({ kind: "failed", message: error.message }),
  );
});
process.on("disconnect", () => process.exit(0));

/** How often each status was answered. */
function ask({ port, count }: Round): Promise<Readonly<Record<string, number>>> {
  const requests = texts.get(port)!;
  const statuses: Record<string, number> = {};
  const askers = kept.get(port) ?? Array.from({ length: CONNECTIONS }, () => new Asker(port));
  kept.set(port, askers);
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = 0;
    for (const asker of askers) {
      const next = () => {
        if (sent < count) asker.ask(requests[sent++ % requests.length]!);
      };
      asker.onFail = reject;
      asker.onAnswer = (status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (++answered === count) resolve(statuses);
        else next();
      };
      next();
    }
  });
}

/** One connection with one request under way. */
class Asker {
  onAnswer: (status: string) => void = () => {};
  onFail: (error: Error) => void = () => {};
  readonly #socket: Socket;
  #unread: Buffer = NOTHING;

  constructor(port: number) {
    const callback = (sizeBytes: number) => this.#take(buffer.subarray(0, sizeBytes));
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: { buffer, callback },
    });
    this.#socket.on("error", (error) => this.onFail(error));
    this.#socket.on("close", () => this.onFail(new Error("The server closed a connection.")));
  }

  ask(request: string): void {
    this.#socket.write(request, "latin1");
  }

  #take(bytes: Buffer): boolean {
    const all = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    const isDone = isWhole(all);
    this.#unread = isDone ? NOTHING : Buffer.from(all);
    if (isDone) this.onAnswer(all.toString("latin1", 9, 12));
    return true;
  }
}

function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return false;
  const head = bytes.toString("latin1", 0, headEnd);
  const at = /\ncontent-length: *(\d+)/i.exec(head);
  if (at === null) return bytes.subarray(-5).equals(CHUNKS_END);
  return bytes.length >= headEnd + 4 + Number(at[1]);
}
