// In the page: the readers that are compared. Each gets ready what it is made of, then reads the file that was picked
// into the page's field from its bytes in memory to rows, timed from one to the other.

/** Ours, as the page asks it (crates/spreadsheet/src/protocol.rs). */
async function ours() {
  const worker = new Worker(document.querySelector('meta[name=import-worker]').content, { type: 'module' });
  let id = 0;
  const ask = (message, bytes) =>
    new Promise((resolve, reject) => {
      id += 1;
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        const { message } = JSON.parse(data);
        if (!message.progress) resolve(message);
      };
      worker.postMessage({ json: JSON.stringify({ id, message }), bytes }, bytes ? [bytes] : []);
    });
  // Answered 'too early' once its WebAssembly is there.
  await ask('words');
  const result = await timed(async (bytes) => {
    const { opened } = await ask({ open: { options: {} } }, bytes);
    return opened.table.Ok.rows;
  });
  worker.terminate();
  return result;
}

/** SheetJS in the page, as its documentation shows; the dense form is its fastest. */
function sheetjs() {
  return timed((bytes) => {
    const book = XLSX.read(bytes, { dense: true });
    return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length - 1;
  });
}

/** SheetJS in a worker of its own, which keeps the rows, as ours does. */
async function sheetjsInWorker(source) {
  const work = `${source};
    onmessage = ({ data }) => {
      if (!data) return postMessage(0);
      const book = XLSX.read(data, { dense: true });
      postMessage(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length - 1);
    };`;
  const worker = new Worker(URL.createObjectURL(new Blob([work], { type: 'text/javascript' })));
  const ask = (bytes) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(bytes, bytes ? [bytes] : []);
    });
  await ask(null);
  const result = await timed(ask);
  worker.terminate();
  return result;
}

/** uDSV in the page, to rows of strings. */
function udsv() {
  return timed((bytes) => {
    const text = new TextDecoder().decode(bytes);
    return uDSV.initParser(uDSV.inferSchema(text)).stringArrs(text).length;
  });
}

/** As long as a person takes to choose a file, at the least. */
const CHOOSING_MS = 500;

/**
 * Reads the picked file's bytes: how long, how many rows, how long the page's thread was blocked at the longest, and how
 * long it was before, when nothing was read: on a busy machine that is not nothing.
 */
async function timed(read) {
  const bytes = await document.querySelector('input[type=file]').files[0].arrayBuffer();
  const stopIdle = startHeartbeat();
  await new Promise((resolve) => setTimeout(resolve, CHOOSING_MS));
  const idle = stopIdle();
  const stop = startHeartbeat();
  await new Promise((resolve) => setTimeout(resolve));
  const started = performance.now();
  const rows = await read(bytes);
  const ms = performance.now() - started;
  return { ms, rows, blocked: stop(), idle };
}
