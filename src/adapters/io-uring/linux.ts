import { type Ffi, foreignFunctions } from "../foreign/index.ts";

/** Flags of Linux's own headers, the same on every processor that Node runs on. */
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
const SOCK_CLOEXEC = 0o2000000;
const [SOL_SOCKET, IPPROTO_TCP, IPPROTO_IPV6] = [1, 6, 41];
const [SO_REUSEADDR, SO_LINGER, IPV6_V6ONLY] = [2, 13, 26];
const [TCP_NODELAY, TCP_CONGESTION] = [1, 13];
/** Control of congestion that every system has, and allows to everybody; others reckon more for each packet. */
const SIMPLEST = Buffer.from("reno");
const BACKLOG = 511;
const [SETUP, ENTER, REGISTER] = [425n, 426n, 427n];

/** What of Linux is called. Everything answers a negative number where it fails; `failure` says why. */
export interface Linux {
  readonly ffi: Ffi;
  setUpRing(entries: number, parameters: Buffer): number;
  enterRing(ring: number, submit: number, atLeast: number, flags: number, wait: bigint): number;
  register(ring: number, what: number, argument: Buffer, count: number): number;
  map(sizeBytes: number, ring: number, offset: bigint): bigint;
  unmap(address: bigint, sizeBytes: number): void;
  /** A socket for addresses like this one, closed in programs that this one starts. */
  socket(address: Buffer): number;
  bindAndListen(socket: number, address: Buffer): number;
  /** The port on which a socket listens. */
  portOf(socket: number): number;
  /** What is written leaves at once. */
  sendAtOnce(socket: number): void;
  /** For connections within this machine, on which nothing is lost and nobody need be spared. */
  sendWithoutPacing(socket: number): void;
  /** Closing it will reset the connection. */
  resetOnClose(socket: number): void;
  endSending(socket: number): void;
  /** Ends a connection or listening both ways, though the ring still holds on to the socket. */
  endAll(socket: number): void;
  close(descriptor: number): void;
  /** An address as `connect` and `bind` take it. */
  address(host: string, port: number): Buffer;
  /** Readable when something has come for which this thread's event loop waits. */
  eventLoopDescriptor(): number;
  /** The number of the error with which the call before this one failed. */
  failure(): number;
}

/** The same for every ring of a thread: V8 makes one call of what would else be a choice between several. */
let bound: Linux | null = null;

/** Calls Linux by Node's foreign function interface; null where either is missing. */
export function linux(): Linux | null {
  bound ??= process.platform === "linux" ? boundByNode() : null;
  return bound;
}

function boundByNode(): Linux | null {
  const ffi = foreignFunctions();
  try {
    return ffi === null ? null : bind(ffi);
  } catch {
    return null;
  }
}

function bind(ffi: Ffi): Linux {
  const { functions: libc } = ffi.dlopen(null, {
    mmap: { return: "u64", arguments: ["u64", "u64", "i32", "i32", "i32", "u64"] },
    munmap: { return: "i32", arguments: ["u64", "u64"] },
    socket: { return: "i32", arguments: ["i32", "i32", "i32"] },
    bind: { return: "i32", arguments: ["i32", "buffer", "u32"] },
    listen: { return: "i32", arguments: ["i32", "i32"] },
    getsockname: { return: "i32", arguments: ["i32", "buffer", "buffer"] },
    setsockopt: { return: "i32", arguments: ["i32", "i32", "i32", "buffer", "u32"] },
    shutdown: { return: "i32", arguments: ["i32", "i32"] },
    close: { return: "i32", arguments: ["i32"] },
    inet_pton: { return: "i32", arguments: ["i32", "string", "buffer"] },
    uv_backend_fd: { return: "i32", arguments: ["u64"] },
    __errno_location: { return: "u64", arguments: [] },
  });
  const { functions: setting } = ffi.dlopen(null, {
    syscall: { return: "i32", arguments: ["u64", "u32", "buffer"] },
  });
  const { functions: entering } = ffi.dlopen(null, {
    syscall: { return: "i32", arguments: ["u64", "i32", "u32", "u32", "u32", "u64", "u64"] },
  });
  const { functions: registering } = ffi.dlopen(null, {
    syscall: { return: "i32", arguments: ["u64", "i32", "u32", "buffer", "u32"] },
  });
  const eventLoop = ffi.getCurrentEventLoop();
  const errno = new Int32Array(ffi.toArrayBuffer(libc.__errno_location(), 4, false));

  const option = (socket: number, level: number, name: number, ...values: readonly number[]) => {
    const bytes = Buffer.from(Int32Array.from(values).buffer);
    return libc.setsockopt(socket, level, name, bytes, bytes.length);
  };
  return {
    ffi,
    setUpRing: (entries, parameters) => setting.syscall(SETUP, entries, parameters),
    enterRing: (ring, submit, atLeast, flags, wait) =>
      entering.syscall(ENTER, ring, submit, atLeast, flags, wait, WAIT_BYTES),
    register: (ring, what, argument, count) =>
      registering.syscall(REGISTER, ring, what, argument, count),
    map: (sizeBytes, ring, offset) =>
      libc.mmap(0n, BigInt(sizeBytes), READ_AND_WRITE, SHARED_AND_THERE, ring, offset),
    unmap: (address, sizeBytes) => libc.munmap(address, BigInt(sizeBytes)),
    socket: (address) => libc.socket(address.readUInt16LE(0), SOCK_STREAM | SOCK_CLOEXEC, 0),
    bindAndListen(socket, address) {
      option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
      // As Node does it: every address of the machine means those of both families.
      if (address.readUInt16LE(0) === AF_INET6) option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
      const bound = libc.bind(socket, address, address.length);
      return bound < 0 ? bound : libc.listen(socket, BACKLOG);
    },
    portOf(socket) {
      const [address, size] = [Buffer.alloc(28), Buffer.from(Int32Array.of(28).buffer)];
      libc.getsockname(socket, address, size);
      return address.readUInt16BE(2);
    },
    sendAtOnce: (socket) => void option(socket, IPPROTO_TCP, TCP_NODELAY, 1),
    sendWithoutPacing: (socket) =>
      void libc.setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, SIMPLEST, SIMPLEST.length),
    resetOnClose: (socket) => void option(socket, SOL_SOCKET, SO_LINGER, 1, 0),
    endSending: (socket) => void libc.shutdown(socket, 1),
    endAll: (socket) => void libc.shutdown(socket, 2),
    close: (descriptor) => void libc.close(descriptor),
    address(host, port) {
      const isOf6 = host.includes(":");
      const address = Buffer.alloc(isOf6 ? 28 : 16);
      address.writeUInt16LE(isOf6 ? AF_INET6 : AF_INET, 0);
      address.writeUInt16BE(port, 2);
      const isRead = libc.inet_pton(
        isOf6 ? AF_INET6 : AF_INET,
        host,
        address.subarray(isOf6 ? 8 : 4),
      );
      if (isRead !== 1) throw new RangeError(`"${host}" is no IP address.`);
      return address;
    },
    eventLoopDescriptor: () => libc.uv_backend_fd(eventLoop),
    failure: () => errno[0]!,
  };
}

const READ_AND_WRITE = 3;
/** Shared with the kernel, and in memory from the beginning. */
const SHARED_AND_THERE = 0x8001;
/** Size of what tells how long to wait. */
const WAIT_BYTES = 24n;
