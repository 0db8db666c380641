import { createServer, type Socket } from "node:net";

/** Answers after delays of a known distribution and, when told to end, says what they really were. */
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const delaysMs: number[] = [];

const GOLDEN = 0.6180339887498949;

/** Five milliseconds and an exponential of twenty on average, without a gap and told again each time. */
const delayMs = (n: number): number => 5 - 20 * Math.log(1 - ((n * GOLDEN) % 1));

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
