// Malicious and damaged files are refused with a message, and the page keeps working with little memory.
import type { Browser, Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { blanks, workbook } from '../support/archive';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const fixture = (name: string) => readFile(join(import.meta.dirname, '../fixtures', name));
const rows = (content: string) => `<worksheet><sheetData>${content}</sheetData></worksheet>`;
const DAMAGED = 'The file is damaged or was cut short. Open it in a spreadsheet program and save it again.';
const MAX_MEMORY_KB = 300 * 1024;

interface Hostile {
  what: string;
  name: string;
  bytes: () => Promise<Buffer> | Buffer;
  sentence: string | RegExp;
}

const files: Hostile[] = [
  {
    what: 'a cell in the last row and column',
    name: 'corner.xlsx',
    bytes: () =>
      workbook({
        content: rows(
          '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        ),
      }),
    sentence: 'The sheet has more than 200 columns. Remove those that are not needed.',
  },
  {
    what: 'a string count of four billion',
    name: 'count.xlsx',
    bytes: () =>
      workbook(
        { content: rows('') },
        '<sst count="4000000000" uniqueCount="4000000000"><si><t>a</t></si></sst>',
      ),
    sentence: DAMAGED,
  },
  {
    what: '10 GB of data with a declared size of 1 KB',
    name: 'liar.xlsx',
    bytes: () => workbook({ deflated: blanks('<worksheet>', 10 * 1024), declared: 1024 }),
    sentence: DAMAGED,
  },
  {
    what: 'gigabytes with their real size declared',
    name: 'bomb.xlsx',
    bytes: () => workbook({ deflated: blanks('<worksheet>', 4000), declared: 4000 * 1024 * 1024 }),
    sentence: /^The file unpacks to more than \d+ MB\. Save only the sheet that you need\.$/,
  },
  {
    what: 'a truncated xlsx',
    name: 'cut.xlsx',
    bytes: async () => {
      const whole = await fixture('spaces.xlsx');
      return whole.subarray(0, whole.length / 2);
    },
    sentence: DAMAGED,
  },
  {
    what: 'a truncated xls',
    name: 'cut.xls',
    bytes: async () => {
      const whole = await fixture('spaces.xls');
      return whole.subarray(0, whole.length / 2);
    },
    sentence: DAMAGED,
  },
  {
    what: 'a renamed PDF',
    name: 'report.xlsx',
    bytes: () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'),
    sentence: /a PDF document/,
  },
  {
    what: 'two hundred thousand rows',
    name: 'rows.csv',
    bytes: () => Buffer.from('a;b\n'.repeat(200_000)),
    sentence: /^The sheet has more than 100[,.\s]?000 rows\./,
  },
];

for (const { what, name, bytes, sentence } of files) {
  test(`${what} is refused with a message`, async ({ page, browser }, info) => {
    // Picked from disk, as a person does it: bytes passed by the test would be in the tab's memory twice.
    const file = info.outputPath(name);
    await writeFile(file, await bytes());
    await open(page, '/spaces/import');
    await page.getByLabel('Spreadsheet file').setInputFiles(file);
    await expect(page.getByRole('alert').getByText(sentence)).toBeVisible();
    expect(await memoryOfTab(browser), 'memory of the tab in KB').toBeLessThan(MAX_MEMORY_KB);
    await expectStillWorking(page);
  });
}

/** Checks that the same page can still read a valid file. */
async function expectStillWorking(page: Page): Promise<void> {
  await page.getByLabel('Spreadsheet file').setInputFiles({
    name: 'right.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name\nOne\nTwo\n'),
  });
  await expect(page.getByText('right.csv · 2 rows · 1 column')).toBeVisible();
}

/** Returns the anonymous memory of the largest renderer process in KB; 0 where the system does not report it. */
async function memoryOfTab(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter((process) => process.type === 'renderer')
    .map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    });
  return Math.max(0, ...(await Promise.all(sizes)));
}
