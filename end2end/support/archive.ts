// Zip archives with wrong headers, and streams that decompress to very large sizes.
import { crc32, deflateRawSync, constants } from 'node:zlib';

/** A file in an archive: its content, or the deflated stream of its content. */
export interface Entry {
  name: string;
  content?: string;
  deflated?: Buffer;
  /** The decompressed size that the archive declares. */
  declared?: number;
}

/** Returns a deflated stream of `before` and this many MiB of space characters, built without holding them in memory. */
export function blanks(before: string, megabytes: number): Buffer {
  const part = (text: string | Buffer) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const megabyte = part(Buffer.alloc(1 << 20, ' '));
  return Buffer.concat([part(before), ...Array<Buffer>(megabytes).fill(megabyte), deflateRawSync('')]);
}

/** Returns the archive of these files. */
export function archive(entries: Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const plain = Buffer.from(entry.content ?? '');
    const body = entry.deflated ?? deflateRawSync(plain);
    const name = Buffer.from(entry.name);
    // Version, flags, method (deflate), time, date, checksum, sizes, length of the name, of the extra field.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(entry.declared ?? plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, name]));
    bodies.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** Returns a workbook with one sheet, and with a table of shared strings if it is given. */
export function workbook(sheet: Omit<Entry, 'name'>, strings?: string): Buffer {
  const relation = (type: string, target: string) =>
    `<Relationships><Relationship Id="rId1" Type="http://x/${type}" Target="${target}"/></Relationships>`;
  return archive([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: relation('relationships/officeDocument', 'xl/workbook.xml') },
    { name: 'xl/_rels/workbook.xml.rels', content: relation('worksheet', 'worksheets/sheet1.xml') },
    {
      name: 'xl/workbook.xml',
      content: '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    { name: 'xl/worksheets/sheet1.xml', ...sheet },
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: strings }]),
  ]);
}
