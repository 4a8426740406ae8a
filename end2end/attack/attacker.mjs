// An attack on a server on the loopback network, in a separate process so that its work does not slow down the test.
// Arguments: the kind of attack, the port, the session cookie. Sends the outcome to its parent process.
import { connect } from "node:net";

const [kind, port, cookie = ""] = process.argv.slice(2);
const host = `127.0.0.1:${port}`;
const origin = `Origin: http://${host}`;

// Seeded random numbers, so that all runs are alike (mulberry32).
let seed = 14;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Opens a connection, calls `send`, and resolves to the received text when the connection is closed. */
function exchange(send, hangUpAfter) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: Number(port) });
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("connect", () => send(socket));
    socket.on("data", (text) => { answer = (answer + text).slice(0, 4096); });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    if (hangUpAfter !== undefined) setTimeout(() => socket.destroy(), hangUpAfter);
  });
}

/** Counts the statuses; connections that were closed without a response count as 'closed'. */
function count(answers) {
  const statuses = {};
  for (const answer of answers) {
    const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? "closed";
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return { statuses, retryAfter: answers.some((answer) => /^retry-after: \d+/im.test(answer)) };
}

const times = (amount, make) => Promise.all(Array.from({ length: amount }, (_, number) => make(number)));

const attacks = {
  // Sign-ins with wrong passwords for e-mails that do not exist.
  passwords: async () => count(await times(600, (number) => exchange((socket) => {
    const body = `email=nobody${number}%40example.org&password=wrong+password&next=%2F`;
    socket.write(`POST /sign-in HTTP/1.1\r\nHost: ${host}\r\n${origin}\r\nConnection: close\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  }))),
  // Large bodies of unauthenticated requests, without their last byte.
  bodies: async () => {
    const size = 1_900_000;
    const body = Buffer.alloc(size - 1, " ");
    return count(await times(300, () => exchange((socket) => {
      socket.write(`POST /api/send_import_chunk HTTP/1.1\r\nHost: ${host}\r\n${origin}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`);
      socket.write(body);
    })));
  },
  // Request heads that are never completed.
  heads: async () => count(await times(500, () => exchange((socket) => {
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
  }))),
  // A signed-in browser that requests pages and closes the connection.
  hangUps: async () => {
    const pages = ["/spaces", "/deals", "/statistics/activities", "/settings/fields/spaces"];
    const answers = [];
    let left = 2000;
    const browser = async () => {
      while (left > 0) {
        left -= 1;
        answers.push(await exchange((socket) => {
          socket.write(`GET ${pages[left % pages.length]} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n` +
            "Connection: close\r\n\r\n");
        }, random() * 60));
      }
    };
    await times(16, browser);
    return count(answers);
  },
};

process.send("begun");
process.send(await attacks[kind]());
process.disconnect();
