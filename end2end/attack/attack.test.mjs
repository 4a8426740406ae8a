// Overload by unauthenticated clients, and browsers that hang up: the pages of a signed-in person stay fast, memory is
// freed, and nothing is logged. All connections use the loopback network, with limited counts.
import assert from "node:assert/strict";
import { execFileSync, fork, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const binary = process.env.SPACES_BINARY ?? join(import.meta.dirname, "../../target/release/spaces");
const linux = process.platform === "linux";
// The signed-in person's address; on Linux it differs from the attackers'.
const localAddress = linux ? "127.0.0.2" : undefined;
const SPACES = 60;
const REQUESTS_WITHOUT_ATTACK = 40;
// Response times below this count as fast: differences between them are noise of the machine.
const FLOOR_MS = 20;
const MB = 1024 * 1024;
const password = "long enough a password";
const data = mkdtempSync(join(tmpdir(), "spaces-attack-"));
const keptAlive = new Agent({ keepAlive: true, maxSockets: 1 });
let server, port, cookie, memory;
let log = "";

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Sends a request over the signed-in person's connection, or over a connection of its own. */
function send(path, { method = "GET", type, body, agent = keptAlive, as = cookie } = {}) {
  const headers = { origin: `http://127.0.0.1:${port}`, cookie: as ?? "" };
  if (body !== undefined) Object.assign(headers, { "content-type": type, "content-length": Buffer.byteLength(body) });
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent, localAddress }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => { text += part; });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Signs in without a session cookie. */
function signIn(agent) {
  const body = new URLSearchParams({ email: "person@example.org", password, next: "/spaces" }).toString();
  return send("/sign-in", { method: "POST", type: "application/x-www-form-urlencoded", body, agent, as: "" });
}

function call(name, args) {
  return send(`/api/${name}`, { method: "POST", type: "application/json", body: JSON.stringify(args) });
}

/** Requests the list, and returns the time in milliseconds. */
async function timeOfList() {
  const started = performance.now();
  assert.equal((await send("/spaces")).status, 200);
  return performance.now() - started;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Returns the resident memory of the server in bytes; `undefined` where the system does not report it. */
function resident() {
  if (!linux) return undefined;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) * 1024;
}

/** Returns the median time of the list without an attack, in milliseconds. */
async function timeWithoutAttack() {
  const taken = [];
  for (let number = 0; number < REQUESTS_WITHOUT_ATTACK; number += 1) taken.push(await timeOfList());
  return median(taken);
}

/** Runs an attack while the person requests the list again and again, and calls `during` once it has begun. */
async function runAttack(kind, during = async () => undefined) {
  const normalTime = await timeWithoutAttack();
  const attacker = fork(join(import.meta.dirname, "attacker.mjs"), [kind, String(port), cookie]);
  let outcome;
  let ended = false;
  let beside;
  attacker.on("message", (message) => {
    if (message === "begun") beside = during();
    else outcome = message;
  });
  attacker.on("exit", () => { ended = true; });
  const taken = [];
  while (!ended) taken.push(await timeOfList());
  assert.ok(outcome, `the attack '${kind}' failed`);
  return { ...outcome, normalTime, taken, beside: await beside };
}

/** Asserts that the list took at most twice its normal time, and that memory falls to within 50 MB of its earlier level. */
async function assertUnharmed(name, { normalTime: before, taken }) {
  // The normal time is measured before and after the attack, in case the machine is busy with something else.
  const normalTime = Math.max(before, await timeWithoutAttack());
  const [base, attacked] = [Math.max(normalTime, FLOOR_MS), median(taken)];
  console.log(`${name}: list ${normalTime.toFixed(1)} ms normally, ${attacked.toFixed(1)} ms during the attack (${taken.length} requests)`);
  assert.ok(attacked <= 2 * base, `${name}: the list took ${attacked.toFixed(1)} ms, normally ${normalTime.toFixed(1)} ms`);
  if (memory === undefined) return;
  let now = resident();
  const deadline = performance.now() + 30_000;
  while (now > memory + 50 * MB && performance.now() < deadline) {
    await timeOfList();
    now = resident();
  }
  console.log(`${name}: ${(memory / MB).toFixed(0)} MB before, ${(now / MB).toFixed(0)} MB after`);
  assert.ok(now <= memory + 50 * MB, `${name}: ${(now / MB).toFixed(0)} MB are left of ${(memory / MB).toFixed(0)}`);
}

before(async () => {
  const add = ["--data", data, "user", "add", "--admin", "--name", "Person", "--email", "person@example.org"];
  execFileSync(binary, add, { input: `${password}\n` });
  port = await freePort();
  server = spawn(binary, ["--data", data, "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "ignore", "pipe"] });
  server.stderr.setEncoding("utf8").on("data", (text) => { log += text; });
  const deadline = performance.now() + 30_000;
  while ((await send("/healthz", { agent: false }).catch(() => ({}))).status !== 200) {
    assert.ok(performance.now() < deadline, "the server did not come up");
  }
  cookie = (await signIn()).headers["set-cookie"].map((line) => line.split(";")[0]).join("; ");
  for (let number = 0; number < SPACES; number += 1) {
    const form = {
      name: `Space ${number}`, description: "", groups: [], tags: [], visibility: "public", people: [], version: 0,
    };
    assert.equal((await call("add_space", { form, request: randomUUID() })).status, 200);
  }
  await timeWithoutAttack();
  memory = resident();
});

after(() => {
  keptAlive.destroy();
  server.kill("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

test("600 wrong passwords at once neither slow down the list nor prevent others from signing in", { timeout: 120_000 }, async () => {
  const outcome = await runAttack("passwords", () => signIn(false));
  if (linux) {
    const { status, headers } = outcome.beside;
    assert.equal(status, 303);
    assert.equal(headers.location, "/spaces", "a person at another address could not sign in");
  }
  const { statuses, retryAfter } = outcome;
  console.log("passwords:", statuses);
  assert.ok(statuses[503] > 0 && retryAfter, "requests over the limit were not refused with Retry-After");
  assert.equal(Object.values(statuses).reduce((sum, number) => sum + number), 600);
  await assertUnharmed("600 wrong passwords", outcome);
});

test("300 large bodies of unauthenticated requests are not kept in memory", { timeout: 120_000 }, async () => {
  const outcome = await runAttack("bodies");
  console.log("bodies:", outcome.statuses);
  assert.equal(outcome.statuses[200], undefined);
  await assertUnharmed("300 large bodies", outcome);
});

test("connections with 500 incomplete request heads are closed", { timeout: 120_000 }, async () => {
  const outcome = await runAttack("heads");
  console.log("heads:", outcome.statuses);
  assert.equal(outcome.statuses[200], undefined);
  await assertUnharmed("500 half-sent heads", outcome);
});

test("2,000 browsers that hang up cause no panic and no log line", { timeout: 300_000 }, async () => {
  const before = log.length;
  const { statuses } = await runAttack("hangUps");
  console.log("hang-ups:", statuses);
  assert.ok(statuses.closed > 200, "too few browsers hung up before the response");
  await timeOfList();
  assert.equal(log.slice(before), "");
  assert.doesNotMatch(log, /panic/i);
});

test("the server shuts down in order on SIGTERM", { timeout: 60_000 }, async () => {
  const ended = new Promise((resolve) => server.once("exit", (code) => resolve(code)));
  server.kill("SIGTERM");
  assert.equal(await ended, 0);
  assert.match(log, /stopped/);
});
