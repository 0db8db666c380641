import { hash } from "node:crypto";
import { hmacPads } from "../../host/index.ts";
import { BLOCK_BYTES } from "../sha256/index.ts";
import type { Hashing } from "./hashing.ts";
import type { RequestBuffer } from "./request-buffer.ts";
import type { KeyStates, Signer } from "./sheet.ts";

const HASH_BYTES = 32;

/** Where all signers of a thread write: both pads, then what is signed. */
let scratch = Buffer.alloc(4096);
/** The outer pad, and the inner hash in the place of the inner pad. */
let outer = scratch.subarray(0, BLOCK_BYTES + HASH_BYTES);
/** From the inner pad on to n bytes behind it, by n; sizes are few and come again. */
let views: Buffer[] = [];

/**
 * Signs for one tenant with HS256 from the hash alone: two calls that make no object are half the
 * price of `createHmac`, and a load signs every request. Source: RFC 2104.
 */
export class HmacSigner implements Signer {
  readonly states: KeyStates | null;
  /** The outer pad and the inner one. */
  readonly #pads: Uint8Array;

  /** @param hashing null: this processor hashes one text at a time only */
  constructor(secret: string, hashing: Hashing | null) {
    this.#pads = hmacPads(secret);
    const after = (at: number) => hashing!.after(null, this.#pads, at, at + BLOCK_BYTES);
    this.states = hashing === null ? null : { outer: after(0), inner: after(BLOCK_BYTES) };
  }

  sign(request: RequestBuffer, from: number): void {
    const sizeBytes = request.sizeBytes - from;
    if (2 * BLOCK_BYTES + sizeBytes > scratch.length) grow(2 * BLOCK_BYTES + sizeBytes);
    scratch.set(this.#pads);
    request.copyTo(scratch, 2 * BLOCK_BYTES, from);
    const view = (views[sizeBytes] ??= scratch.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES + sizeBytes));
    scratch.write(hash("sha256", view, "latin1"), BLOCK_BYTES, "latin1");
    request.addText(`.${hash("sha256", outer, "base64url")}`, "latin1");
  }
}

function grow(toBytes: number): void {
  scratch = Buffer.alloc(2 * toBytes);
  outer = scratch.subarray(0, BLOCK_BYTES + HASH_BYTES);
  views = [];
}
