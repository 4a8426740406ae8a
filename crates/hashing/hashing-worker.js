// The hashing worker: reads files in parts and computes their SHA-256 in WebAssembly, one file after the other.
//
// Input: { id, file }, or { id } to give up. Output: { id, read } after each part (in bytes), then { id, hash }, or
// { id, failed: true } if the file cannot be read.
import init, { Hasher } from "./hashing.js";

const PART = 4 * 1024 * 1024;

const ready = init();
const wanted = new Map();

async function answer(id) {
  let hasher;
  try {
    await ready;
    const file = wanted.get(id);
    if (!file) return;
    hasher = new Hasher();
    for (let from = 0; from < file.size; from += PART) {
      const part = new Uint8Array(await file.slice(from, from + PART).arrayBuffer());
      if (!wanted.has(id)) return hasher.free();
      hasher.update(part);
      postMessage({ id, read: from + part.length });
    }
    wanted.delete(id);
    postMessage({ id, hash: hasher.finish() });
  } catch {
    wanted.delete(id);
    postMessage({ id, failed: true });
  }
}

let queue = Promise.resolve();
onmessage = ({ data: { id, file } }) => {
  if (!file) return void wanted.delete(id);
  wanted.set(id, file);
  queue = queue.then(() => answer(id));
};
