// The page of a file: its preview, its versions, where it is used, and its name.
import { type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

import { workbook } from '../support/archive';
import { choose, libraryOf, newFolder, newSpace, newTopic, upload } from '../support/files';
import { openLive } from '../support/live';
import { call, invite, join } from '../support/people';
import { jpeg, pdf, photograph, picture, type Sample, text } from '../support/samples';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };
/** Previews are made in the background. */
const MADE = { timeout: 20_000 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const preview = (page: Page) => region(page, 'Preview');
const versions = (page: Page) => region(page, 'Versions');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Uploads a file into a new space and opens its page; returns the id of the file. */
async function openFile(page: Page, sample: Sample): Promise<string> {
  const file = await upload(page, { space: await newSpace(page, `Space of ${sample.name}`) }, sample);
  await open(page, `/files/${file}`);
  await expect(heading(page, sample.name)).toBeVisible();
  return file;
}

/** Opens the menu of the file and chooses an item. */
async function act(page: Page, name: string, item: string): Promise<void> {
  await button(page, `More about ${name}`).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test.describe('previews', () => {
  test('a picture is shown at its size, and opened in full', async ({ page }) => {
    const file = await openFile(page, picture('plan.png', 2000, 1000));
    const image = preview(page).getByRole('img');
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth).catch(() => 0), MADE).toBe(1280);
    const { width, height } = (await image.boundingBox())!;
    expect(width / height).toBeCloseTo(2, 1);
    await expect(page.getByRole('link', { name: 'Open in full size' })).toHaveAttribute('href', new RegExp(`^/files/${file}/content`));
    await presentable(page);
  });

  test('a preview that is made while the page is open appears by itself', async ({ page }) => {
    await openFile(page, picture('fresh.png', 400, 300));
    await expect(preview(page).getByRole('img')).toBeVisible(MADE);
    await expect(page.getByText('The preview is being made.')).toHaveCount(0);
  });

  test('a photograph is shown upright, and its position is not sent to anybody', async ({ page }) => {
    await open(page, '/spaces');
    const sample = photograph('photo.jpg', await jpeg(page, 400, 200));
    expect(sample.buffer.includes('SpyCamera')).toBe(true);
    const file = await upload(page, { space: await newSpace(page, 'Photographs') }, sample);
    for (const address of [`/files/${file}/content?version=1`, `/files/${file}/content?version=1&download=1`]) {
      const bytes = await (await page.request.get(address)).body();
      expect(bytes.subarray(0, 3), 'still a jpeg').toEqual(Buffer.from([0xff, 0xd8, 0xff]));
      expect(bytes.includes('SpyCamera'), address).toBe(false);
    }
    await open(page, `/files/${file}`);
    const image = preview(page).getByRole('img');
    await expect
      .poll(() => image.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight]).catch(() => []), MADE)
      .toEqual([200, 400]);
  });

  test('a text is shown with its markup as text', async ({ page }) => {
    await openFile(page, text('notes.md', '# Plan\n<b>not bold</b>\nZażółć gęślą jaźń'));
    await expect(preview(page)).toContainText('<b>not bold</b>');
    await expect(preview(page)).toContainText('Zażółć gęślą jaźń');
    await presentable(page);
  });

  test('a long text is cut, and says so', async ({ page }) => {
    await openFile(page, text('long.log', 'A line of a log\n'.repeat(30_000)));
    await expect(preview(page)).toContainText('A line of a log');
    await expect(page.getByText('This is only the beginning.')).toBeVisible();
  });

  test('the first rows of a csv are a table', async ({ page }) => {
    const rows = Array.from({ length: 300 }, (_, row) => `${row + 1};Łódź ${row + 1};12,50`).join('\n');
    await openFile(page, { name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(`Nr;Miasto;Cena\n${rows}\n`) });
    const table = preview(page).getByRole('table');
    await expect(table.getByRole('row').nth(1)).toContainText('Łódź 1');
    await expect(table.getByRole('row')).toHaveCount(200);
    await expect(page.getByText(/Only the first 200 rows/)).toBeVisible();
    await presentable(page);
  });

  test('the first sheet of a workbook is a table', async ({ page }) => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Total</t></is></c><c r="B1"><v>42</v></c></row></sheetData></worksheet>';
    await openFile(page, { name: 'sum.xlsx', mimeType: 'application/zip', buffer: workbook({ content: sheet }) });
    await expect(preview(page).getByRole('table')).toContainText('Total');
    await expect(preview(page).getByRole('table')).toContainText('42');
  });

  test('the first page of a PDF is shown, and the rest by the browser', async ({ page }) => {
    const file = await openFile(page, pdf('offer.pdf', 'A written offer', 3));
    const image = preview(page).getByRole('img');
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalHeight).catch(() => 0), MADE).toBeGreaterThan(300);
    await expect(page.getByRole('link', { name: 'Open the PDF on its own' })).toHaveAttribute(
      'href',
      new RegExp(`^/files/${file}/content`),
    );
    await presentable(page);
  });

  test('a file of another kind says that it has no preview', async ({ page }) => {
    await openFile(page, { ...text('data.bin'), buffer: Buffer.from([0, 1, 2, 3, 255, 254, 0, 9]) });
    await expect(page.getByText('Files of this kind have no preview.')).toBeVisible();
    await presentable(page);
  });
});

test.describe('versions', () => {
  test('a new version is uploaded, and an old one is downloaded', async ({ page }) => {
    const file = await openFile(page, text('contract.txt', 'As it was'));
    await choose(page, text('another name.txt', 'As it is'), 'Upload a new version');
    await expect(versions(page)).toContainText('Version 2');
    await expect(preview(page)).toContainText('As it is');
    await expect(heading(page, 'contract.txt')).toBeVisible();
    await presentable(page);

    const saved = page.waitForEvent('download');
    await versions(page).getByRole('link', { name: 'Download version 1' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('contract.txt');
    expect(await readFile(await download.path(), 'utf8')).toBe('As it was');
    const newest = await page.request.get(`/files/${file}/content?version=2`);
    expect(await newest.text()).toBe('As it is');
  });

  test('a version that another person adds shows on the open page', async ({ page, stranger }) => {
    const space = await newSpace(page, 'Watched');
    const file = await upload(page, { space }, text('watched.txt', 'One'));
    const reader = await join(await stranger(), await invite(page, 'Wanda Patrzy', 'wanda@example.com'));
    await openLive(reader, `/files/${file}`);
    await upload(page, { space, file }, text('watched.txt', 'Two'));
    await expect(versions(reader)).toContainText('Version 2', SOON);
    await expect(preview(reader)).toContainText('Two', SOON);
  });
});

test('a file names the posts that show it, until they are deleted', async ({ page }) => {
  const space = await newSpace(page, 'Uses');
  const file = await upload(page, { space }, text('shared.txt'));
  await open(page, `/files/${file}`);
  await expect(page.getByText('No post shows this file.')).toBeVisible();
  const number = await newTopic(page, space, 'The shown one', `[shared.txt](file:${file})`);
  const gone = await newTopic(page, space, 'The deleted one', `[shared.txt](file:${file})`);
  await call(page, 'delete_topic', { topic: { space, number: gone } });
  await open(page, `/files/${file}`);
  const uses = region(page, 'Where it is used');
  await expect(uses.getByRole('link')).toHaveCount(1);
  await expect(uses.getByRole('link', { name: /The shown one/ })).toHaveAttribute('href', new RegExp(`/topics/${number}`));
  await presentable(page);
});

test('a name that somebody else changed meanwhile is not replaced unseen', async ({ page, stranger, quiet }) => {
  quiet.allow(/409 \(Conflict\).*rename_file/);
  const other = await join(await stranger(), await invite(page, 'Teresa Nazywa', 'teresa@example.com'));
  const [person] = await (await call(page, 'suggest_people', { text: 'Teresa' })).json();
  const space = await newSpace(page, 'Two names', { people: [person.id] });
  const file = await upload(page, { space }, text('first.txt'));
  const rename = async (browser: Page, name: string) => {
    await open(browser, `/files/${file}`);
    await act(browser, 'first.txt', 'Rename');
    const renaming = browser.getByRole('dialog', { name: 'Rename first.txt' });
    await renaming.getByRole('textbox').fill(name);
    return { renaming, save: () => renaming.getByRole('button', { name: 'Rename', exact: true }).click() };
  };
  const [mine, theirs] = [await rename(page, 'mine.txt'), await rename(other, 'theirs.txt')];
  await theirs.save();
  await expect(heading(other, 'theirs.txt')).toBeVisible();
  await mine.save();
  await expect(mine.renaming.getByText('Somebody renamed it meanwhile to ‘theirs.txt’.')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await presentable(page);
  await mine.save();
  await expect(heading(page, 'mine.txt')).toBeVisible();
  await expect(heading(other, 'mine.txt')).toBeVisible(SOON);
});

test('a file is moved and deleted from its page', async ({ page }) => {
  const space = await newSpace(page, 'Facts');
  const folder = await newFolder(page, space, 'Umowy');
  const file = await upload(page, { space, folder }, text('fact.txt', 'Twelve bytes'));
  await open(page, `/files/${file}`);
  const facts = region(page, 'About this file');
  await expect(facts).toContainText('Anna Łuczak');
  await expect(facts).toContainText(/12\sB/);
  await expect(facts.getByRole('link', { name: 'Umowy' })).toHaveAttribute('href', libraryOf(space, `?folder=${folder}`));
  await act(page, 'fact.txt', 'Delete');
  await expect(page.getByText('fact.txt deleted')).toBeVisible();
  await button(page, 'Undo').click();
  await open(page, `/files/${file}`);
  await expect(heading(page, 'fact.txt')).toBeVisible();
  await expect(page.getByText('This file is in the trash of its space.')).toHaveCount(0);
});
