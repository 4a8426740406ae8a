// The import worker: loads its WebAssembly and carries messages.
//
// In: { json, bytes? } (bytes an ArrayBuffer, transferred). Out: JSON text, one answer for each message, progress in
// between. Ended from outside with terminate(). What kills it becomes an answer as well.
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

// A trap leaves the memory as it was at that moment: nothing more can be asked of it.
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
    // What does not fit below the ceiling (300 MB) is asked for at once, from a third of it on.
    fail(id, wasm.memory.buffer.byteLength > 100 * 1024 * 1024 ? "out_of_memory" : "died");
  }
}

// Behind it waits what is asked meanwhile; where it fails, the first answer says so.
let queue = ready.then(() => worker.warmUp()).catch(() => {});
onmessage = ({ data }) => {
  queue = queue.then(() => answer(data));
};
