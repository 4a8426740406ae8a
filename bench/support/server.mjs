// A server on a data folder, and signed-in people who send requests over keep-alive connections.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';

import { until } from './wait.mjs';

const START_MS = 60_000;
const STOP_MS = 15_000;
const ANSWER_MS = 60_000;

export const PASSWORD = 'a long walk by the sea';
export const ADMINISTRATOR = { name: 'Anna Łuczak', email: 'anna@example.com', admin: true };
export const USER = { name: 'Zofia Ćwik', email: 'zofia@example.com', admin: false };

const binary = process.env.SPACES_BINARY;
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Adds a person to the data folder; the first one creates it. */
export function addPerson(data, { name, email, admin }) {
  const role = admin ? ['--admin'] : [];
  execFileSync(binary, ['--data', data, 'user', 'add', ...role, '--name', name, '--email', email], {
    input: `${PASSWORD}\n`,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

export class Server {
  #child;

  /** Starts a server; `program` and `args` name another program that takes `--listen`. */
  static async start(data, { program = binary, args = [], alive = '/healthz' } = {}) {
    if (!program || !existsSync(program)) throw new Error(`no program at ${program}`);
    const server = new Server();
    const port = await freePort();
    server.origin = `http://127.0.0.1:${port}`;
    const child = spawn(program, ['--data', data, '--listen', `127.0.0.1:${port}`, ...args], { stdio: 'ignore' });
    server.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    await until('the server answers', START_MS, 10, async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      return fetch(server.origin + alive).then(
        (answer) => answer.ok,
        () => false,
      );
    });
    return server;
  }

  /** Returns the resident memory in bytes. */
  resident() {
    return this.#memory('VmRSS');
  }

  /** Returns the peak of the resident memory in bytes since the last reset. */
  peak() {
    return this.#memory('VmHWM');
  }

  /** Resets the peak. */
  forgetPeak() {
    writeFileSync(`/proc/${this.#child.pid}/clear_refs`, '5');
  }

  #memory(what) {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(status.match(new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm'))[1]) * 1024;
  }

  /** Returns the processor time since the start, in milliseconds (proc(5): fields 14 and 15, in ticks of 10 ms). */
  processorMs() {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async signIn(person) {
    const answer = await fetch(`${this.origin}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.origin },
      body: new URLSearchParams({ email: person.email, password: PASSWORD, next: '/spaces' }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    if (!(answer.headers.get('location') ?? '').endsWith('/spaces')) throw new Error('signing in failed');
    return new Visitor(this.origin, cookie);
  }

  /** Stops the server, with SIGKILL if it does not end in time. */
  async stop() {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }
}

/** A signed-in person. */
export class Visitor {
  #agent = new Agent({ keepAlive: true });

  constructor(origin, cookie) {
    this.origin = origin;
    this.cookie = cookie;
  }

  /** Calls a server function. */
  async call(name, args) {
    const text = await this.#send('POST', `/api/${name}`, JSON.stringify(args));
    return text === '' ? null : JSON.parse(text);
  }

  /** Loads a page. */
  get(path) {
    return this.#send('GET', path);
  }

  /** Downloads a file without keeping it; returns its size in bytes. */
  async download(path) {
    const answer = await fetch(this.origin + path, { headers: { cookie: this.cookie }, redirect: 'error' });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    let bytes = 0;
    for await (const part of answer.body) bytes += part.length;
    return bytes;
  }

  /** Closes the connections. */
  leave() {
    this.#agent.destroy();
  }

  #send(method, path, body) {
    const headers = { cookie: this.cookie, origin: this.origin };
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(body);
    }
    return new Promise((resolve, reject) => {
      const asked = request(
        this.origin + path,
        { method, headers, agent: this.#agent, timeout: ANSWER_MS },
        (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            if (answer.statusCode === 200) resolve(text);
            else reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 500)}`));
          });
        },
      );
      asked.on('timeout', () => asked.destroy(new Error(`${path}: no answer in ${ANSWER_MS / 1000} s`)));
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

/** The list's default query, with changes. */
export const listQuery = (changes = {}) => ({
  search: '',
  groups: [],
  ungrouped: false,
  tags: [],
  visibility: [],
  owner: null,
  created_from: null,
  created_to: null,
  created_by: null,
  import: null,
  fields: [],
  state: 'active',
  sort: { by: 'name', descending: false },
  ...changes,
});

export async function freePort() {
  const probe = createServer();
  await new Promise((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}
