// Other programs that take and serve files, on folders of their own: nginx with WebDAV, @tus/server and dufs.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort } from './server.mjs';
import { until } from './wait.mjs';

const START_MS = 20_000;
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

async function started(program, args, origin) {
  const child = spawn(program, args, { stdio: 'ignore' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  await until(`${program} answers`, START_MS, 20, () =>
    fetch(origin).then(
      () => true,
      () => false,
    ),
  );
  return {
    origin,
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null) return done();
        child.once('exit', done);
        child.kill('SIGTERM');
      }),
  };
}

/** Starts nginx, which stores what is sent by PUT in the folder and serves it. */
export async function nginx(folder) {
  const port = await freePort();
  for (const part of ['', 'files', 'temp']) mkdirSync(join(folder, part), { recursive: true });
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    config,
    `user root; daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
    events {}
    http { access_log off; sendfile on; client_max_body_size 0;
      ${temporary.map((name) => `${name}_temp_path ${folder}/temp/${name};`).join(' ')}
      server { listen 127.0.0.1:${port}; root ${folder}/files; dav_methods PUT DELETE; } }`,
  );
  return started('nginx', ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], `http://127.0.0.1:${port}`);
}

/** Starts dufs, which serves the folder. */
export async function dufs(folder) {
  const port = await freePort();
  const args = [folder, '--bind', '127.0.0.1', '--port', String(port)];
  return started(process.env.SPACES_DUFS ?? 'dufs', args, `http://127.0.0.1:${port}`);
}

/** Starts @tus/server with its store of files in a process of its own. */
export async function tusServer(folder) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const program = new URL('tus-server.mjs', import.meta.url).pathname;
  return started(process.execPath, [program, folder, String(port)], `http://127.0.0.1:${port}/files`);
}

/** Packs the files of a folder without compression by Info-ZIP's zip; returns the milliseconds. */
export function zipped(folder, archive) {
  const begun = performance.now();
  execFileSync('zip', ['-0', '-q', '-r', archive, '.'], { cwd: folder });
  return performance.now() - begun;
}
