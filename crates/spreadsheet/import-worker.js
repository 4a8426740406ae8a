// The import worker: loads its WebAssembly and passes messages.
//
// Input: { json, bytes? } (bytes is a transferred ArrayBuffer). Output: JSON text, one answer for each message, with
// progress in between. The page ends the worker with terminate(). A failure that ends the worker is reported as an answer.
import init, { ImportWorker } from "./import_worker.js";

let worker;
let dead = false;

const ready = init().then((wasm) => {
  worker = new ImportWorker();
  return wasm;
});

function idOf(json) {
  try {
    return JSON.parse(json).id ?? 0;
  } catch {
    return 0;
  }
}

function fail(id, failure) {
  postMessage(JSON.stringify({ id, message: { failed: { error: { failure } } } }));
}

// After a trap the memory may be inconsistent, so every later request fails.
async function answer({ json, bytes }) {
  const id = idOf(json);
  if (dead) return fail(id, "died");
  let wasm;
  try {
    wasm = await ready;
  } catch {
    dead = true;
    return fail(id, "died");
  }
  try {
    const reply = worker.handle(json, bytes ? new Uint8Array(bytes) : undefined, (progress) => postMessage(progress));
    postMessage(reply);
  } catch {
    dead = true;
    // The trap was out of memory if the memory had grown beyond a third of the maximum (300 MB): large files are allocated
    // at once.
    fail(id, wasm.memory.buffer.byteLength > 100 * 1024 * 1024 ? "out_of_memory" : "died");
  }
}

// Requests wait until warming up has ended. If it fails, the first answer reports the failure.
let queue = ready.then(() => worker.warmUp()).catch(() => {});
onmessage = ({ data }) => {
  queue = queue.then(() => answer(data));
};
