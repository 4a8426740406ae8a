// What the owner, a member, an administrator and an outsider see of spaces of each visibility: in the list, by search,
// on the page.
import type { Page } from '@playwright/test';

import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const SECRET = 'Nobody outside reads this sentence.';
const UNKNOWN = '/spaces/01890000-0000-7000-8000-000000000000';

async function add(page: Page, name: string, level: 'Public' | 'Private' | 'Hidden', member: string): Promise<string> {
  await open(page, '/spaces/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Description' }).fill(SECRET);
  await page.getByRole('radio', { name: level }).check();
  if (level !== 'Public') {
    await page.getByRole('combobox', { name: 'People with access' }).fill(member);
    await page.getByRole('option', { name: member }).click();
  }
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Returns the status and the visible text of a page: its nonces and ids, which differ at every load, are not part of them. */
async function statusAndText(page: Page, address: string): Promise<{ status?: number; text: string }> {
  const answer = await page.goto(address);
  return { status: answer?.status(), text: await page.locator('body').innerText() };
}

test('each visibility level shows each person what they may see', async ({ page, stranger, quiet }) => {
  test.slow();
  // The browser logs the 404s that this test provokes.
  quiet.allow(/status of 404/);
  const owner = await join(await stranger(), await invite(page, 'Olga Opiekun', 'olga@example.com'));
  const member = await join(await stranger(), await invite(page, 'Marek Uczestnik', 'marek@example.com'));
  const outsider = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));

  const open_ = await add(owner, 'Open matter', 'Public', 'Marek Uczestnik');
  const closed = await add(owner, 'Closed matter', 'Private', 'Marek Uczestnik');
  const hidden = await add(owner, 'Unseen matter', 'Hidden', 'Marek Uczestnik');

  for (const insider of [owner, member, page]) {
    await open(insider, '/spaces?q=matter');
    for (const name of ['Open matter', 'Closed matter', 'Unseen matter']) {
      await expect(insider.getByRole('link', { name })).toBeVisible();
    }
    for (const address of [open_, closed, hidden]) {
      expect((await statusAndText(insider, `${address}?tab=about`)).text).toContain(SECRET);
    }
  }

  await open(outsider, '/spaces?q=matter');
  await expect(outsider.getByRole('link', { name: 'Open matter' })).toBeVisible();
  await expect(outsider.getByRole('link', { name: 'Closed matter' })).toBeVisible();
  await expect(outsider.getByText('Unseen matter')).toHaveCount(0);
  expect((await statusAndText(outsider, `${open_}?tab=about`)).text).toContain(SECRET);

  const outline = await statusAndText(outsider, `${closed}?tab=about`);
  expect(outline.status).toBe(200);
  expect(outline.text).toContain('Closed matter');
  expect(outline.text).toContain('Olga Opiekun');
  expect(outline.text).not.toContain(SECRET);
  expect(outline.text).not.toContain('Marek Uczestnik');
  expect(await outsider.content()).not.toContain(SECRET);

  // A hidden space and an unknown id have the same page.
  const unseen = await statusAndText(outsider, hidden);
  expect(unseen.status).toBe(404);
  expect(unseen).toEqual(await statusAndText(outsider, UNKNOWN));
  // An outsider's search matches only the name of a private space.
  await open(outsider, '/spaces?q=outside');
  await expect(outsider.getByRole('link', { name: 'Open matter' })).toBeVisible();
  await expect(outsider.getByText('Closed matter')).toHaveCount(0);
});

test('server functions apply the visibility levels as pages do', async ({ page, stranger }) => {
  const owner = await join(await stranger(), await invite(page, 'Wanda Wola', 'wanda@example.com'));
  const memberPage = await join(await stranger(), await invite(page, 'Tomasz Bliski', 'tomasz@example.com'));
  const outsider = await join(await stranger(), await invite(page, 'Daria Daleka', 'daria@example.com'));
  const member = (await (await call(memberPage, 'my_session', {})).json()).me.id;
  const people = [member];
  const [open_] = await addSpaces(owner, ['Called openly'], { people });
  const [closed] = await addSpaces(owner, ['Called in private'], { visibility: 'private', people });
  const [hidden] = await addSpaces(owner, ['Called in the dark'], { visibility: 'hidden', people });
  const unknown = UNKNOWN.split('/').pop();
  const status = async (who: Page, name: string, id?: string) => (await call(who, name, { id })).status();

  for (const insider of [page, owner, memberPage]) {
    for (const id of [open_, closed, hidden]) expect(await status(insider, 'open_space', id)).toBe(200);
  }
  expect(await status(outsider, 'open_space', open_)).toBe(200);
  const outline = await (await call(outsider, 'open_space', { id: closed })).text();
  expect(outline).toContain('Called in private');
  expect(outline).not.toContain('Tomasz Bliski');
  for (const act of ['open_space', 'archive_space', 'delete_space', 'restore_space']) {
    const [unseen, absent] = [await call(outsider, act, { id: hidden }), await call(outsider, act, { id: unknown })];
    expect(unseen.status()).toBe(404);
    expect(await unseen.text()).toBe(await absent.text());
    expect(Object.keys(unseen.headers())).toEqual(Object.keys(absent.headers()));
  }
  for (const act of ['archive_space', 'delete_space']) {
    expect(await status(outsider, act, open_)).toBe(403);
    expect(await status(memberPage, act, hidden)).toBe(403);
  }
  expect(await status(owner, 'archive_space', hidden)).toBe(200);
});
