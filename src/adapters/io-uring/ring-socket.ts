import { getSystemErrorName } from "node:util";
import type { Line, LineEvents } from "../lines/index.ts";
import type { Addresses } from "./addresses.ts";
import type { Cell, Cells } from "./cells.ts";
import type { LentBuffers } from "./lent-buffers.ts";
import type { Linux } from "./linux.ts";
import { operations, type Ring, SMALL_BYTES } from "./ring.ts";

/** What sockets of one ring share. */
export interface RingParts {
  readonly linux: Linux;
  readonly ring: Ring;
  readonly lent: LentBuffers;
  readonly cells: Cells;
  readonly addresses: Addresses;
  /** Called when nothing of a socket is under way any more. */
  readonly onGone: (tag: number) => void;
}

/** What a completion is about. */
const [RECEIVED, SENT, CONNECTED, CANCELLED, NOT_SENT] = [1, 2, 3, 4, 5];
/** Into whatever buffer is lent, again and again: a connection that answers is not asked anew each time. */
const BUFFER_SELECT_MULTISHOT = (1 << 13) | (1 << 17);
/** Only a failure is told: that all is well, the answer tells. */
const SKIP_SUCCESS = 1 << 14;
/** Of the flags of a completion. */
const [HAS_BUFFER, HAS_MORE, BUFFER_SHIFT] = [1, 2, 16];
/** Whole, and with an error where a signal would end the process: MSG_WAITALL, MSG_NOSIGNAL. */
const SEND_FLAGS = 0x100 | 0x4000;
const CANCEL_ALL_OF_DESCRIPTOR = 3;
const [EINTR, EPIPE] = [-4, -32];
/** With what reading ends, though there may be more to read: EINTR, ENOBUFS, ECANCELED. */
const interruptions: readonly number[] = [EINTR, -105, -125];

/** One TCP connection over a ring. */
export class RingSocket implements Line {
  readonly #parts: RingParts;
  readonly #descriptor: number;
  readonly #tag: number;
  readonly #events: LineEvents;
  /** Requests of whose end the kernel will tell. */
  #underWay = 0;
  #address: Cell | null = null;
  #sending: Cell | null = null;
  #sendFrom = 0;
  #sendTo = 0;
  /** Written while the kernel was sending. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** What was asked last, which the kernel may still be reading. */
  #asked: Buffer | null = null;
  #isReading = false;
  #isStopping = false;
  #isPaused = false;
  /** Nothing more is to be written. */
  #isEnding = false;
  /** Nothing more will come. */
  #hasEnded = false;
  #isDestroyed = false;
  #isTold = false;
  #isGone = false;

  /** @param tag by which completions are known to be its own */
  constructor(
    parts: RingParts,
    descriptor: number,
    tag: number,
    eventsOf: (socket: RingSocket) => LineEvents,
  ) {
    this.#parts = parts;
    this.#descriptor = descriptor;
    this.#tag = tag;
    this.#events = eventsOf(this);
    parts.linux.sendAtOnce(descriptor);
  }

  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get unsentBytes(): number {
    return this.#sendTo - this.#sendFrom + this.#waitingBytes;
  }

  connect(address: Buffer): void {
    this.#address = this.#parts.cells.take(address.length);
    this.#address.bytes.set(address);
    this.#prepare(operations.connect, CONNECTED, 0, this.#address.address, 0, 0, address.length);
  }

  write(bytes: Buffer, sizeBytes = bytes.length): void {
    if (this.#isDestroyed || this.#isEnding || sizeBytes === 0) return;
    if (this.#sending === null) this.#begin(bytes, sizeBytes);
    else {
      this.#waiting.push(Buffer.from(bytes.subarray(0, sizeBytes)));
      this.#waitingBytes += sizeBytes;
    }
  }

  ask(bytes: Buffer, sizeBytes: number): void {
    // The system takes what is small at once.
    if (sizeBytes > SMALL_BYTES || this.#sending !== null) this.write(bytes, sizeBytes);
    else if (!this.#isDestroyed && !this.#isEnding && sizeBytes > 0) {
      this.#asked = bytes;
      const address = this.#parts.addresses.of(bytes);
      this.#prepare(operations.send, NOT_SENT, SKIP_SUCCESS, address, sizeBytes, SEND_FLAGS, 0);
    }
  }

  end(): void {
    if (this.#isEnding || this.#isDestroyed) return;
    this.#isEnding = true;
    if (this.#sending === null) this.#endSending();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#isReading || this.#hasEnded || this.#isDestroyed) return;
    this.#isReading = true;
    this.#prepare(operations.receive, RECEIVED, BUFFER_SELECT_MULTISHOT, 0, 0, 0, 0);
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#waiting = [];
    // A question may not even be submitted yet.
    if (this.#underWay === 0 && this.#asked === null) this.#close();
    else this.#prepare(operations.cancel, CANCELLED, 0, 0, 0, CANCEL_ALL_OF_DESCRIPTOR, 0);
  }

  reset(): void {
    if (!this.#isDestroyed) this.#parts.linux.resetOnClose(this.#descriptor);
    this.destroy();
  }

  /** Closes it, whatever is under way, and tells nobody. */
  abandon(): void {
    if (this.#isGone) return;
    this.#isDestroyed = this.#isGone = this.#isTold = true;
    this.#parts.linux.endAll(this.#descriptor);
    this.#parts.linux.close(this.#descriptor);
  }

  /** To be called with each completion that has its tag. */
  completed(kind: number, result: number, flags: number): void {
    if (kind === NOT_SENT) this.#notSent(result);
    else if ((flags & HAS_MORE) === 0) this.#underWay--;
    if (kind === RECEIVED) this.#received(result, flags);
    else if (kind === SENT) this.#sent(result);
    else if (kind === CONNECTED) this.#connected(result);
    if (this.#isDestroyed && this.#underWay === 0) this.#close();
  }

  #connected(result: number): void {
    this.#parts.cells.giveBack(this.#address!);
    this.#address = null;
    if (this.#isDestroyed) return;
    if (result < 0) this.#break(result);
    else {
      this.#events.onOpen();
      if (!this.#isPaused) this.resume();
    }
  }

  #received(result: number, flags: number): void {
    this.#isReading = (flags & HAS_MORE) !== 0;
    if (!this.#isReading) this.#isStopping = false;
    if (flags & HAS_BUFFER) {
      const { lent } = this.#parts;
      const buffer = flags >>> BUFFER_SHIFT;
      const from = lent.startOf(buffer);
      if (result > 0 && !this.#isDestroyed) this.#events.onBytes(lent.bytes, from, from + result);
      lent.giveBack(buffer);
    }
    if (this.#isDestroyed) return;
    if (result === 0) this.#otherEnded();
    else if (result < 0 && !interruptions.includes(result)) this.#break(result);
    else if (this.#isPaused) this.#stopReading();
    else this.resume();
  }

  /** What comes meanwhile still counts as asked for. */
  #stopReading(): void {
    if (!this.#isReading || this.#isStopping) return;
    this.#isStopping = true;
    const reading = RECEIVED * 2 ** 32 + this.#tag;
    this.#prepare(operations.cancel, CANCELLED, 0, reading, 0, 0, 0);
  }

  #otherEnded(): void {
    this.#hasEnded = true;
    this.#events.onEnd();
    if (this.#isEnding && this.#sending === null) this.destroy();
  }

  #sent(result: number): void {
    if (result > 0) this.#sendFrom += result;
    if (!this.#isDestroyed && (result === EINTR || (result > 0 && this.#sendFrom < this.#sendTo)))
      this.#send();
    else {
      this.#parts.cells.giveBack(this.#sending!);
      this.#sending = null;
      this.#sendFrom = this.#sendTo = 0;
      if (this.#isDestroyed) return;
      if (result < 0) this.#break(result);
      else if (this.#waiting.length > 0) this.#goOn();
      else this.#drained();
    }
  }

  #notSent(result: number): void {
    if (!this.#isDestroyed) this.#break(result < 0 ? result : EPIPE);
  }

  #drained(): void {
    if (this.#isEnding) this.#endSending();
    else this.#events.onDrain();
  }

  #goOn(): void {
    const bytes = Buffer.concat(this.#waiting.splice(0));
    this.#waitingBytes = 0;
    this.#begin(bytes, bytes.length);
  }

  #begin(bytes: Buffer, sizeBytes: number): void {
    this.#sending = this.#parts.cells.take(sizeBytes);
    bytes.copy(this.#sending.bytes, 0, 0, sizeBytes);
    this.#sendFrom = 0;
    this.#sendTo = sizeBytes;
    this.#send();
  }

  #send(): void {
    const address = this.#sending!.address + this.#sendFrom;
    const length = this.#sendTo - this.#sendFrom;
    this.#prepare(operations.send, SENT, 0, address, length, SEND_FLAGS, 0);
  }

  #endSending(): void {
    if (this.#hasEnded) this.destroy();
    else {
      if (this.#asked !== null) this.#parts.ring.enter(0, 0);
      this.#parts.linux.endSending(this.#descriptor);
    }
  }

  #break(result: number): void {
    this.#tell(getSystemErrorName(result));
    this.destroy();
  }

  #close(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#parts.linux.close(this.#descriptor);
    this.#parts.onGone(this.#tag);
    this.#tell(null);
  }

  #tell(code: string | null): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#events.onClose(code);
  }

  #prepare(
    operation: number,
    kind: number,
    flags: number,
    address: number,
    length: number,
    ownFlags: number,
    offset: number,
  ): void {
    if ((flags & SKIP_SUCCESS) === 0) this.#underWay++;
    this.#parts.ring.prepare(
      operation,
      this.#descriptor,
      this.#tag,
      kind,
      flags,
      address,
      length,
      ownFlags,
      offset,
    );
  }
}
