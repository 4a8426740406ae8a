// Files of notes on deals: attached by picker and drop, kept with the draft, read only by people of the deal, and copied into the
// project space by choice.
import { type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { choose, drop, files, libraryOf, upload } from '../support/files';
import { call, invite, join } from '../support/people';
import { folderOnDisk, MEGABYTE, picture, text } from '../support/samples';
import { accessible, expect, open, presentable, ready, test } from '../support/test';
import { holdAfter } from '../support/uploads';

test.use({ file: import.meta.url });

const note = (page: Page) => page.getByRole('textbox', { name: 'New note', exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const attached = (page: Page) => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
const cards = (page: Page) => page.getByRole('list', { name: 'Files of this note' }).getByRole('link');
const content = (file: string) => `/deals/files/${file}/content`;

/** Adds a deal by its server function, and returns its id. The page must show the application. */
async function newDeal(page: Page, name: string, people: string[] = []): Promise<string> {
  const me = (await (await call(page, 'my_session', {})).json()).me.id;
  const [stage] = await (await call(page, 'list_stages', {})).json();
  const form = { name, description: '', value: null, currency: 'PLN', stage: stage.id, owner: me, people, version: 0 };
  const answer = await call(page, 'add_deal', { form, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** Adds a note with files by its server function. */
async function addNote(page: Page, deal: string, words: string, files: string[]): Promise<void> {
  const answer = await call(page, 'add_deal_note', { id: deal, text: words, files });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function openDeal(page: Page, name: string): Promise<string> {
  await open(page, '/deals');
  const deal = await newDeal(page, name);
  await open(page, `/deals/${deal}`);
  return deal;
}

test('files that are picked show below the note as cards', async ({ page }) => {
  await openDeal(page, 'Picked');
  await note(page).fill('The offer');
  await choose(page, [text('terms.txt', 'Twelve bytes'), picture('plan.png')], 'Attach files');
  await expect(attached(page)).toHaveCount(2);
  await accessible(page);
  await presentable(page);
  await button(page, 'Add note').click();
  await expect(cards(page)).toHaveCount(2);
  await expect(attached(page)).toHaveCount(0);
  await expect(note(page)).toHaveValue('');
  const card = cards(page).filter({ hasText: 'terms.txt' });
  await expect(card).toContainText(/Text, 12\sB/);
  await accessible(page);
  await presentable(page);

  const address = await card.getAttribute('href');
  const answer = await page.request.get(address!);
  expect(await answer.text()).toBe('Twelve bytes');
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect(answer.headers()['cache-control']).toContain('private');
});

test('a note consists of files alone, and one without text and files is refused', async ({ page }) => {
  await openDeal(page, 'Alone');
  await button(page, 'Add note').click();
  await expect(note(page)).toHaveAttribute('aria-invalid', 'true');
  await choose(page, text('alone.txt'), 'Attach files');
  await expect(attached(page)).toHaveCount(1);
  await button(page, 'Add note').click();
  await expect(cards(page)).toHaveText([/alone\.txt/]);
});

test('a file that is removed does not come with the note', async ({ page }) => {
  await openDeal(page, 'Removed');
  await note(page).fill('Only one');
  await choose(page, [text('stays.txt'), text('goes.txt')], 'Attach files');
  await expect(attached(page)).toHaveCount(2);
  await button(page, 'Remove goes.txt').click();
  await expect(button(page, 'Attach files')).toBeFocused();
  await button(page, 'Add note').click();
  await expect(cards(page)).toHaveText([/stays\.txt/]);
});

test('the draft of a note keeps its files over a reload', async ({ page }) => {
  const deal = await openDeal(page, 'Kept');
  await note(page).fill('Half a note');
  await choose(page, text('kept.txt'), 'Attach files');
  await expect(attached(page)).toHaveText([/kept\.txt/]);
  await page.reload();
  await ready(page);
  await expect(note(page)).toHaveValue('Half a note');
  await expect(attached(page)).toHaveText([/kept\.txt/]);
  await button(page, 'Add note').click();
  await expect(cards(page)).toHaveText([/kept\.txt/]);
  await open(page, `/deals/${deal}`);
  await expect(note(page)).toHaveValue('');
  await expect(attached(page)).toHaveCount(0);
});

test('files that are dropped on the page are attached, and adding the note waits for them', async ({ page }, info) => {
  await openDeal(page, 'Dropped');
  const { held, release } = await holdAfter(page, 0);
  const folder = await folderOnDisk(info.outputPath('dropped'), { 'large.txt': 'x'.repeat(MEGABYTE) });
  await drop(page, page.getByRole('main'), [`${folder}/large.txt`]);
  await expect.poll(held).toBe(true);
  await expect(button(page, 'Wait for 1 file')).toHaveAttribute('aria-disabled', 'true');
  release();
  await button(page, 'Add note').click();
  await expect(cards(page)).toHaveText([/large\.txt/]);
});

test('a file is read by people of the deal, and before its note by its uploader alone', async ({ page, stranger }) => {
  const helper = await join(await stranger(), await invite(page, 'Henryk Pomocny', 'henryk@example.com'));
  const outsider = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));
  const me = (await (await call(helper, 'my_session', {})).json()).me.id;
  const deal = await newDeal(page, 'Read', [me]);
  const file = await upload(helper, { deal }, text('secret.txt'));
  const statuses = async () => {
    const seen = [];
    for (const reader of [helper, page, outsider]) seen.push((await reader.request.get(content(file))).status());
    return seen;
  };
  expect(await statuses()).toEqual([200, 404, 404]);
  await addNote(helper, deal, '', [file]);
  expect(await statuses()).toEqual([200, 200, 404]);

  const unseen = await outsider.request.get(content(file));
  const unknown = await outsider.request.get(content('01890000-0000-7000-8000-000000000000'));
  expect(await unseen.text()).toBe(await unknown.text());
  const refused = await call(outsider, 'deal_files', { id: deal });
  expect(refused.status()).toBe(404);
});

test('the chosen files cross over into the project space', async ({ page }) => {
  await open(page, '/deals');
  const deal = await newDeal(page, 'Delivery');
  const added = [];
  for (const name of ['contract.txt', 'Contract.txt', 'margin.txt']) added.push(await upload(page, { deal }, text(name)));
  await addNote(page, deal, 'Everything', added);
  expect((await call(page, 'win_deal', { id: deal })).status()).toBe(200);

  await open(page, `/deals/${deal}`);
  await button(page, 'Create project space').click();
  const choices = page.getByRole('group', { name: 'Files from the deal’s notes' }).getByRole('checkbox');
  await expect(choices).toHaveCount(3);
  for (const choice of await choices.all()) await expect(choice).toBeChecked();
  await page.getByRole('checkbox', { name: /margin\.txt/ }).uncheck();
  await accessible(page);
  await presentable(page);
  await button(page, 'Add').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Delivery' })).toBeVisible();
  const space = new URL(page.url()).pathname.split('/')[2];
  await open(page, libraryOf(space));
  await expect(files(page).getByRole('checkbox', { name: 'Select contract.txt', exact: true })).toBeVisible();
  await expect(files(page).getByRole('checkbox', { name: 'Select Contract (2).txt', exact: true })).toBeVisible();
  await expect(files(page).getByText('margin.txt')).toHaveCount(0);
});
