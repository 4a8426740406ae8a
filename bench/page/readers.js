// Runs in the page: the readers that are compared. Each loads its code first, then reads the chosen file. The time is
// measured from the file's bytes in memory to its rows.

/** The import worker, called as the page calls it (crates/spreadsheet/src/protocol.rs). */
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
  // The worker answers 'too early' when its WebAssembly is loaded.
  await ask('words');
  const result = await timed(async (bytes) => {
    const { opened } = await ask({ open: { options: {} } }, bytes);
    return opened.table.Ok.rows;
  });
  worker.terminate();
  return result;
}

/** SheetJS in the page, used as its documentation shows; its dense mode is the fastest. */
function sheetjs() {
  return timed((bytes) => {
    const book = XLSX.read(bytes, { dense: true });
    return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length - 1;
  });
}

/** SheetJS in a worker that keeps the rows, as the import worker does. */
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

/** The shortest time, in milliseconds, that a person takes to choose a file. */
const CHOOSING_MS = 500;

/**
 * Reads the chosen file. Returns the time, the number of rows, the longest time that the page's thread was blocked, and
 * the longest time before, when nothing was read: on a busy machine that is not zero.
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
