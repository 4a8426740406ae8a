// Uploads by tus and by PUT, and downloads, of pseudo-random bytes that are made once.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';

/** The size of the parts in which the page uploads a file. */
export const PART = 8 * 1024 * 1024;

/** A file of the size, made of one random part that is repeated with a number at its beginning. */
export class Bytes {
  #part = randomBytes(PART);

  constructor(size) {
    this.size = size;
  }

  /** Returns the part at the offset, which is a multiple of the size of a part. */
  at(offset) {
    const part = Buffer.from(this.#part);
    part.writeBigUInt64LE(BigInt(offset));
    return part.subarray(0, Math.min(PART, this.size - offset));
  }

  *parts() {
    for (let offset = 0; offset < this.size; offset += PART) yield this.at(offset);
  }

  sha256() {
    const hash = createHash('sha256');
    for (const part of this.parts()) hash.update(part);
    return hash.digest('hex');
  }
}

const agent = new Agent({ keepAlive: true });

/** Sends a request whose body is a list of buffers; returns status and headers. */
export function send(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    (async () => {
      for (const part of body) if (!asked.write(part)) await new Promise((done) => asked.once('drain', done));
      asked.end();
    })().catch(reject);
  });
}

const encoded = (metadata) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** Uploads the file by tus in parts; returns the headers of the last answer. */
export async function byTus(endpoint, bytes, metadata, headers = {}) {
  const { origin } = new URL(endpoint);
  const all = { 'tus-resumable': '1.0.0', origin, ...headers };
  const made = await send(
    'POST',
    endpoint,
    { ...all, 'upload-length': bytes.size, 'upload-metadata': encoded(metadata), 'content-length': 0 },
    [],
  );
  if (made.status !== 201) throw new Error(`creating an upload: ${made.status}`);
  const upload = new URL(made.headers.location, endpoint).href;
  let offset = 0;
  let last = made;
  for (const part of bytes.parts()) {
    const type = 'application/offset+octet-stream';
    const own = { 'content-type': type, 'upload-offset': offset, 'content-length': part.length };
    last = await send('PATCH', upload, { ...all, ...own }, [part]);
    if (last.status !== 204) throw new Error(`a part of an upload: ${last.status}`);
    offset += part.length;
  }
  return last.headers;
}

/** Uploads the file by one PUT. */
export async function byPut(url, bytes) {
  const { status } = await send('PUT', url, { 'content-length': bytes.size }, bytes.parts());
  if (status !== 201 && status !== 204) throw new Error(`PUT: ${status}`);
}

/** Downloads without keeping it; returns the number of bytes. */
export function download(url, { method = 'GET', headers = {}, body = [] } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (part) => (bytes += part.length));
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    });
    asked.on('error', reject);
    for (const part of body) asked.write(part);
    asked.end();
  });
}
