// A Spaces server with its own data folder.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BINARY = resolve(process.env.SPACES_BINARY ?? join(import.meta.dirname, '../../target/release/spaces'));
const START_MS = 20_000;
const STOP_MS = 15_000;

export const ADMINISTRATOR = {
  name: 'Anna Łuczak',
  email: 'anna@example.com',
  password: 'a long walk by the sea',
};

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

export class Server {
  private child?: ChildProcess;
  private administratorState?: Promise<StorageState>;
  private output = '';

  private constructor(
    readonly url: string,
    private readonly port: number,
    readonly data: string,
    private readonly mail: boolean,
    private readonly options: string[],
  ) {}

  /** The folder to which the server writes e-mail, if it is on. */
  get mails(): string {
    return join(this.data, 'mails');
  }

  /**
   * Starts a server on a free port and an empty data folder, with e-mail written to a folder if `mail` is set. `data` is another
   * data folder than a temporary one, `options` are further ones of the command line.
   */
  static async start(mail = false, data?: string, options: string[] = []): Promise<Server> {
    if (!existsSync(BINARY)) {
      throw new Error(`There is no server at ${BINARY}. Build it (make test does), or name it in SPACES_BINARY.`);
    }
    const port = await freePort();
    data ??= await mkdtemp(join(tmpdir(), 'spaces-'));
    const server = new Server(`http://127.0.0.1:${port}`, port, data, mail, options);
    await server.run();
    return server;
  }

  /** Runs the binary on this server's data. */
  async run(): Promise<void> {
    const mail = this.mail ? ['--mail-dir', this.mails] : [];
    const child = spawn(BINARY, ['--data', this.data, '--listen', `127.0.0.1:${this.port}`, ...mail, ...this.options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    await this.until('it answers', async () => {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`);
      return fetch(`${this.url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
    });
  }

  /** Returns the link that the server printed for the first administrator. */
  async setupLink(): Promise<string> {
    let link: string | undefined;
    await this.until('it prints the set-up link', async () => {
      link = this.output.match(/https?:\/\/[^\s"]+\/setup\?token=[A-Za-z0-9_.~-]+/)?.[0];
      return link !== undefined;
    });
    return link as string;
  }

  /** Returns the cookies of the first administrator; the first call creates that person. */
  administrator(browser: Browser): Promise<StorageState> {
    this.administratorState ??= (async () => {
      const context = await browser.newContext({ locale: 'en-US' });
      const page = await context.newPage();
      await createAdministrator(page, await this.setupLink());
      const state = await context.storageState();
      await context.close();
      return state;
    })();
    return this.administratorState;
  }

  /** Kills the server without a warning; `run` starts it again on the same data and port. */
  async kill(): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  /** Stops the server as a service manager does; a server that does not stop in time is a failure. */
  async stop(): Promise<void> {
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<boolean>((done) => child.once('exit', () => done(true)));
      child.kill('SIGTERM');
      const graceful = await Promise.race([ended, pause(STOP_MS, false, { ref: false })]);
      if (!graceful) {
        child.kill('SIGKILL');
        throw new Error(`The server did not stop within ${STOP_MS / 1000} s:\n${this.output}`);
      }
    }
    await rm(this.data, { recursive: true, force: true });
  }

  private async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + START_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`Waited ${START_MS / 1000} s until ${what}:\n${this.output}`);
      await pause(25);
    }
  }
}

/** Fills in and submits the set-up form of the first run. */
export async function createAdministrator(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Name').fill(ADMINISTRATOR.name);
  await page.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await page.getByLabel('Password').fill(ADMINISTRATOR.password);
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(/\/spaces$/);
}

/** Fills in and submits the sign-in form that the page shows. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
