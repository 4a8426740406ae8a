// Messages that a server writes to its folder.
import { expect } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Server } from './server';

/** A message: its headers by name, and its two forms. */
export interface Mail {
  headers: Map<string, string>;
  text: string;
  html: string;
}

/** Waits until the server has written this many messages to the address, and returns them, oldest first. */
export async function mailTo(server: Server, address: string, count: number): Promise<Mail[]> {
  let found: Mail[] = [];
  const written = async () => {
    found = (await messages(server)).filter((mail) => mail.headers.get('to')?.includes(address));
    return found.length;
  };
  await expect.poll(written, `messages to ${address}`).toBe(count);
  return found.sort((one, other) => id(one).localeCompare(id(other)));
}

/** Message-IDs begin with ids that grow with time. */
function id(mail: Mail): string {
  return mail.headers.get('message-id') ?? '';
}

/** Returns the only link in the text whose path begins so. */
export function linkIn(mail: Mail, path: string): string {
  const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const found = links.filter((link) => new URL(link).pathname.startsWith(path));
  expect(found, mail.text).toHaveLength(1);
  return found[0];
}

async function messages(server: Server): Promise<Mail[]> {
  const names = await readdir(server.mails).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(server.mails, name), 'utf8'));
  // A file that is being written has no end yet.
  return (await Promise.all(files)).map(parsed).filter((mail) => mail !== undefined);
}

function parsed(message: string): Mail | undefined {
  const { headers, body } = split(message);
  const boundary = headers.get('content-type')?.match(/boundary="([^"]+)"/)?.[1];
  if (boundary === undefined || !body.includes(`--${boundary}--`)) return undefined;
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/, '')));
  const form = (type: string) => {
    const part = parts.find((part) => part.headers.get('content-type')?.startsWith(type));
    return part === undefined ? '' : decoded(part.body, part.headers.get('content-transfer-encoding') ?? '7bit');
  };
  return { headers, text: form('text/plain'), html: form('text/html') };
}

function split(part: string): { headers: Map<string, string>; body: string } {
  const [head, ...rest] = part.split('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [name, ...value] = line.split(': ');
    headers.set(name.toLowerCase(), value.join(': '));
  }
  return { headers, body: rest.join('\r\n\r\n') };
}

function decoded(body: string, encoding: string): string {
  switch (encoding) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable': {
      const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return body;
  }
}
