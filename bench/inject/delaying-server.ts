import { createServer, type Socket } from "node:net";

/** Answers after delays of a known distribution and, when told to end, says what they really were. */
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const delaysMs: number[] = [];

/** Nine in ten take 5 to 25 ms, the others up to 200: a log-normal look, told again each time. */
const delayMs = (n: number): number => (n % 10 < 9 ? 5 + ((n * 7) % 21) : 50 + ((n * 13) % 151));

let asked = 0;
function answer(socket: Socket): void {
  const startMs = performance.now();
  setTimeout(() => {
    socket.write(OK);
    delaysMs.push(performance.now() - startMs);
  }, delayMs(asked++));
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => answer(socket)).on("error", () => {});
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("message", () => {
  process.send?.(
    delaysMs.sort((a, b) => a - b),
    () => process.exit(),
  );
});
