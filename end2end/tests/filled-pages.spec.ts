// Pages with content, and pages that refuse access: no violation of accessibility rules in either theme, and no
// overflow on a phone. Empty pages are tested in pages.spec.ts.
import type { Page } from '@playwright/test';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, fits, open, test } from '../support/test';

test.use({ file: import.meta.url });

const LONG = 'A name that goes on and on, as names of projects in large companies do, without an end in sight';

/** Checks accessibility of the page in both themes, and its width on a phone. */
async function checkPage(page: Page, address: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await open(page, address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await fits(page);
    await accessible(page);
  }
}

test('pages with content and pages that refuse access are accessible and fit the window', async ({ page, stranger, quiet }) => {
  test.setTimeout(240_000);
  quiet.allow(/status of 40[34]/);
  await open(page, '/spaces');
  const [open_] = await addSpaces(page, [`Open to all. ${LONG}`], { tags: ['tag one', 'tag two'] });
  const [closed] = await addSpaces(page, [`Closed. ${LONG}`], { visibility: 'private', tags: ['tag one'] });
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(LONG);
  await page.getByRole('textbox', { name: 'Value' }).fill('1234567.89');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as won' }).click();
  await page.getByRole('textbox', { name: 'New note' }).fill(LONG);
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('list', { name: 'Notes' })).toContainText(LONG);
  const deal = new URL(page.url()).pathname;

  for (const address of [
    '/spaces',
    '/spaces?columns=tags,owner,people,created,by,visibility',
    `/spaces/${open_}`,
    `/spaces/${open_}/edit`,
    '/deals',
    deal,
    `${deal}/edit`,
    `/spaces/new?deal=${deal.split('/').pop()}`,
    '/statistics/activities?period=today',
    '/settings/audit-log',
    '/no/such/page',
  ]) {
    await checkPage(page, address);
  }
  const user = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));
  await checkPage(user, `/spaces/${closed}`);
  await checkPage(user, `/spaces/${open_}/edit`);
  await expect(user.getByText('Only people with access may change this space')).toBeVisible();
  await expect(user.getByText(/Its owner is Anna/)).toBeVisible();
});

test('an administrator adds two project spaces to one deal', async ({ page }) => {
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Sold twice');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as won' }).click();
  await expect(page.getByRole('button', { name: 'Create project space' })).toBeVisible();
  const deal = page.url();
  for (const name of ['First delivery', 'Second delivery']) {
    await open(page, deal);
    await page.getByRole('button', { name: 'Create project space' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByRole('tab', { name: 'About' }).click();
    await expect(page.getByRole('link', { name: 'Sold twice' })).toBeVisible();
  }
  await open(page, deal);
  const spaces = page.getByRole('list', { name: 'Project spaces' });
  await expect(spaces).toContainText('First delivery');
  await expect(spaces).toContainText('Second delivery');
});

test('on a phone the list is sorted, and a page of it is selected', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/spaces');
  await addSpaces(page, ['Ordered A', 'Ordered B'], { tags: ['ordered'] });
  await open(page, '/spaces?tag=ordered&sort=name');
  const names = page.getByRole('link', { name: /^Ordered / });
  await expect(names).toHaveText(['Ordered A', 'Ordered B']);
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(names).toHaveText(['Ordered B', 'Ordered A']);
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await expect(page.getByRole('region', { name: 'List operations' })).toContainText('2');
  await fits(page);
  await accessible(page);
});

test('the counts of groups follow the filters and the person’s access', async ({ page, stranger }) => {
  await open(page, '/spaces');
  const group = await (await call(page, 'add_group', { name: 'Counted group', hue: 'teal' })).json();
  const within = { groups: [group], tags: ['narrow'] };
  await addSpaces(page, ['In it, for all'], within);
  await addSpaces(page, ['In it, hidden'], { ...within, visibility: 'hidden' });
  await addSpaces(page, ['In it, untagged'], { groups: [group] });
  const user = await join(await stranger(), await invite(page, 'Iga Licząca', 'iga@example.com'));
  for (const [who, all, tagged] of [
    [page, 3, 2],
    [user, 2, 1],
  ] as const) {
    const line = who.getByRole('navigation', { name: 'Groups' }).getByRole('link', { name: 'Counted group' });
    await open(who, '/spaces');
    await expect(line).toHaveText(new RegExp(`Counted group\\s*${all}$`));
    await open(who, '/spaces?tag=narrow');
    await expect(line).toHaveText(new RegExp(`Counted group\\s*${tagged}$`));
  }
});

test('suggestions distinguish people of the same name by their e-mail', async ({ page }) => {
  for (const email of ['jan.a@example.com', 'jan.b@example.com']) await invite(page, 'Jan Kowalski', email);
  await open(page, '/spaces/new');
  await page.getByRole('radio', { name: 'Private' }).check();
  await page.getByRole('combobox', { name: 'People with access' }).fill('kowalski');
  await expect(page.getByRole('option', { name: 'Jan Kowalski (jan.b@example.com)' })).toBeVisible();
  await page.getByRole('option', { name: 'Jan Kowalski (jan.a@example.com)' }).click();
  await expect(page.getByText('Jan Kowalski (jan.a@example.com)')).toBeVisible();
});
