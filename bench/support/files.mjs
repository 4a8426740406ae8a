// The rows as files: csv, and xlsx as SheetJS writes it (shared texts, compressed).
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import XLSX from 'xlsx';

import { HEADER, cells, records } from './rows.mjs';

export function csvFile(folder) {
  return once(join(folder, 'rows.csv'), () => {
    const line = (row) => row.map(quoted).join(',');
    return [HEADER, ...Array.from(records(), cells)].map(line).join('\n') + '\n';
  });
}

export function xlsxFile(folder) {
  return once(join(folder, 'rows.xlsx'), () => {
    // Without this SheetJS uses its own compressor, whose files are three times as large as those of spreadsheet programs.
    XLSX.CFB.utils.use_zlib(zlib);
    const book = XLSX.utils.book_new();
    const sheet = XLSX.utils.aoa_to_sheet([HEADER, ...Array.from(records(), cells)], { dense: true });
    XLSX.utils.book_append_sheet(book, sheet, 'Spaces');
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
  });
}

function once(path, content) {
  if (!existsSync(path)) writeFileSync(path, content());
  return path;
}

function quoted(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
