// Every page: no violation of accessibility rules in either theme, and no overflow on a phone.
import { addSpaces } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { accessible, expect, fits, open, test } from '../support/test';

test.use({ file: import.meta.url });

const SIGNED_OUT = ['/sign-in', '/sign-in?error=wrong&email=anna%40example.com', '/join'];
const SIGNED_IN = [
  '/spaces',
  '/spaces/new',
  '/spaces/import',
  '/notices',
  '/notices?show=requests',
  '/catch-up',
  '/search',
  '/search?q=offer',
  '/settings/users',
  '/settings/profile',
  '/settings/trash',
  '/settings/import',
  '/settings/fields/spaces',
  '/settings/pipeline',
  '/deals',
  '/deals/new',
  '/statistics/activities',
  '/settings/add-ons',
  '/settings/visibility/spaces',
  '/settings/audit-log',
];

// Without an account every address redirects to its set-up (first-run.spec.ts).
test.beforeAll(async ({ server, browser }) => {
  await server.administrator(browser);
});

for (const [as, pages] of [
  ['nobody', SIGNED_OUT],
  ['administrator', SIGNED_IN],
] as const) {
  test.describe(as, () => {
    test.use({ as });

    for (const address of pages) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`${address} is accessible, ${colorScheme}`, async ({ page }) => {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await open(page, address);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await accessible(page);
        });
      }

      test(`${address} fits a width of 390 px`, async ({ page }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        await open(page, address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await fits(page);
        await accessible(page);
      });
    }
  });
}

test('a space is added by quick add on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Space', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('From the train');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'From the train' })).toBeVisible();
  await fits(page);
});

test('icons are drawn from one file, which the browser caches', async ({ page }) => {
  const sprite = page.waitForResponse(/\/icons\.[0-9a-f]{22}\.svg/);
  await open(page, '/spaces');
  expect((await sprite).headers()['cache-control']).toContain('immutable');
  const width = () => page.locator('svg.icon use').first().evaluate((use: SVGGraphicsElement) => use.getBBox().width);
  await expect.poll(width).toBeGreaterThan(0);
});

test('the people card shows a name on one line, and "Change owner" as a button', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/spaces');
  const [id] = await addSpaces(page, ['With its people']);
  await open(page, `/spaces/${id}?tab=about`);
  const card = page.getByRole('region', { name: 'People with access' });
  const name = card.locator('.space-person-name').first();
  await expect(name).toHaveText(ADMINISTRATOR.name);
  expect((await name.boundingBox())?.height).toBeLessThan(30);
  const change = card.getByRole('button', { name: 'Change owner' });
  await expect(change).not.toHaveCSS('border-top-color', 'rgba(0, 0, 0, 0)');
});
