// Menus of rows: inside the window wherever they open, and read from the left.
import type { Locator, Page } from '@playwright/test';

import { addSpaces, call } from '../support/people';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 500 },
  // Lower than a menu and its button.
  { width: 1440, height: 240 },
];
const ROWS = 16;

/** Opens the menu of the button and checks that all of it, and so each of its items, can be reached inside the window. */
async function expectInside(page: Page, button: Locator): Promise<void> {
  await button.click();
  const menu = page.getByRole('menu');
  const outside = () =>
    menu.evaluate((panel) => {
      const { top, bottom, left, right } = panel.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      return [-top, bottom - clientHeight, -left, right - clientWidth].map((by) => Math.max(0, by));
    });
  // A menu is positioned after it is shown.
  await expect.poll(outside, 'pixels beyond top, bottom, left and right of the window').toEqual([0, 0, 0, 0]);
  await page.keyboard.press('End');
  await expect(menu.getByRole('menuitem').last()).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
}

/** Scrolls so that the element is at the bottom or at the top of the window. */
async function scrollTo(element: Locator, block: 'start' | 'end'): Promise<void> {
  await element.evaluate((found, block) => found.scrollIntoView({ block, behavior: 'instant' }), block);
}

/** Opens the menus of several rows in windows of all sizes, with the row at the bottom and the last at the end of the page. */
async function checkRows(page: Page, address: string, buttons: (page: Page) => Locator): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await open(page, address);
    const count = await buttons(page).count();
    expect(count).toBeGreaterThanOrEqual(ROWS);
    for (const row of [0, Math.floor(count / 2), count - 2, count - 1]) {
      await test.step(`${address}, ${size.width}×${size.height}, row ${row + 1} of ${count}`, async () => {
        await scrollTo(buttons(page).nth(row), 'end');
        await expectInside(page, buttons(page).nth(row));
      });
    }
  }
}

test('the menus of the users, the last rows too, are inside the window', async ({ page }) => {
  test.slow();
  await open(page, '/settings/users');
  for (let number = 1; number <= ROWS; number++) {
    const person = { name: `Person ${String(number).padStart(2, '0')}`, email: `person${number}@example.com`, role: 'user' };
    expect((await call(page, 'invite_user', { person })).status()).toBe(200);
  }
  await checkRows(page, '/settings/users', (page) => page.getByRole('button', { name: /^Actions for / }));
});

test('the menus of the custom fields, the last rows too, are inside the window', async ({ page }) => {
  test.slow();
  await open(page, '/settings/fields/spaces');
  for (let number = 1; number <= ROWS; number++) {
    const label = `Field ${String(number).padStart(2, '0')}`;
    const form = { label, kind: 'number', currency: '', required: false, help: '', section: '', default: null, choices: [], version: 0 };
    expect((await call(page, 'add_field', { form })).status()).toBe(200);
  }
  await checkRows(page, '/settings/fields/spaces', (page) => page.getByRole('button', { name: /^Actions for / }));
});

test('the menus of the list’s rows are inside the window', async ({ page }) => {
  test.slow();
  await open(page, '/spaces');
  await addSpaces(page, Array.from({ length: ROWS }, (_, number) => `Space ${number}`));
  await checkRows(page, '/spaces', (page) => page.getByRole('button', { name: /^Actions for Space/ }));
});

test('an open menu stays inside a window that becomes lower', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Quick add' }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 120 });
  await expect.poll(() => menu.evaluate((panel) => panel.getBoundingClientRect().bottom)).toBeLessThanOrEqual(120);
});

test('an item of several lines begins at the left', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/settings/users');
  await page.getByRole('button', { name: /^Actions for / }).first().click();
  for (const item of await page.getByRole('menuitem').all()) {
    expect(await item.evaluate((element) => getComputedStyle(element).textAlign)).toMatch(/^(start|left)$/);
  }
});
