// Files that tests upload, made from bytes: ordinary ones, and ones that are larger than they look.
import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

export const MEGABYTE = 1024 * 1024;

/** A file in memory, as Playwright's choosers take it. */
export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Returns a text file. */
export function text(name: string, content = `The text of ${name}`): Sample {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(content) };
}

/** Returns a picture of one colour. */
export function picture(name: string, width = 120, height = 80, [red, green, blue] = [20, 120, 110]): Sample {
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x += 1) row.set([red, green, blue], 1 + x * 3);
  const rows = Buffer.concat(Array<Buffer>(height).fill(row));
  return { name, mimeType: 'image/png', buffer: png(width, height, 8, 2, rows) };
}

/** Returns a png of black and white pixels that has few bytes and takes much memory when it is decoded. */
export function bombPicture(name: string, side = 19_000): Sample {
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)));
  return { name, mimeType: 'image/png', buffer: png(side, side, 1, 0, rows) };
}

/** Returns a png. `rows` are its lines, each after the byte of its filter. */
function png(width: number, height: number, depth: number, colours: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colours], 8);
  const chunk = (type: string, body: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const whole = Buffer.alloc(typed.length + 8);
    whole.writeUInt32BE(body.length, 0);
    typed.copy(whole, 4);
    whole.writeUInt32BE(crc32(typed), typed.length + 4);
    return whole;
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = chunk('IDAT', deflateSync(rows, { level: 9 }));
  return Buffer.concat([signature, chunk('IHDR', head), body, chunk('IEND', Buffer.alloc(0))]);
}

/** Returns a document whose list of pages names the one page that it has so many times. */
export function pdf(name: string, words = 'The first page', pages = 1): Sample {
  const drawing = `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${'3 0 R '.repeat(pages)}] >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(body + table + trailer, 'latin1') };
}

/** Returns the jpeg with the position of a camera, and turned by a quarter, as telephones store pictures. */
export function photograph(name: string, jpeg: Buffer): Sample {
  // A TIFF header, the directory 0 with orientation (6: turn right), make and GPS, and the directory GPS with a latitude.
  const tiff = Buffer.alloc(128);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(3, 8);
  entry(10, 0x010f, 2, 10, 50);
  entry(22, 0x0112, 3, 1, 6);
  entry(34, 0x8825, 4, 1, 60);
  tiff.write('SpyCamera\0', 50, 'latin1');
  tiff.writeUInt16LE(2, 60);
  entry(62, 0x0001, 2, 2, 'N'.charCodeAt(0));
  entry(74, 0x0002, 5, 3, 96);
  [52, 1, 13, 1, 47, 1].forEach((value, index) => tiff.writeUInt32LE(value, 96 + index * 4));
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]) };
}

/** Returns a jpeg that the browser made. */
export async function jpeg(page: Page, width: number, height: number): Promise<Buffer> {
  const url = await page.evaluate(
    ([width, height]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'rebeccapurple';
      context.fillRect(0, 0, width, height);
      return canvas.toDataURL('image/jpeg');
    },
    [width, height],
  );
  return Buffer.from(url.split(',')[1], 'base64');
}

/** Writes a file of zeros that takes no room on the disk; returns its path. */
export async function sparse(path: string, bytes: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
  await truncate(path, bytes);
  return path;
}

/** Writes a folder with files; `files` are contents by path. */
export async function folderOnDisk(root: string, files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Returns the SHA-256 of the bytes in hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Returns the SHA-256 of so many megabytes of zeros. */
export function hashOfZeros(megabytes: number): string {
  const hash = createHash('sha256');
  const zeros = Buffer.alloc(MEGABYTE);
  for (let done = 0; done < megabytes; done += 1) hash.update(zeros);
  return hash.digest('hex');
}
