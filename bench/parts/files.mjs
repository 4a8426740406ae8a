// Files: uploading 1 GB with hash and fsync beside nginx' PUT and @tus/server, downloading it beside nginx and dufs, 1,000 files
// as one zip beside `zip -0`, the server's memory during each, the first page of a library of 100,000 files, and a page of 50
// thumbnails.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

import { accountWithPeople } from '../support/accounts.mjs';
import { conversations, spaceId } from '../support/conversations.mjs';
import { median, time, times } from '../support/figures.mjs';
import { dufs, nginx, tusServer, zipped } from '../support/file-servers.mjs';
import { Server, USER } from '../support/server.mjs';
import { sql } from '../support/sql.mjs';
import { Bytes, byPut, byTus, download } from '../support/uploading.mjs';
import { until } from '../support/wait.mjs';

const GIGABYTE = 1024 ** 3;
const ROUNDS = 3;
const SMALL_FILES = 1_000;
const MANY_FILES = 100_000;
const THUMBNAILS = 50;
const MEMORY = 32 * 1024 ** 2;
const PREVIEWS_MS = 120_000;

const megabytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
const share = (ratio) => `${ratio.toFixed(2)} times as fast`;

export async function measure({ folder, figures }) {
  const data = accountWithPeople(folder, 'files');
  conversations(data, [1, 1, 1], 1);
  const server = await Server.start(data);
  const visitor = await server.signIn(USER);
  const here = { server, visitor, figures, folder };
  try {
    const file = await uploads(here);
    await downloads(here, file);
    await zips(here);
    await thumbnails(here);
  } finally {
    visitor.leave();
    await server.stop();
  }
  await libraries(data, figures);
}

/** Runs the act; returns its time in milliseconds and by how much the server's memory grew. */
async function watched(server, act) {
  const before = server.resident();
  server.forgetPeak();
  const begun = performance.now();
  await act();
  return { ms: performance.now() - begun, grown: server.peak() - before };
}

async function uploads({ server, visitor, figures, folder }) {
  const others = { nginx: await nginx(join(folder, 'nginx')), tus: await tusServer(join(folder, 'tus')) };
  const taken = { spaces: [], nginx: [], tus: [] };
  let grown = 0;
  let id;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Other bytes each time: the server stores equal bytes once.
    const bytes = new Bytes(GIGABYTE);
    const sha256 = bytes.sha256();
    const ours = await watched(server, async () => {
      const metadata = { space: spaceId(0), filename: `${round}.bin`, sha256 };
      id = (await byTus(`${server.origin}/uploads`, bytes, metadata, { cookie: visitor.cookie }))['spaces-file'];
    });
    taken.spaces.push(ours.ms);
    grown = Math.max(grown, ours.grown);
    for (const [name, act] of [
      ['nginx', () => byPut(`${others.nginx.origin}/${round}.bin`, bytes)],
      ['tus', () => byTus(others.tus.origin, bytes, { filename: 'x' })],
    ]) {
      const begun = performance.now();
      await act();
      taken[name].push(performance.now() - begun);
    }
  }
  await others.tus.stop();
  rmSync(join(folder, 'tus'), { recursive: true, force: true });
  await others.nginx.stop();
  const [ours, put, tus] = [taken.spaces, taken.nginx, taken.tus].map(median);
  figures.atLeast('uploading 1 GB with hash and fsync, compared with PUT to nginx', put / ours, 0.5, share, `${time(ours)} and ${time(put)}`);
  figures.atLeast('the same, compared with @tus/server', tus / ours, 1.5, share, `${time(tus)}`);
  figures.atMost('growth of the server’s memory during an upload', grown, MEMORY, megabytes);
  return id;
}

async function downloads({ server, visitor, figures, folder }, id) {
  const files = join(folder, 'nginx', 'files');
  const others = { nginx: await nginx(join(folder, 'nginx')), dufs: await dufs(files) };
  const taken = { spaces: [], nginx: [], dufs: [] };
  let grown = 0;
  const whole = (read) => {
    if (read !== GIGABYTE) throw new Error(`${read} bytes in the place of ${GIGABYTE}`);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const headers = { cookie: visitor.cookie };
    const ours = await watched(server, async () =>
      whole(await download(`${server.origin}/files/${id}/content?version=1&download=1`, { headers })),
    );
    taken.spaces.push(ours.ms);
    grown = Math.max(grown, ours.grown);
    for (const name of ['nginx', 'dufs']) {
      const begun = performance.now();
      whole(await download(`${others[name].origin}/0.bin`));
      taken[name].push(performance.now() - begun);
    }
  }
  await others.nginx.stop();
  await others.dufs.stop();
  const [ours, sent, served] = [taken.spaces, taken.nginx, taken.dufs].map(median);
  figures.atLeast('downloading 1 GB, compared with nginx', sent / ours, 0.6, share, `${time(ours)} and ${time(sent)}`);
  figures.atLeast('the same, compared with dufs', served / ours, 0.9, share, time(served));
  figures.atMost('growth of the server’s memory during a download', grown, MEMORY, megabytes);
}

async function zips({ server, visitor, figures, folder }) {
  const plain = join(folder, 'zipped');
  mkdirSync(plain, { recursive: true });
  const headers = { cookie: visitor.cookie };
  for (let number = 0; number < SMALL_FILES; number += 1) {
    const bytes = new Bytes(100 * 1024);
    await byTus(`${server.origin}/uploads`, bytes, { space: spaceId(1), filename: `${number}.bin` }, headers);
    writeFileSync(join(plain, `${number}.bin`), bytes.at(0));
  }
  const form = `space=${spaceId(1)}`;
  const asked = {
    method: 'POST',
    headers: {
      ...headers,
      origin: server.origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': form.length,
    },
    body: [form],
  };
  const taken = { ours: [], zip: [] };
  let grown = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await watched(server, () => download(`${server.origin}/files/zip`, asked));
    taken.ours.push(ours.ms);
    grown = Math.max(grown, ours.grown);
    taken.zip.push(zipped(plain, join(folder, `${round}.zip`)));
  }
  const [ours, zip] = [taken.ours, taken.zip].map(median);
  figures.atMost(`${SMALL_FILES} files of 100 KB as one zip, compared with 'zip -0'`, ours / zip, 1.5, times, `${time(ours)} and ${time(zip)}`);
  figures.atMost('growth of the server’s memory during a zip', grown, MEMORY, megabytes);
}

async function thumbnails({ server, visitor, figures }) {
  const headers = { cookie: visitor.cookie };
  const ids = [];
  for (let number = 0; number < THUMBNAILS; number += 1) {
    const bytes = fixed(png(640, 480, number));
    const sent = await byTus(`${server.origin}/uploads`, bytes, { space: spaceId(2), filename: `${number}.png` }, headers);
    ids.push(sent['spaces-file']);
  }
  const query = { view: 'folders', folder: null, topic: null, tiles: true, sort: { by: 'name', descending: false }, search: '', kind: null, person: null, from: null, to: null };
  const page = () => visitor.call('list_library', { space: spaceId(2), query, after: null });
  await until('the thumbnails are made', PREVIEWS_MS, 200, async () =>
    (await page()).files.every((file) => file.thumbnails === 'ready'),
  );
  const taken = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    await page();
    await Promise.all(ids.map((id) => download(`${server.origin}/files/${id}/thumbnail/320?version=1`, { headers })));
    taken.push(performance.now() - begun);
  }
  figures.atMost(`a page of the library with ${THUMBNAILS} thumbnails`, median(taken), 300, time);
}

/** A buffer in the form that uploads take. */
const fixed = (buffer) => ({ size: buffer.length, parts: () => [buffer] });

/** Returns a picture of one colour with some noise. */
function png(width, height, seed) {
  const raw = Buffer.alloc((width * 3 + 1) * height, seed * 5);
  for (let row = 0; row < height; row += 1) raw[row * (width * 3 + 1)] = 0;
  for (let place = 7; place < raw.length; place += 97) if (place % (width * 3 + 1) !== 0) raw[place] = (place * 31 + seed) % 256;
  const chunk = (type, body) => {
    const all = Buffer.concat([Buffer.from(type), body]);
    const out = Buffer.alloc(all.length + 8);
    out.writeUInt32BE(body.length);
    all.copy(out, 4);
    out.writeUInt32BE(crc(all), all.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

/** The checksum of PNG (ISO/IEC 15948, annex D). */
function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

async function libraries(data, figures) {
  const counts = [100, MANY_FILES];
  const author = '(SELECT id FROM users ORDER BY created_at, id LIMIT 1)';
  for (const [place, count] of counts.entries()) {
    sql(
      data,
      `INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, owner_id, owner_key,
        groups_key, tags_key, people, created_at, created_by, last_activity_at, version)
      SELECT '${spaceId(100 + place)}', 'Library', 'library', 'library', '', 'public', 0, 'active', u.id, u.name_key, '', '', 1,
        1700000000000, u.id, 1700000000000, 1 FROM users u WHERE u.id = ${author};
      INSERT OR IGNORE INTO blobs (hash, size, content_type, thumbnails, stored_at)
      VALUES ('${'0'.repeat(64)}', 1, 'text/plain', 'none', 1700000000000);
      PRAGMA synchronous = OFF; BEGIN;
      WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count})
      INSERT INTO files (id, space_id, in_library, folder_id, name, name_key, folded, sort_key, kind, size, version, created_by,
        created_at, added_by, added_at, edit)
      SELECT printf('00000000-%04x-7000-8005-%012x', ${place}, i), '${spaceId(100 + place)}', 1, NULL, 'file ' || i || '.txt',
        'file ' || i || '.txt', 'file ' || i || '.txt', lower(hex('file ' || i)), 'text', 1, 1, u.id, 1700000000000 + i, u.id,
        1700000000000 + i, 1 FROM numbers JOIN users u ON u.id = ${author};
      INSERT INTO file_versions (file_id, number, hash, added_by, added_at)
      SELECT id, 1, '${'0'.repeat(64)}', created_by, created_at FROM files WHERE space_id = '${spaceId(100 + place)}';
      COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`,
    );
  }
  const server = await Server.start(data);
  const visitor = await server.signIn(USER);
  const taken = counts.map(() => []);
  for (let round = -5; round < 50; round += 1) {
    for (const place of counts.keys()) {
      const begun = performance.now();
      await visitor.get(`/spaces/${spaceId(100 + place)}/library`);
      if (round >= 0) taken[place].push(performance.now() - begun);
    }
  }
  const [few, many] = taken.map(median);
  figures.atMost(`first page of a library of ${MANY_FILES} files, compared with 100`, many / few, 1.5, times, `${time(many)} and ${time(few)}`);
  visitor.leave();
  await server.stop();
}
