// The library of a space: uploading, folders, names, moving, deleting, search, filters, layouts, and what others do meanwhile.
import { type Locator, type Page } from '@playwright/test';

import { choose, drop, files, libraryOf, newFolder, newSpace, newTopic, tick, upload } from '../support/files';
import { openLive } from '../support/live';
import { call, invite, join } from '../support/people';
import { folderOnDisk, picture, text } from '../support/samples';
import { expect, open, presentable, ready, test } from '../support/test';
import { link, openLibrary } from '../support/uploads';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const crumbs = (page: Page) => page.getByRole('navigation', { name: 'Where this folder is' });
const more = (page: Page, name: string) => button(page, `More about ${name}`);

/** The names in the list, in its order. */
async function names(page: Page): Promise<string[]> {
  const ticks = files(page).getByRole('checkbox', { name: /^Select (?!all)/ });
  const labels = await ticks.evaluateAll((found) => found.map((box) => box.getAttribute('aria-label') ?? ''));
  return labels.map((label) => label.replace(/^Select /, ''));
}

const expectNames = (page: Page, expected: string[]) => expect.poll(() => names(page)).toEqual(expected);

/** Opens the menu of a row and chooses an item. */
async function act(page: Page, name: string, item: string): Promise<void> {
  await more(page, name).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Chooses a folder in the dialog for moving. */
async function moveTo(page: Page, folder: string): Promise<void> {
  const moving = dialog(page, 'Move to a folder');
  await moving.getByRole('group', { name: 'Folder' }).getByRole('radio', { name: folder, exact: true }).check();
  await moving.getByRole('button', { name: 'Move', exact: true }).click();
}

test.describe('uploading', () => {
  test('the first file is uploaded from the tab of an empty library, and is there after a reload', async ({ page }) => {
    const space = await newSpace(page, 'First file');
    await open(page, `/spaces/${space}`);
    await page.getByRole('tab', { name: 'Library' }).click();
    await expect(page).toHaveURL(libraryOf(space));
    await expect(page.getByText('There are no files here yet.')).toBeVisible();
    await presentable(page);
    await choose(page, text('Oferta.txt'));
    await expect(link(page, 'Oferta.txt')).toBeVisible();
    await page.reload();
    await expect(link(page, 'Oferta.txt')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Library' })).toHaveAttribute('aria-selected', 'true');
  });

  test('twenty files are uploaded at once', async ({ page }) => {
    await openLibrary(page, 'Twenty files');
    const many = Array.from({ length: 20 }, (_, number) => text(`${String(number + 1).padStart(2, '0')}.txt`));
    await choose(page, many);
    await expectNames(page, many.map(({ name }) => name));
    await expect(page.getByRole('region', { name: 'Uploads', exact: true })).toContainText('20 files uploaded');
    await page.reload();
    await expectNames(page, many.map(({ name }) => name));
  });

  test('files dropped on the page are uploaded into the folder that is shown', async ({ page }, info) => {
    const space = await newSpace(page, 'Dropped');
    const folder = await newFolder(page, space, 'Dropped here');
    await open(page, libraryOf(space, `?folder=${folder}`));
    const disk = await folderOnDisk(info.outputPath('disk'), { 'one.txt': 'One', 'two.txt': 'Two' });
    await drop(page, page.getByRole('main'), [`${disk}/one.txt`, `${disk}/two.txt`]);
    await expectNames(page, ['one.txt', 'two.txt']);
    await open(page, libraryOf(space));
    await expectNames(page, ['Dropped here']);
  });

  test('a dropped folder keeps its folders', async ({ page }, info) => {
    await openLibrary(page, 'Dropped folder');
    const disk = await folderOnDisk(info.outputPath('Umowy'), { 'a.txt': 'A', 'Rok 2026/b.txt': 'B', 'Rok 2026/Maj/c.txt': 'C' });
    await drop(page, page.getByRole('main'), [disk]);
    for (const folder of ['Umowy', 'Rok 2026', 'Maj']) await link(page, folder).click();
    await expectNames(page, ['c.txt']);
    await expect(crumbs(page).getByRole('link')).toHaveText(['Library', 'Umowy', 'Rok 2026', 'Maj']);
  });

  test('a file that is more than three folders deep is refused with its reason', async ({ page }, info) => {
    await openLibrary(page, 'Too deep');
    const disk = await folderOnDisk(info.outputPath('1'), { '2/3/right.txt': 'R', '2/3/4/wrong.txt': 'W' });
    await drop(page, page.getByRole('main'), [disk]);
    const panel = page.getByRole('region', { name: 'Uploads', exact: true });
    await expect(panel.getByRole('listitem').filter({ hasText: 'wrong.txt' })).toContainText('more than 3 folders deep');
    for (const folder of ['1', '2', '3']) await link(page, folder).click();
    await expectNames(page, ['right.txt']);
  });

  test('the same name is a new version, however its letters are composed', async ({ page }) => {
    await openLibrary(page, 'Versions by name');
    await choose(page, text('Żółć.txt'.normalize('NFC'), 'First'));
    await expect(link(page, 'Żółć.txt')).toBeVisible();
    const again = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    await choose(page, text('ŻÓŁĆ.txt'.normalize('NFD'), 'Second'));
    const file = (await again).headers()['spaces-file'];
    await expect.poll(() => names(page)).toHaveLength(1);
    const detail = await (await call(page, 'open_file', { file })).json();
    expect(detail.versions.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    const content = await page.request.get(`/files/${file}/content?version=2`);
    expect(await content.text()).toBe('Second');
  });
});

test.describe('folders and names', () => {
  test('folders are added, opened, renamed and moved by keyboard alone', async ({ page }) => {
    const space = await openLibrary(page, 'Keyboard');
    const { keyboard } = page;
    const addFolder = async (name: string) => {
      await button(page, 'New folder').focus();
      await keyboard.press('Enter');
      await expect(dialog(page, 'New folder').getByRole('textbox', { name: 'Name' })).toBeFocused();
      await keyboard.type(name);
      await keyboard.press('Enter');
      await expect(link(page, name)).toBeVisible();
    };
    await addFolder('Alpha');
    await addFolder('Beta');

    await more(page, 'Beta').focus();
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Rename', exact: true }).focus();
    await keyboard.press('Enter');
    await expect(dialog(page, 'Rename Beta').getByRole('textbox')).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('Gamma');
    await keyboard.press('Enter');
    await expect(link(page, 'Gamma')).toBeVisible();

    await tick(page, 'Gamma').focus();
    await keyboard.press('Space');
    await keyboard.press('Control+x');
    await link(page, 'Alpha').focus();
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/folder=/);
    await expect(crumbs(page)).toContainText('Alpha');
    await keyboard.press('Control+v');
    await expect(link(page, 'Gamma')).toBeVisible();
    await open(page, libraryOf(space));
    await expectNames(page, ['Alpha']);
  });

  test('a name that is in use is refused beside its field', async ({ page, quiet }) => {
    quiet.allow(/status of 422/);
    const space = await newSpace(page, 'Names in use');
    await newFolder(page, space, 'Offers');
    await upload(page, { space }, text('one.txt'));
    await upload(page, { space }, text('two.txt'));
    await open(page, libraryOf(space));
    await button(page, 'New folder').click();
    const adding = dialog(page, 'New folder');
    await adding.getByRole('textbox', { name: 'Name' }).fill('OFFERS');
    await adding.getByRole('button', { name: 'Add folder' }).click();
    await expect(adding.getByText('This name is in use in this folder.')).toBeVisible();
    await page.keyboard.press('Escape');

    await act(page, 'two.txt', 'Rename');
    const renaming = dialog(page, 'Rename two.txt');
    await renaming.getByRole('textbox').fill('one.txt');
    await page.keyboard.press('Enter');
    await expect(renaming.getByText('This name is in use in this folder.')).toBeVisible();
    await renaming.getByRole('textbox').fill('three.txt');
    await page.keyboard.press('Enter');
    await expectNames(page, ['Offers', 'one.txt', 'three.txt']);
  });

  test('folders are three deep at most', async ({ page }) => {
    const space = await newSpace(page, 'Three deep');
    let folder: string | null = null;
    for (const name of ['One', 'Two', 'Three']) folder = await newFolder(page, space, name, folder);
    expect((await call(page, 'add_folder', { space, parent: folder, name: 'Four' })).status()).toBe(422);
    await open(page, libraryOf(space, `?folder=${folder}`));
    await expect(button(page, 'New folder')).toHaveCount(0);
  });
});

test.describe('moving and deleting', () => {
  test('files are moved by the dialog, and moved back', async ({ page }) => {
    const space = await newSpace(page, 'Moved');
    await newFolder(page, space, 'Target');
    await upload(page, { space }, text('moved.txt'));
    await open(page, libraryOf(space));
    await act(page, 'moved.txt', 'Move');
    await moveTo(page, 'Target');
    await expect(page.getByText('Moved to Target')).toBeVisible();
    await expectNames(page, ['Target']);
    await button(page, 'Undo').click();
    await expectNames(page, ['Target', 'moved.txt']);
  });

  test('selected rows are dragged onto a folder, and up again onto the path', async ({ page }) => {
    const space = await newSpace(page, 'Dragged');
    const folder = await newFolder(page, space, 'Drawer');
    for (const name of ['a.txt', 'b.txt', 'stays.txt']) await upload(page, { space }, text(name));
    await open(page, libraryOf(space));
    for (const name of ['a.txt', 'b.txt']) await tick(page, name).check();
    await link(page, 'a.txt').dragTo(link(page, 'Drawer'));
    await expect(page.getByText('2 moved to Drawer')).toBeVisible();
    await expectNames(page, ['Drawer', 'stays.txt']);
    await open(page, libraryOf(space, `?folder=${folder}`));
    await expectNames(page, ['a.txt', 'b.txt']);
    await link(page, 'b.txt').dragTo(crumbs(page).getByRole('link', { name: 'Library', exact: true }));
    await expectNames(page, ['a.txt']);
  });

  test('selected files and folders are deleted, restored by undo, and restored from the trash', async ({ page }) => {
    const space = await newSpace(page, 'Deleted');
    const folder = await newFolder(page, space, 'Old');
    await upload(page, { space, folder }, text('inside.txt'));
    await upload(page, { space }, text('loose.txt'));
    await open(page, libraryOf(space));
    const remove = async () => {
      for (const name of ['Old', 'loose.txt']) await tick(page, name).check();
      await expect(page.getByText('2 selected')).toBeVisible();
      await button(page, 'Delete').click();
      await expect(page.getByText('2 deleted')).toBeVisible();
      await expect(link(page, 'Old')).toHaveCount(0);
    };
    await remove();
    await button(page, 'Undo').click();
    await expectNames(page, ['Old', 'loose.txt']);

    await remove();
    await button(page, 'Trash').click();
    const trash = dialog(page, 'Deleted files and folders');
    await expect(trash.getByRole('listitem')).toHaveCount(2);
    await presentable(page);
    await trash.getByRole('button', { name: 'Restore Old' }).click();
    await page.keyboard.press('Escape');
    await expectNames(page, ['Old']);
    await link(page, 'Old').click();
    await expectNames(page, ['inside.txt']);
  });

  test('a restored file whose name was taken meanwhile gets a number', async ({ page }) => {
    const space = await newSpace(page, 'Taken meanwhile');
    const file = await upload(page, { space }, text('plan.txt', 'Old'));
    await call(page, 'delete_items', { items: { files: [file], folders: [] } });
    await upload(page, { space }, text('plan.txt', 'New'));
    await open(page, libraryOf(space));
    await button(page, 'Trash').click();
    await button(page, 'Restore plan.txt').click();
    await expect.poll(() => names(page)).toEqual(expect.arrayContaining(['plan.txt', 'plan (2).txt']));
  });

  test('a person may not delete what others added', async ({ page, stranger }) => {
    const space = await newSpace(page, 'Not mine');
    await upload(page, { space }, text('theirs.txt'));
    const other = await join(await stranger(), await invite(page, 'Inny Człowiek', 'inny@example.com'));
    await open(other, libraryOf(space));
    await choose(other, text('mine.txt'));
    await expect(link(other, 'mine.txt')).toBeVisible();
    await more(other, 'theirs.txt').click();
    await expect(other.getByRole('menuitem', { name: 'Download', exact: true })).toBeVisible();
    await expect(other.getByRole('menuitem', { name: 'Delete', exact: true })).toHaveCount(0);
    await other.keyboard.press('Escape');
    await act(other, 'mine.txt', 'Delete');
    await expect(other.getByText('mine.txt deleted')).toBeVisible();
  });
});

test.describe('finding', () => {
  /** A library with files of several kinds and people. Returns the space. */
  async function filled(page: Page, name: string): Promise<string> {
    const space = await newSpace(page, name);
    const folder = await newFolder(page, space, 'Archiwum');
    await upload(page, { space }, text('Oferta Łódź.txt', 'a'));
    await upload(page, { space }, text('Cennik.txt', 'b'.repeat(5_000)));
    await upload(page, { space, folder }, picture('łódka.png'));
    return space;
  }

  test('a search finds parts of names without their diacritics in all folders, and stays in the address', async ({ page }) => {
    const space = await filled(page, 'Search');
    await open(page, libraryOf(space));
    const field = page.getByRole('searchbox', { name: 'Search by name' });
    await field.fill('lod');
    await expectNames(page, ['łódka.png', 'Oferta Łódź.txt']);
    await expect(page).toHaveURL(/[?&]q=lod/);
    await field.fill('ODZ fert');
    await expectNames(page, ['Oferta Łódź.txt']);
    await page.reload();
    await expect(field).toHaveValue('ODZ fert');
    await expectNames(page, ['Oferta Łódź.txt']);
    await field.fill('nothing like it');
    await expect(page.getByText('No file matches.')).toBeVisible();
    await presentable(page);
    await field.fill('');
    await expectNames(page, ['Archiwum', 'Cennik.txt', 'Oferta Łódź.txt']);
  });

  test('filters by kind, person and day are in the address, and are taken off', async ({ page, stranger }) => {
    const space = await filled(page, 'Filters');
    const other = await join(await stranger(), await invite(page, 'Ewa Dodaje', 'ewa@example.com'));
    await upload(other, { space }, text('Od Ewy.txt'));
    await open(page, libraryOf(space));
    const filter = async (fill: (dialog: Locator) => Promise<unknown>) => {
      await page.getByRole('button', { name: /^Filters/ }).click();
      await fill(dialog(page, 'Filters'));
      await button(page, 'Show files').click();
    };
    await filter((form) => form.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Picture' }));
    await expectNames(page, ['łódka.png']);
    await expect(page).toHaveURL(/[?&]kind=picture/);
    await page.reload();
    await ready(page);
    await expectNames(page, ['łódka.png']);
    await presentable(page);
    await button(page, 'Clear all').click();
    await filter((form) => form.getByRole('combobox', { name: 'Added by' }).selectOption({ label: 'Ewa Dodaje' }));
    await expectNames(page, ['Od Ewy.txt']);
    await button(page, 'Clear all').click();
    await filter(async (form) => {
      await form.getByLabel('Added from').fill('2020-01-01');
      await form.getByLabel('Added to').fill('2020-12-31');
    });
    await expect(page.getByText('No file matches.')).toBeVisible();
    await expect(page).toHaveURL(/from=2020-01-01&to=2020-12-31/);
  });

  test('the order is chosen by the headers, and kept in the address', async ({ page }) => {
    const space = await newSpace(page, 'Order');
    for (const [name, length] of [
      ['Łan.txt', 20],
      ['Lot.txt', 30],
      ['Ma.txt', 10],
    ] as const) {
      await upload(page, { space }, text(name, 'x'.repeat(length)));
    }
    await open(page, libraryOf(space));
    await expectNames(page, ['Lot.txt', 'Łan.txt', 'Ma.txt']);
    await files(page).getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await expectNames(page, ['Lot.txt', 'Łan.txt', 'Ma.txt']);
    await expect(page).toHaveURL(/sort=-size/);
    await files(page).getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await expectNames(page, ['Ma.txt', 'Łan.txt', 'Lot.txt']);
    await page.reload();
    await expectNames(page, ['Ma.txt', 'Łan.txt', 'Lot.txt']);
    await page.goBack();
    await expect(page).toHaveURL(/sort=-size/);
  });

  test('a library of more than a page loads the rest', async ({ page }) => {
    test.slow();
    const space = await newSpace(page, 'Long');
    for (let number = 0; number < 120; number += 1) await upload(page, { space }, text(`${number + 1000}.txt`, 'x'));
    await open(page, libraryOf(space));
    const shown = async () => (await names(page)).length;
    while ((await shown()) < 120) {
      const before = await shown();
      await button(page, 'Load more').click();
      await expect.poll(shown).toBeGreaterThan(before);
    }
    await expect(button(page, 'Load more')).toHaveCount(0);
    expect(new Set(await names(page)).size).toBe(120);
  });
});

test.describe('layouts', () => {
  test('tiles show pictures, and are in the address', async ({ page }) => {
    const space = await newSpace(page, 'Tiles');
    await newFolder(page, space, 'Folder of pictures');
    await upload(page, { space }, picture('plan.png', 640, 400));
    await upload(page, { space }, text('words.txt'));
    await open(page, libraryOf(space));
    await page.getByRole('navigation', { name: 'Layout' }).getByRole('link', { name: 'Tiles' }).click();
    await expect(page).toHaveURL(/tiles=1/);
    const thumbnail = files(page).locator('img[src*="/thumbnail/320"]');
    await expect
      .poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth).catch(() => 0), { timeout: 20_000 })
      .toBe(320);
    await expect(tick(page, 'words.txt')).toBeAttached();
    await presentable(page);
    await page.reload();
    await expect(thumbnail).toBeVisible();
  });

  test('the files of posts are listed by topic', async ({ page }) => {
    const space = await newSpace(page, 'By topic');
    const file = await upload(page, { space, post: true }, text('from a post.txt'));
    await newTopic(page, space, 'Talk with a file', `See [from a post.txt](file:${file})`);
    await open(page, libraryOf(space));
    await expectNames(page, []);
    await page.getByRole('navigation', { name: 'Parts of the library' }).getByRole('link', { name: 'By topic' }).click();
    await expect(page).toHaveURL(/by=topic/);
    await expectNames(page, ['from a post.txt']);
    await expect(files(page).getByRole('link', { name: 'Talk with a file' })).toBeVisible();
    await presentable(page);
  });

  test('a library with long names fits a phone', async ({ page }) => {
    const space = await newSpace(page, 'Phone');
    await newFolder(page, space, `${'A folder whose name goes on '.repeat(5)}and ends`);
    await upload(page, { space }, text(`${'bez-żadnej-spacji-'.repeat(9)}.txt`));
    await upload(page, { space }, picture('obraz.png'));
    await open(page, libraryOf(space));
    await expect(tick(page, 'obraz.png')).toBeAttached();
    await presentable(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await tick(page, 'obraz.png').check();
    await presentable(page);
    await more(page, 'obraz.png').click();
    await presentable(page);
  });

  test('the library speaks Polish', async ({ page, stranger }) => {
    const space = await newSpace(page, 'Po polsku');
    await upload(page, { space }, text('Umowa.txt'));
    const reader = await join(await stranger(), await invite(page, 'Pola Polska', 'pola@example.com'));
    await open(reader, '/settings/profile');
    await reader.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Polski' });
    await button(reader, 'Save').click();
    await expect(reader.locator('html')).toHaveAttribute('lang', 'pl');
    await open(reader, libraryOf(space));
    await expect(reader.getByRole('tab', { name: 'Biblioteka' })).toHaveAttribute('aria-selected', 'true');
    for (const name of ['Prześlij', 'Nowy folder']) await expect(button(reader, name)).toBeVisible();
    const list = reader.getByRole('region', { name: 'Pliki', exact: true });
    await expect(list.getByRole('checkbox', { name: 'Zaznacz Umowa.txt' })).toBeAttached();
    await presentable(reader);
  });
});

test('an archived library is read-only and says so', async ({ page }) => {
  const space = await newSpace(page, 'Archived library');
  await upload(page, { space }, text('kept.txt'));
  await call(page, 'archive_space', { id: space });
  await open(page, libraryOf(space));
  await expect(page.getByText('This space is archived. Its files can be read')).toBeVisible();
  for (const name of ['Upload', 'New folder']) await expect(button(page, name)).toHaveCount(0);
  await more(page, 'kept.txt').click();
  await expect(page.getByRole('menuitem', { name: 'Download', exact: true })).toBeVisible();
  for (const name of ['Rename', 'Move', 'Delete']) {
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveCount(0);
  }
  await presentable(page);
});

test('what others do with files shows on an open page, and keeps what is selected', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Two people');
  const file = await upload(page, { space }, text('old name.txt'));
  await upload(page, { space }, text('selected.txt'));
  const reader = await join(await stranger(), await invite(page, 'Wiola Widzi', 'wiola@example.com'));
  await openLive(reader, libraryOf(space));
  await tick(reader, 'selected.txt').check();
  await upload(page, { space }, text('added.txt'));
  await expect(link(reader, 'added.txt')).toBeVisible(SOON);
  await newFolder(page, space, 'A folder');
  await expect(link(reader, 'A folder')).toBeVisible(SOON);
  const { edit } = await (await call(page, 'open_file', { file })).json();
  await call(page, 'rename_file', { file, name: 'new name.txt', edit });
  await expect(link(reader, 'new name.txt')).toBeVisible(SOON);
  await call(page, 'delete_items', { items: { files: [file], folders: [] } });
  await expect(link(reader, 'new name.txt')).toHaveCount(0, SOON);
  await expect(tick(reader, 'selected.txt')).toBeChecked();
});

test('all of a library is downloaded at once', async ({ page }) => {
  const space = await newSpace(page, 'Everything');
  const folder = await newFolder(page, space, 'Below');
  await upload(page, { space, folder }, text('deep.txt'));
  await upload(page, { space }, text('top.txt'));
  await open(page, libraryOf(space));
  const download = page.waitForEvent('download');
  await button(page, 'Download all').click();
  expect((await download).suggestedFilename()).toMatch(/^Everything.*\.zip$/);
});
