// Chosen columns in a chosen order, and saved views, private and shared.
import type { Locator, Page } from '@playwright/test';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, fits, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const columns = (page: Page) => page.getByRole('dialog', { name: 'Columns' });
const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const headers = (page: Page) => page.getByRole('columnheader');

async function openColumns(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await expect(columns(page)).toBeVisible();
  return columns(page);
}

async function tick(dialog: Locator, name: string, on: boolean): Promise<void> {
  await dialog.getByRole('checkbox', { name, exact: true }).setChecked(on);
}

/** Presses the button this number of times by keyboard. The focus must stay on it. */
async function press(page: Page, button: Locator, times: number): Promise<void> {
  await button.focus();
  for (let time = 0; time < times; time += 1) {
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(button).toBeFocused();
}

/** Saves the shown list as a view. */
async function saveView(page: Page, name: string, shared: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Save view', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('checkbox', { name: 'Share with everyone' }).setChecked(shared);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog).toBeHidden();
  await expect(views(page).getByRole('link', { name })).toHaveAttribute('aria-current', 'true');
}

const address = (page: Page) => page.url().slice(new URL(page.url()).origin.length);

async function search(page: Page, words: string): Promise<void> {
  const list = page.getByRole('region', { name: 'Spaces' });
  await list.getByRole('searchbox', { name: 'Search spaces' }).fill(words);
}

async function chooseAction(page: Page, view: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for the view ${view}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('columns are chosen and ordered by keyboard, and a link shows the same columns', async ({ page, stranger }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Columned space'], { tags: ['spring'] });
  await open(page, '/spaces?q=columned');
  await expect(headers(page)).toHaveText(['', 'Name', 'Groups', 'Tags', 'Owner', 'People', 'Last activity', 'Actions']);

  const dialog = await openColumns(page);
  await expect(dialog.getByRole('checkbox', { name: 'Name', exact: true })).toBeDisabled();
  for (const name of ['Groups', 'Owner', 'People']) await tick(dialog, name, false);
  for (const name of ['Created by', 'Visibility']) await tick(dialog, name, true);
  await press(page, dialog.getByRole('button', { name: 'Move Last activity up', exact: true }), 3);
  await accessible(page);
  await dialog.getByRole('button', { name: 'Show columns' }).click();
  await expect(dialog).toBeHidden();

  const chosen = ['', 'Name', 'Last activity', 'Tags', 'Visibility', 'Created by', 'Actions'];
  await expect(headers(page)).toHaveText(chosen);
  await expect(row(page, 'Columned space')).toContainText('spring');
  await expect(row(page, 'Columned space')).toContainText('Public');
  await expect(page).toHaveURL(/columns=activity/);
  await page.reload();
  await ready(page);
  await expect(headers(page)).toHaveText(chosen);

  // A click on a sortable header sorts the list and keeps the columns.
  await page.getByRole('columnheader', { name: 'Visibility' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Visibility' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(headers(page)).toHaveText(chosen);
  await expect(page.getByRole('columnheader', { name: 'Created by' }).getByRole('button')).toHaveCount(0);

  const theirs = await join(await stranger(), await invite(page, 'Kasia Kolumna', 'kasia@example.com'));
  await open(theirs, '/spaces?q=columned&columns=activity,tags,visibility,by');
  await expect(headers(theirs)).toHaveText(chosen);

  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/spaces?q=columned&columns=activity,tags,visibility,by');
  await expect(row(page, 'Columned space')).toContainText('spring');
  await fits(page);
  await accessible(page);
});

test('columns are ordered by drag', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Dragged space']);
  await open(page, '/spaces?q=dragged');
  const dialog = await openColumns(page);
  const entry = (name: string) => dialog.getByRole('listitem').filter({ hasText: name });
  await entry('Last activity').dragTo(entry('Groups'));
  await dialog.getByRole('button', { name: 'Show columns' }).click();
  await expect(headers(page)).toHaveText(['', 'Name', 'Last activity', 'Groups', 'Tags', 'Owner', 'People', 'Actions']);
});

test('the usual columns can be restored, and all columns but the name can be hidden', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Plain space']);
  await open(page, '/spaces?q=plain&columns=name');
  await expect(headers(page)).toHaveText(['', 'Name', 'Actions']);
  const dialog = await openColumns(page);
  await dialog.getByRole('button', { name: 'Usual columns' }).click();
  await expect(headers(page)).toHaveText(['', 'Name', 'Groups', 'Tags', 'Owner', 'People', 'Last activity', 'Actions']);
  await expect(page).not.toHaveURL(/columns/);
});

test('a column of a custom field is blank for a private space without access', async ({ page, stranger }) => {
  await open(page, '/settings/fields/spaces');
  await page.getByRole('button', { name: 'Add field' }).click();
  const field = page.getByRole('dialog', { name: 'Custom field' });
  await field.getByRole('textbox', { name: 'Label' }).fill('Code name');
  await field.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(field).toBeHidden();
  await open(page, '/spaces/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Fielded space');
  await page.getByRole('radio', { name: 'Private' }).check();
  await page.getByRole('textbox', { name: 'Code name' }).fill('Albatross');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fielded space' })).toBeVisible();

  await open(page, '/spaces?q=fielded');
  const dialog = await openColumns(page);
  await tick(dialog, 'Code name', true);
  await dialog.getByRole('button', { name: 'Show columns' }).click();
  await expect(page.getByRole('columnheader', { name: 'Code name' })).toBeVisible();
  await expect(row(page, 'Fielded space')).toContainText('Albatross');

  const shown = address(page);
  const theirs = await join(await stranger(), await invite(page, 'Piotr Obcy', 'piotr@example.com'));
  await open(theirs, shown);
  await expect(theirs.getByRole('columnheader', { name: 'Code name' })).toBeVisible();
  await expect(row(theirs, 'Fielded space')).toBeVisible();
  await expect(row(theirs, 'Fielded space')).not.toContainText('Albatross');
});

test('others see a shared view but cannot change it, and do not see a private one', async ({
  page,
  stranger,
}) => {
  const owner = await join(await stranger(), await invite(page, 'Wanda Widok', 'wanda@example.com'));
  const other = await join(await stranger(), await invite(page, 'Tomasz Inny', 'tomasz@example.com'));
  await addSpaces(owner, ['Viewed one', 'Viewed two'], { tags: ['autumn'] });
  await addSpaces(owner, ['Viewed elsewhere'], { tags: ['winter'] });

  await open(owner, '/spaces?q=viewed&tag=autumn&columns=tags');
  await saveView(owner, 'Autumn spaces', true);
  await expect(owner).toHaveURL(/view=/);
  await open(owner, '/spaces?tag=winter');
  await saveView(owner, 'My winter', false);
  await accessible(owner);

  await open(other, '/spaces');
  await expect(views(other).getByRole('link', { name: 'My winter' })).toHaveCount(0);
  await views(other).getByRole('link', { name: 'Autumn spaces' }).click();
  await expect(other.getByRole('link', { name: 'Viewed one' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Viewed elsewhere' })).toHaveCount(0);
  await expect(headers(other)).toHaveText(['', 'Name', 'Tags', 'Actions']);
  await expect(views(other).getByRole('link', { name: 'Autumn spaces' })).toHaveAttribute('aria-current', 'true');
  await expect(other.getByRole('button', { name: 'Actions for the view' })).toHaveCount(0);

  const id = new URL(other.url()).searchParams.get('view');
  const form = { name: 'Taken over', query: '', shared: true, version: 1 };
  expect((await call(other, 'change_view', { id, form })).status()).toBe(403);
  expect((await call(other, 'delete_view', { id })).status()).toBe(403);
  await open(owner, '/spaces');
  await views(owner).getByRole('link', { name: 'My winter' }).click();
  await expect(owner).toHaveURL(/tag=winter/);
  const own = new URL(owner.url()).searchParams.get('view');
  for (const nosy of [other, page]) {
    expect((await call(nosy, 'delete_view', { id: own })).status()).toBe(404);
  }
});

test('a view is renamed, changed to another list, and deleted', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Kept alpha', 'Kept beta']);
  await open(page, '/spaces?q=kept+alpha');
  await saveView(page, 'Alphas', false);
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);

  await chooseAction(page, 'Alphas', 'Edit view');
  const dialog = page.getByRole('dialog', { name: 'Edit view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Betas');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(views(page).getByRole('link', { name: 'Betas' })).toBeVisible();
  await expect(views(page).getByRole('link', { name: 'Alphas' })).toHaveCount(0);

  await search(page, 'kept beta');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
  await open(page, '/spaces');
  await views(page).getByRole('link', { name: 'Betas' }).click();
  await expect(page.getByRole('link', { name: 'Kept beta' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Kept alpha' })).toHaveCount(0);

  await chooseAction(page, 'Betas', 'Delete view');
  await page.getByRole('dialog', { name: 'Delete the view Betas?' }).getByRole('button', { name: 'Delete view' }).click();
  await expect(page.getByRole('link', { name: 'Betas' })).toHaveCount(0);
  await expect(page).not.toHaveURL(/view=/);
  await expect(page.getByRole('link', { name: 'Kept beta' })).toBeVisible();
});

test('an administrator renames, changes and deletes another person’s shared view', async ({ page, stranger }) => {
  const owner = await join(await stranger(), await invite(page, 'Olga Ogłasza', 'olga@example.com'));
  const other = await join(await stranger(), await invite(page, 'Ewa Ogląda', 'ewa@example.com'));
  await addSpaces(owner, ['Ruled alpha', 'Ruled beta']);
  await open(owner, '/spaces?q=ruled+alpha');
  await saveView(owner, 'Ruled by its owner', true);

  await open(page, '/spaces');
  await views(page).getByRole('link', { name: 'Ruled by its owner' }).click();
  await chooseAction(page, 'Ruled by its owner', 'Edit view');
  const dialog = page.getByRole('dialog', { name: 'Edit view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ruled by two');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  // The view still belongs to the person who shared it.
  await expect(views(page).getByRole('link', { name: 'Ruled by two (Shared by Olga Ogłasza)' })).toBeVisible();
  await search(page, 'ruled beta');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);

  for (const who of [owner, other]) {
    await open(who, '/spaces');
    await views(who).getByRole('link', { name: 'Ruled by two' }).click();
    await expect(who.getByRole('link', { name: 'Ruled beta' })).toBeVisible();
    await expect(who.getByRole('link', { name: 'Ruled alpha' })).toHaveCount(0);
  }
  // Other users can change the list but are not offered to save it to the view.
  await search(other, 'ruled alpha');
  await expect(other.getByRole('link', { name: 'Ruled alpha' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Ruled beta' })).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Actions for the view' })).toHaveCount(0);

  await chooseAction(page, 'Ruled by two', 'Delete view');
  const confirm = page.getByRole('dialog', { name: 'Delete the view Ruled by two?' });
  await expect(confirm).toContainText('The view goes for everyone, its spaces stay.');
  await confirm.getByRole('button', { name: 'Delete view' }).click();
  await expect(page.getByRole('link', { name: 'Ruled by two' })).toHaveCount(0);
  // An old link to the view still shows the list, without the view's name.
  await open(owner, address(owner));
  await expect(owner.getByRole('link', { name: 'Ruled beta' })).toBeVisible();
  await expect(owner.getByRole('link', { name: 'Ruled by two' })).toHaveCount(0);
});
