// The server is killed by SIGKILL at random moments of single writes, posts, uploads and imports. Afterwards every acknowledged
// write must be there, a post that is sent again is there once, an upload goes on after its last acknowledged part, an import
// must be complete or absent and can be sent again without duplicates, and the database and all stored files must be intact.
// CRASHES=500 makes a longer run.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

const binary = process.env.SPACES_BINARY ?? join(import.meta.dirname, "../../target/release/spaces");
const crashes = Number(process.env.CRASHES ?? 50);
const email = "crash@example.org";
const password = "long enough a password";
/** The size of the parts of uploads. */
const PART = 256 * 1024;
const data = mkdtempSync(join(tmpdir(), "spaces-crash-"));
let server, origin, cookie;

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function start() {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  server = spawn(binary, ["--data", data, "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return;
    } catch {
      await turn();
    }
  }
  assert.fail("the server did not come up");
}

function kill() {
  return new Promise((resolve) => {
    server.once("exit", resolve);
    server.kill("SIGKILL");
  });
}

async function signIn() {
  const answer = await fetch(`${origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin },
    body: new URLSearchParams({ email, password, next: "/spaces" }),
  });
  cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  assert.match(answer.headers.get("location") ?? "", /\/spaces/, "sign-in failed");
}

async function call(name, args) {
  const answer = await fetch(`${origin}/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, cookie },
    body: JSON.stringify(args),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}

const form = (name) => ({
  name, description: "", groups: [], tags: [], visibility: "public", people: [], version: 0,
});

function sql(query) {
  return execFileSync("sqlite3", [join(data, "spaces.sqlite3"), query], { encoding: "utf8", maxBuffer: 1 << 28 }).trim();
}

const importRow = (row) => ({
  row, action: { do: "create", anyway: true }, name: `Imported ${row}`, description: "", groups: [{ group: "new", is: "Imported" }],
  tags: ["import"], visibility: "public", owner: null, people: [],
});

async function sendImport(id, rows) {
  await call("begin_import", { id, file_name: "crash.csv", rows, left_out: 0 });
  const chunks = 4;
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const part = Array.from({ length: rows / chunks }, (_, index) => importRow(chunk * (rows / chunks) + index + 2));
    await call("send_import_chunk", { id, chunk, rows: part });
  }
  let state = await call("commit_import", { id, chunks });
  while (state.state === "running") state = await call("import_progress", { id });
  return state;
}

function tus(method, path, headers = {}, body) {
  return fetch(`${origin}${path}`, { method, headers: { origin, cookie, "tus-resumable": "1.0.0", ...headers }, body });
}

/** Creates an upload of random bytes, to be sent by `sendRest`; adds it to `uploads` with what is acknowledged. */
async function beginUpload(space, uploads) {
  const bytes = randomBytes(randomInt(1, 4 * PART));
  const upload = { bytes, acknowledged: 0, path: undefined, file: undefined };
  const said = {
    space, filename: `${uploads.length}.bin`, request: randomUUID(), sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  const pairs = Object.entries(said).map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`);
  uploads.push(upload);
  const answer = await tus("POST", "/uploads", { "upload-length": `${bytes.length}`, "upload-metadata": pairs.join(",") });
  assert.equal(answer.status, 201);
  upload.path = new URL(answer.headers.get("location"), origin).pathname;
  return upload;
}

/** Sends what the server does not have of an upload, in parts. */
async function sendRest(upload, offset) {
  while (upload.file === undefined) {
    const headers = { "upload-offset": `${offset}`, "content-type": "application/offset+octet-stream" };
    const answer = await tus("PATCH", upload.path, headers, upload.bytes.subarray(offset, offset + PART));
    assert.equal(answer.status, 204, "the bytes of a file are damaged");
    offset = Number(answer.headers.get("upload-offset"));
    upload.acknowledged = offset;
    upload.file = answer.headers.get("spaces-file") ?? undefined;
  }
}

/** Checks that the server has what it acknowledged of an upload, and completes it. */
async function checkUpload(upload) {
  if (upload.file === undefined) {
    if (upload.path === undefined) return;
    const answer = await tus("HEAD", upload.path);
    assert.equal(answer.status, 200, "an upload is gone");
    const offset = Number(answer.headers.get("upload-offset"));
    assert.ok(offset >= upload.acknowledged, "an acknowledged part is gone");
    upload.file = answer.headers.get("spaces-file") ?? undefined;
    await sendRest(upload, offset);
  }
  const content = await fetch(`${origin}/files/${upload.file}/content?version=1&download=1`, { headers: { cookie } });
  assert.deepEqual(Buffer.from(await content.arrayBuffer()), upload.bytes, "a file is damaged");
}

before(async () => {
  execFileSync(binary, ["--data", data, "user", "add", "--admin", "--name", "Crash", "--email", email], { input: `${password}\n` });
});

after(async () => {
  await kill();
  rmSync(data, { recursive: true, force: true });
});

test(`every acknowledged write survives ${crashes} crashes`, { timeout: 900_000 }, async () => {
  const acknowledged = new Set();
  /** The posts by their requests: the number that was acknowledged, or undefined if the answer was lost. */
  const posts = new Map();
  const uploads = [];
  let topic;
  for (let crash = 0; crash < crashes; crash += 1) {
    await start();
    await signIn();
    topic ??= await addTopic();
    // Those that the last crash interrupted, and the last complete one.
    for (const upload of uploads.filter((upload, index) => upload.file === undefined || index === uploads.length - 1)) {
      await checkUpload(upload);
    }
    const importing = crash % 2 === 1;
    const importId = randomUUID();
    const deadline = performance.now() + Math.random() * 250;
    const work = (async () => {
      if (importing) await sendImport(importId, 2000);
      for (;;) {
        acknowledged.add(await call("add_space", { form: form(`Space ${acknowledged.size}`), request: randomUUID() }));
        const request = randomUUID();
        posts.set(request, undefined);
        posts.set(request, await call("add_post", { topic, text: `Post ${posts.size}`, request }));
        await sendRest(await beginUpload(topic.space, uploads), 0);
      }
    })().catch(() => {});
    while (performance.now() < deadline) await turn();
    await kill();
    await work;
    assert.equal(sql("PRAGMA integrity_check"), "ok");
    const kept = new Set(sql("SELECT id FROM spaces").split("\n"));
    for (const id of acknowledged) assert.ok(kept.has(id), `an acknowledged space is gone after crash ${crash}`);
    const stored = new Map(sql("SELECT request, number FROM posts").split("\n").map((row) => row.split("|")));
    for (const [request, number] of posts) {
      if (number !== undefined) assert.equal(Number(stored.get(request)), number, `a post is lost after crash ${crash}`);
    }
    const count = () => Number(sql(`SELECT count(*) FROM import_items WHERE import_id = '${importId}' AND outcome = 'added'`));
    if (importing) {
      assert.ok([0, 2000].includes(count()), `half an import after crash ${crash}: ${count()}`);
      await start();
      await signIn();
      const state = await sendImport(importId, 2000).catch(async (error) => {
        // The import was committed before the crash and accepts no more chunks.
        assert.match(error.message, /send_import_chunk: 422/);
        return call("import_progress", { id: importId });
      });
      assert.equal(state.state, "done");
      assert.equal(count(), 2000, "a repeated import doubled or lost rows");
      await kill();
    }
  }
  await start();
  await signIn();
  for (const [request, number] of posts) {
    const again = await call("add_post", { topic, text: "sent again", request });
    if (number !== undefined) assert.equal(again, number, "a post that was sent again has another number");
  }
  for (const upload of uploads) await checkUpload(upload);
  assert.equal(Number(sql(`SELECT count(*) FROM posts`)), posts.size + 1, "a post that was sent again is there twice");
  execFileSync(binary, ["--data", data, "check"], { stdio: "inherit" });
});

async function addTopic() {
  const space = await call("add_space", { form: form("Conversation"), request: randomUUID() });
  const number = await call("add_topic", {
    space, topic: { kind: "talk", title: "", text: "The first post" }, request: randomUUID(),
  });
  return { space, number };
}
