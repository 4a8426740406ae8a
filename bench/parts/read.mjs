// Reading the rows' file in the browser: the import worker compared with SheetJS (xlsx) and uDSV (csv), and how long the
// page's thread is blocked while the worker reads. Each file is read in a new page; the readers take turns.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { openContext, openPage, startBrowser } from '../support/browser.mjs';
import { median, time, times } from '../support/figures.mjs';
import { csvFile, xlsxFile } from '../support/files.mjs';
import { accountWithPeople } from '../support/accounts.mjs';
import { ROWS } from '../support/rows.mjs';
import { Server } from '../support/server.mjs';

const XLSX_ROUNDS = 4;
const CSV_ROUNDS = 9;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const SHEETJS = path('../node_modules/xlsx/dist/xlsx.full.min.js');
const UDSV = path('../node_modules/udsv/dist/uDSV.iife.min.js');
const IN_PAGE = [path('../page/heartbeat.js'), path('../page/readers.js')];

export async function measure({ folder, figures }) {
  const server = await Server.start(accountWithPeople(folder, 'read'));
  const browser = await startBrowser();
  try {
    // The page's content security policy blocks scripts of other origins.
    const context = await openContext(browser, null, { bypassCSP: true });
    const read = (file, scripts, reader, argument) => readOnce(context, server, file, scripts, reader, argument);

    const xlsx = xlsxFile(folder);
    const source = readFileSync(SHEETJS, 'utf8');
    const sheets = { ours: [], sheetjs: [], sheetjsInWorker: [] };
    for (let round = 0; round < XLSX_ROUNDS; round += 1) {
      sheets.ours.push(await read(xlsx, [], 'ours'));
      sheets.sheetjs.push(await read(xlsx, [SHEETJS], 'sheetjs'));
      sheets.sheetjsInWorker.push(await read(xlsx, [], 'sheetjsInWorker', source));
    }
    const csv = csvFile(folder);
    const texts = { ours: [], udsv: [] };
    for (let round = 0; round < CSV_ROUNDS; round += 1) {
      texts.ours.push(await read(csv, [], 'ours'));
      texts.udsv.push(await read(csv, [UDSV], 'udsv'));
    }
    addFigures(figures, sheets, texts);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function readOnce(context, server, file, scripts, reader, argument) {
  const page = await openPage(context, `${server.origin}/sign-in`);
  for (const script of [...scripts, ...IN_PAGE]) await page.addScriptTag({ path: script });
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
  await page.locator('input[type=file]').setInputFiles(file);
  const result = await page.evaluate(([reader, argument]) => window[reader](argument), [reader, argument]);
  await page.close();
  if (result.rows !== ROWS) throw new Error(`${reader} read ${result.rows} rows`);
  return result;
}

function addFigures(figures, sheets, texts) {
  const ms = (results) => median(results.map((result) => result.ms));
  const longest = (results, what = 'blocked') => Math.max(...results.map((result) => result[what]));
  const bothTimes = (ours, other) => `${time(ms(ours))} and ${time(ms(other))}`;
  figures.atLeast(
    'speed of reading an xlsx file of 100,000 × 10 cells in Chromium, relative to SheetJS in the page',
    ms(sheets.sheetjs) / ms(sheets.ours),
    5,
    times,
    bothTimes(sheets.ours, sheets.sheetjs),
  );
  figures.note(
    'the same, relative to SheetJS in a worker',
    `${times(ms(sheets.sheetjsInWorker) / ms(sheets.ours))} (${bothTimes(sheets.ours, sheets.sheetjsInWorker)})`,
  );
  figures.atLeast(
    'speed of reading the same rows as csv, relative to uDSV',
    ms(texts.udsv) / ms(texts.ours),
    1.5,
    times,
    bothTimes(texts.ours, texts.udsv),
  );
  const ours = [...sheets.ours, ...texts.ours];
  const others = `SheetJS ${time(longest(sheets.sheetjs))}, uDSV ${time(longest(texts.udsv))}`;
  figures.atMost(
    'longest time that the page was blocked while a file was read',
    longest(ours),
    50,
    time,
    `${time(longest(ours, 'idle'))} while no file was read; ${others}`,
  );
}
