// Deals: visible only to their people. Spaces of won deals name the deal only to people who may see it.
import type { Page } from '@playwright/test';

import { call, invite, join } from '../support/people';
import { expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const UNKNOWN = '/deals/01890000-0000-7000-8000-000000000000';
const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });
const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text });

async function choose(page: Page, field: string, person: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).fill(person);
  await page.getByRole('option', { name: person }).click();
}

/** Adds a deal on its page, and returns the path of the deal. */
async function addDeal(page: Page, deal: string, people: string[] = []): Promise<string> {
  await open(page, '/deals/new');
  await name(page).fill(deal);
  await page.getByRole('textbox', { name: 'Value' }).fill('12,500.50');
  await page.getByRole('combobox', { name: 'Currency' }).selectOption('PLN');
  await page.getByRole('textbox', { name: 'Description' }).fill('What was sold.');
  for (const person of people) await choose(page, 'People', person);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, deal)).toBeVisible();
  return new URL(page.url()).pathname;
}

test('a deal is added, found, edited, won and reopened', async ({ page }) => {
  await open(page, '/spaces');
  await page.getByRole('link', { name: 'Deals', exact: true }).click();
  await expect(heading(page, 'Deals')).toBeVisible();
  await page.getByRole('button', { name: 'Add deal' }).click();
  await expect(page).toHaveURL(/\/deals\/new$/);
  await addDeal(page, 'Wdrożenie w Łodzi');
  await expect(page.getByText(/12,500\.50\sPLN/)).toBeVisible();

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('combobox', { name: 'Stage' }).selectOption({ label: 'Proposal' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(heading(page, 'Wdrożenie w Łodzi')).toBeVisible();
  await expect(page.getByText('Proposal', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Mark as won' }).click();
  await expect(page.getByRole('button', { name: 'Create project space' })).toBeVisible();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await expect(page.getByRole('button', { name: 'Mark as lost' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create project space' })).toHaveCount(0);

  await open(page, '/deals?q=lodzi');
  await expect(page.getByRole('link', { name: 'Wdrożenie w Łodzi' })).toBeVisible();
  await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Lost' });
  await expect(page.getByText('No deal matches')).toBeVisible();
});

test('a deal is added by quick add', async ({ page }) => {
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Deal', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Add deal' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('From anywhere');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'From anywhere')).toBeVisible();
});

test('a draft survives an error and a reload until it is saved or discarded', async ({ page }) => {
  await open(page, '/deals/new');
  await name(page).fill('Half a deal');
  await page.getByRole('textbox', { name: 'Value' }).fill('about a million');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveAttribute('aria-invalid', 'true');
  await page.reload();
  await ready(page);
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(name(page)).toHaveValue('Half a deal');
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('about a million');
  await page.getByRole('textbox', { name: 'Value' }).fill('1000000');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'Half a deal')).toBeVisible();
  await open(page, '/deals/new');
  await expect(name(page)).toHaveValue('');
  await expect(page.getByText('Draft restored')).toHaveCount(0);

  await open(page, '/deals?q=half');
  await page.getByRole('link', { name: 'Half a deal' }).click();
  await page.getByRole('textbox', { name: 'New note' }).fill('Half a note');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await name(page).fill('Another name');
  await page.reload();
  await ready(page);
  await expect(name(page)).toHaveValue('Another name');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(name(page)).toHaveValue('Half a deal');
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'New note' })).toHaveValue('Half a note');
});

test('errors are reported at their fields', async ({ page }) => {
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Value' }).fill('a lot');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(name(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveAttribute('aria-invalid', 'true');
});

test('for other people a deal does not exist, and its project space does not name it', async ({ page, stranger, quiet }) => {
  test.slow();
  // The browser logs the 404s that this test provokes.
  quiet.allow(/status of 404/);
  const seller = await join(await stranger(), await invite(page, 'Sabina Sprzedawca', 'sabina@example.com'));
  const helper = await join(await stranger(), await invite(page, 'Henryk Pomocny', 'henryk@example.com'));
  const outsider = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));
  const deal = await addDeal(seller, 'Secret offer', ['Henryk Pomocny']);

  await open(helper, deal);
  await helper.getByRole('textbox', { name: 'New note' }).fill('They want a discount.');
  await helper.getByRole('button', { name: 'Add note' }).click();
  await expect(helper.getByRole('list', { name: 'Notes' })).toContainText('They want a discount.');
  await expect(helper.getByRole('button', { name: 'More about this deal' })).toHaveCount(0);

  const unseen = await outsider.goto(deal);
  expect(unseen?.status()).toBe(404);
  const words = await outsider.locator('body').innerText();
  await outsider.goto(UNKNOWN);
  expect(await outsider.locator('body').innerText()).toBe(words);
  await open(outsider, '/deals?q=secret');
  await expect(outsider.getByText('Secret offer')).toHaveCount(0);

  await open(seller, deal);
  await expect(seller.getByText('They want a discount.')).toBeVisible();
  await seller.getByRole('button', { name: 'Mark as won' }).click();
  await seller.getByRole('button', { name: 'Create project space' }).click();
  await expect(name(seller)).toHaveValue('Secret offer');
  await name(seller).fill('Delivery for the client');
  await expect(seller.getByRole('combobox', { name: 'Owner of the space' })).toBeVisible();
  await seller.getByRole('checkbox', { name: 'Henryk Pomocny' }).uncheck();
  await seller.getByRole('checkbox', { name: 'Take over the deal’s description' }).check();
  await expect(seller.getByRole('textbox', { name: 'Description' })).toHaveValue('What was sold.');
  await seller.getByRole('radio', { name: 'Public' }).check();
  await seller.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(seller, 'Delivery for the client')).toBeVisible();
  await seller.getByRole('tab', { name: 'About' }).click();
  await expect(seller.getByText('Projects', { exact: true })).toBeVisible();
  await expect(seller.getByText('They want a discount.')).toHaveCount(0);
  await expect(seller.getByRole('link', { name: 'Secret offer' })).toBeVisible();

  const space = new URL(seller.url()).pathname;
  await open(outsider, `${space}?tab=about`);
  await expect(heading(outsider, 'Delivery for the client')).toBeVisible();
  expect(await outsider.content()).not.toContain('Secret offer');
  expect(await outsider.content()).not.toContain(deal);

  await seller.getByRole('link', { name: 'Secret offer' }).click();
  await expect(seller.getByRole('list', { name: 'Project spaces' })).toContainText('Delivery for the client');
  await open(page, deal);
  await expect(heading(page, 'Secret offer')).toBeVisible();
});

test('only administrators change the pipeline', async ({ page, stranger, quiet }) => {
  quiet.allow(/status of 403/);
  await open(page, '/settings/pipeline');
  await page.getByRole('textbox', { name: 'New stage' }).fill('Pilot');
  await page.getByRole('button', { name: 'Add stage' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of Pilot' })).toBeVisible();
  await page.getByRole('button', { name: 'Move Pilot up' }).click();
  await expect(page.getByRole('textbox', { name: /^Name of/ }).nth(3)).toHaveValue('Pilot');

  await open(page, '/deals/new');
  await name(page).fill('In the pilot');
  await page.getByRole('combobox', { name: 'Stage' }).selectOption({ label: 'Pilot' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'In the pilot')).toBeVisible();

  await open(page, '/settings/pipeline');
  await page.getByRole('button', { name: 'Delete Pilot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Pilot' });
  await expect(dialog).toContainText('1 deal is in this stage');
  await dialog.getByRole('combobox', { name: 'Move its deals to' }).selectOption({ label: 'Lead' });
  await dialog.getByRole('button', { name: 'Delete stage' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of Pilot' })).toHaveCount(0);
  await open(page, '/deals?q=pilot');
  await expect(page.getByRole('row', { name: /In the pilot/ })).toContainText('Lead');

  const user = await join(await stranger(), await invite(page, 'Urszula Zwykła', 'urszula@example.com'));
  await open(user, '/settings/pipeline');
  await expect(user.getByText('Only administrators see the pipeline')).toBeVisible();
});

test('a deal is marked as lost and reopened', async ({ page }) => {
  await addDeal(page, 'Przetarg w Łomży');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  const reopen = page.getByRole('button', { name: 'Reopen' });
  await expect(reopen).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create project space' })).toHaveCount(0);
  const address = new URL(page.url()).pathname;

  await open(page, '/deals?q=lomzy');
  const state = page.getByRole('combobox', { name: 'State' });
  await state.selectOption({ label: 'Lost' });
  await expect(page.getByRole('link', { name: 'Przetarg w Łomży' })).toBeVisible();
  await state.selectOption({ label: 'Won' });
  await expect(page.getByText('No deal matches')).toBeVisible();

  await open(page, address);
  await reopen.click();
  await expect(page.getByRole('button', { name: 'Mark as won' })).toBeVisible();
});

test('a deal that a user adds by quick add is visible to no other user', async ({ page, stranger, quiet }) => {
  test.slow();
  // The browser logs the 404s that this test provokes.
  quiet.allow(/status of 404/);
  const seller = await join(await stranger(), await invite(page, 'Szymon Sprzedaje', 'szymon@example.com'));
  const other = await join(await stranger(), await invite(page, 'Ola Osobna', 'ola@example.com'));
  await open(seller, '/spaces');
  await seller.getByRole('button', { name: 'Quick add' }).click();
  await seller.getByRole('menuitem', { name: 'Deal', exact: true }).click();
  const dialog = seller.getByRole('dialog', { name: 'Add deal' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Of my own');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(seller, 'Of my own')).toBeVisible();
  const deal = new URL(seller.url()).pathname;
  await seller.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(seller.getByRole('status').filter({ hasText: 'Marked as lost' })).toBeVisible();
  await expect(seller.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await expect(seller.getByRole('button', { name: 'Mark as won' })).toHaveCount(0);

  // The list and its count contain only the user's own deal.
  await addDeal(page, 'Of the administrator');
  await open(seller, '/deals');
  await expect(seller.getByText('1 deal', { exact: true })).toBeVisible();
  await expect(seller.getByRole('row', { name: /Of my own/ })).toContainText('Lost');
  await open(other, '/deals');
  await expect(other.getByText('There are no deals yet that you take part in')).toBeVisible();
  for (const address of [deal, `${deal}/edit`]) expect((await other.goto(address))?.status()).toBe(404);
  const id = deal.split('/').pop();
  for (const act of ['lose_deal', 'reopen_deal', 'delete_deal']) {
    expect((await call(other, act, { id })).status(), act).toBe(404);
  }
  await open(page, deal);
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
});
