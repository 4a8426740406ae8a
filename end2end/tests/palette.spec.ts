// The palette: going to whatever the search finds and running actions by keyboard, and never the wrong one.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { libraryOf } from '../support/files';
import { addSpaces, call } from '../support/people';
import { text } from '../support/samples';
import { expect, open, presentable, test } from '../support/test';
import { link, panel } from '../support/uploads';

test.use({ file: import.meta.url });

const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' });
const field = (page: Page) => palette(page).getByRole('combobox');
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });
const marked = (page: Page) => palette(page).getByRole('option', { selected: true });

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
}

test('a space is opened by typing its name, and comes first the next time', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Łódź plan']);
  await open(page, '/deals');
  await openPalette(page);
  await field(page).fill('lodz');
  await expect(option(page, 'Łódź plan')).toBeVisible();
  await expect(palette(page).getByRole('group', { name: 'Spaces' }).getByRole('mark')).toHaveText('Łódź');
  await expect(marked(page)).toContainText('Łódź plan');
  await expect(palette(page).getByRole('status')).toHaveText('1 item');
  await presentable(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/spaces/${space}`);
  await expect(palette(page)).toBeHidden();

  await openPalette(page);
  await expect(palette(page).getByRole('group').first()).toHaveAccessibleName('Recent');
  await expect(marked(page)).toContainText('Łódź plan');
  await presentable(page);
});

test('keys move the mark, and the field says which row is marked', async ({ page }) => {
  await open(page, '/deals');
  await openPalette(page);
  const options = palette(page).getByRole('option');
  await expect(marked(page)).toHaveCount(1);
  await page.keyboard.press('End');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  const id = await options.first().getAttribute('id');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await openPalette(page);
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeHidden();
});

test('actions of quick add, of the frame and of the page run', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Actions']);
  await call(page, 'add_topic', {
    space,
    topic: { kind: 'talk', title: 'First', text: 'text' },
    request: randomUUID(),
  });
  await open(page, '/deals');
  await openPalette(page);
  await field(page).fill('add space');
  await expect(marked(page)).toContainText('Add space');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');

  await openPalette(page);
  await field(page).fill('statis');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/statistics/activities');

  await open(page, `/spaces/${space}/library`);
  await openPalette(page);
  await field(page).fill('new topic here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'New topic' })).toBeVisible();

  await openPalette(page);
  await field(page).fill('edit');
  await expect(palette(page).getByRole('group', { name: 'On this page' })).toBeVisible();
  await expect(marked(page)).toContainText('Edit');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/spaces/${space}/edit`);
});

test('files are uploaded to the space that is open', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Uploads from anywhere']);
  await open(page, `/spaces/${space}?tab=about`);
  await openPalette(page);
  await field(page).fill('upload files here');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(text('from the palette.txt'));
  await expect(panel(page)).toContainText('1 file uploaded');
  await open(page, libraryOf(space));
  await expect(link(page, 'from the palette.txt')).toBeVisible();
});

test('the theme and the language change', async ({ page }) => {
  await open(page, '/deals');
  await openPalette(page);
  await field(page).fill('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL('/deals');
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
  await openPalette(page);
  await field(page).fill('polski');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Paleta poleceń' })).toBeVisible();
  await page.getByRole('dialog').getByRole('combobox').fill('english');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a page opens in another tab with Ctrl+Enter, and the palette stays', async ({ page, context }) => {
  await open(page, '/deals');
  await openPalette(page);
  await field(page).fill('statis');
  const opened = context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  await expect(await opened).toHaveURL('/statistics/activities');
  await expect(palette(page)).toBeVisible();
});

test('Enter acts on the marked row, whatever answers arrive meanwhile', async ({ page }) => {
  await open(page, '/spaces');
  const [first] = await addSpaces(page, ['Plover one']);
  // The answers are those of the server, in an order and at a time that the test decides.
  let hold: Promise<void> = Promise.resolve();
  await page.route('**/api/search_everything', async (route) => {
    await hold;
    await route.continue();
  });
  await openPalette(page);
  await field(page).fill('plover');
  await expect(marked(page)).toContainText('Plover one');

  // A newer space comes before it in the next answer. The mark stays on the row that was announced.
  const [second] = await addSpaces(page, ['Plover one and another']);
  let release = (): void => undefined;
  hold = new Promise((resolve) => {
    release = resolve;
  });
  await page.keyboard.type(' one');
  await expect(marked(page)).toContainText('Plover one');
  release();
  await expect(option(page, 'Plover one and another')).toBeVisible();
  const rows = palette(page).getByRole('group', { name: 'Spaces' }).getByRole('option');
  await expect(rows.first()).toContainText('another');
  await expect(marked(page)).not.toContainText('another');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/spaces/${first}`);
  expect(first).not.toBe(second);
});

test('Enter does nothing before there is an answer, and late answers are dropped', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Godwit', 'Whimbrel']);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/search_everything', async (route) => {
    if (route.request().postData()?.includes('godwit') === true) await held;
    await route.continue();
  });
  await openPalette(page);
  await field(page).fill('godwit');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
  await expect(page).toHaveURL('/spaces');
  await field(page).fill('whimbrel');
  await expect(marked(page)).toContainText('Whimbrel');
  const answered = page.waitForResponse((answer) => answer.request().postData()?.includes('godwit') === true);
  release();
  await answered;
  await expect(option(page, 'Godwit')).toHaveCount(0);
  await expect(marked(page)).toContainText('Whimbrel');
});

test('it opens over no dialog, and in a writing box Ctrl+K makes a link', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Writing']);
  const topic = { kind: 'talk', title: 'Talk', text: 'text' };
  const number = await (await call(page, 'add_topic', { space, topic, request: randomUUID() })).json();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('Ctrl+KCommand palette');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  await open(page, `/spaces/${space}/topics/${number}`);
  const box = page.getByRole('textbox', { name: 'Write a reply' });
  await box.fill('see');
  await box.press('Control+a');
  await box.press('Control+k');
  await expect(box).toHaveValue('[see](https://)');
  await expect(palette(page)).toBeHidden();
});

test('a button opens it, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/deals');
  await page.getByRole('button', { name: 'Command palette' }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill('no such thing');
  await expect(palette(page).getByRole('status')).toHaveText('Nothing found');
  await option(page, 'Search everywhere for “no such thing”').click();
  await expect(page).toHaveURL('/search?q=no+such+thing');
});
