// Open dialogs and menus: accessible in both themes, and within the window on a phone.
import type { Page } from '@playwright/test';

import { addSpaces, call, invite } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { accessible, expect, floatsInside, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

const LONG = 'A name that goes on and on, as names of projects in large companies do, without an end in sight';

/** Presses the button and checks the dialog that it opens, after `fill` has filled it in. */
async function openAndCheckDialog(page: Page, button: string, title: string, fill?: () => Promise<unknown>): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await checkDialog(page, title, fill);
}

/** Checks the open dialog with this title, and closes it. */
async function checkDialog(page: Page, title: string, fill?: () => Promise<unknown>): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await fill?.();
  await presentable(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}

/** Opens the menu of this button and chooses an item. */
async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Opens and checks the menu of this button. */
async function checkMenu(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await presentable(page);
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
}

/** Chooses the administrator in a field for people. */
async function choosePerson(page: Page, field: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: field }).fill('Anna');
  await dialog.getByRole('option', { name: ADMINISTRATOR.name }).click();
}

test('quick add is accessible: its menu and its forms with errors', async ({ page }) => {
  test.slow();
  await open(page, '/spaces');
  await checkMenu(page, 'Quick add');
  for (const [item, title] of [
    ['Space', 'Add space'],
    ['Deal', 'Add deal'],
  ] as const) {
    await choose(page, 'Quick add', item);
    await checkDialog(page, title, async () => {
      const dialog = page.getByRole('dialog', { name: title });
      if (item === 'Space') await dialog.getByRole('radio', { name: 'Private' }).check();
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveAttribute('aria-invalid', 'true');
    });
  }
});

test('the person’s menu and the list of keyboard shortcuts are accessible', async ({ page }) => {
  await open(page, '/spaces');
  await checkMenu(page, ADMINISTRATOR.name);
  await choose(page, ADMINISTRATOR.name, 'Keyboard shortcuts');
  await checkDialog(page, 'Keyboard shortcuts');
});

test.describe('the list', () => {
  // Each operation with what it asks for; for 'Remove tag' the suggestions stay open.
  const dialog = (page: Page) => page.getByRole('dialog');
  const operations: [string, ((page: Page) => Promise<unknown>)?][] = [
    ['Add to group'],
    ['Remove from group'],
    [
      'Add tag',
      async (page) => {
        await dialog(page).getByRole('combobox', { name: 'Tag' }).fill('new');
        await page.keyboard.press('Enter');
      },
    ],
    [
      'Remove tag',
      async (page) => {
        await dialog(page).getByRole('combobox', { name: 'Tag' }).fill('kept');
        await expect(page.getByRole('option', { name: 'kept' })).toBeVisible();
      },
    ],
    ['Change visibility', (page) => dialog(page).getByRole('radio', { name: 'Hidden' }).check()],
    ['Change owner', (page) => choosePerson(page, 'Owner')],
    ['Give access', (page) => choosePerson(page, 'People')],
    ['Take away access', (page) => choosePerson(page, 'People')],
    ['Set a custom field', (page) => dialog(page).getByRole('textbox', { name: 'New value' }).fill('12,5 or so')],
    ['Archive'],
    ['Restore'],
    ['Delete'],
  ];

  async function fill(page: Page): Promise<void> {
    const label = `Budget. ${LONG}`.slice(0, 60).trim();
    await open(page, '/settings/fields/spaces');
    await page.getByRole('button', { name: 'Add field' }).click();
    const field = page.getByRole('dialog', { name: 'Custom field' });
    await field.getByRole('textbox', { name: 'Label' }).fill(label);
    await field.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Number' });
    await field.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(field).toBeHidden();
    await checkMenu(page, `Actions for ${label}`);
    const group = await (await call(page, 'add_group', { name: 'A group', hue: 'teal' })).json();
    await addSpaces(page, [`Listed. ${LONG}`, 'Listed as well'], { groups: [group], tags: ['kept'] });
  }

  test('the dialog of every operation is accessible with its preview', async ({ page }) => {
    test.setTimeout(300_000);
    await fill(page);
    await open(page, '/spaces?q=listed');
    await page.getByRole('button', { name: 'List operations' }).click();
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    for (const [operation, fillIn] of operations) {
      await test.step(operation, async () => {
        await choose(page, 'Operations', operation);
        await checkDialog(page, operation, () => fillIn?.(page) ?? Promise.resolve());
      });
    }
    await choose(page, 'Operations', 'Export');
    await checkDialog(page, 'Export');
  });

  test('the list’s other dialogs and menus are accessible', async ({ page }) => {
    test.setTimeout(240_000);
    await open(page, '/spaces');
    await call(page, 'add_group', { name: 'Another group', hue: 'violet' });
    await addSpaces(page, [`Row. ${LONG}`]);
    await open(page, '/spaces?q=row');
    await openAndCheckDialog(page, 'Columns', 'Columns');
    await openAndCheckDialog(page, 'Save view', 'Save view');
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    const view = page.getByRole('dialog', { name: 'Save view' });
    await view.getByRole('textbox', { name: 'Name' }).fill('Rows');
    await view.getByRole('button', { name: 'Save view' }).click();
    await checkMenu(page, 'Actions for the view Rows');
    await choose(page, 'Actions for the view Rows', 'Delete view');
    await checkDialog(page, 'Delete the view Rows?');
    await checkMenu(page, 'Export');
    await openAndCheckDialog(page, 'Recent operations', 'Recent operations');
    await page.getByRole('button', { name: 'Manage groups' }).click();
    const manager = page.getByRole('dialog', { name: 'Manage groups' });
    await expect(manager.getByRole('textbox', { name: 'Name of Another group' })).toBeVisible();
    await presentable(page);
    await manager.getByRole('button', { name: 'Delete Another group' }).click();
    await expect(page.getByRole('dialog', { name: 'Delete the group Another group?' })).toBeVisible();
    await presentable(page);
    await open(page, '/spaces?q=row');
    await checkMenu(page, `Actions for Row. ${LONG}`);
    await choose(page, `Actions for Row. ${LONG}`, 'Delete');
    await checkDialog(page, `Delete Row. ${LONG}?`);
  });
});

test('the dialogs and the menu of a space’s page are accessible', async ({ page }) => {
  test.setTimeout(240_000);
  const colleague = 'Marek Uczestnik';
  await invite(page, colleague, 'marek@example.com');
  const [person] = await (await call(page, 'suggest_people', { text: colleague })).json();
  const [id] = await addSpaces(page, [LONG], { visibility: 'private', people: [person.id] });
  await open(page, `/spaces/${id}?tab=about`);
  await checkMenu(page, 'More about this space');
  for (const [item, title, fill] of [
    ['Change visibility', 'Change visibility', () => page.getByRole('radio', { name: 'Hidden' }).check()],
    ['Hand over', 'Hand over this space', () => page.getByRole('combobox', { name: 'New owner' }).fill('Marek')],
    ['Archive', 'Archive this space?', undefined],
    ['Delete', 'Delete this space?', undefined],
  ] as const) {
    await choose(page, 'More about this space', item);
    await checkDialog(page, title, fill);
  }
  await openAndCheckDialog(page, `Take access away from ${colleague}`, `Take access away from ${colleague}`);
  const handOver = page.getByRole('button', { name: 'Hand over', exact: true });
  await openAndCheckDialog(page, 'Change owner', 'Hand over this space', () => handOver.click());
});

test('the dialogs and the menu of a deal’s page are accessible', async ({ page }) => {
  test.slow();
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(LONG);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: LONG })).toBeVisible();
  await choose(page, 'More about this deal', 'Delete');
  await checkDialog(page, 'Delete this deal?');
  await page.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await presentable(page);
});

test('the dialogs that invite and deactivate a person are accessible', async ({ page }) => {
  test.slow();
  await open(page, '/settings/users');
  await page.getByRole('button', { name: 'Invite user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite user' });
  await expect(dialog).toBeVisible();
  await presentable(page);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ewa Obca');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ewa@example.com');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toBeVisible();
  await presentable(page);
  await page.keyboard.press('Escape');
  await checkMenu(page, 'Actions for Ewa Obca');
  await choose(page, 'Actions for Ewa Obca', 'Deactivate');
  await expect(page.getByRole('dialog')).toBeVisible();
  await presentable(page);
});

/** Opens the menu of this button on a phone, where it must be moved into the window. */
async function openOnPhone(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await floatsInside(page);
  await accessible(page);
}

test('the menu of operations is within the window on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/spaces');
  await addSpaces(page, ['Ticked one', 'Ticked two']);
  await open(page, '/spaces?q=ticked');
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await openOnPhone(page, 'Operations');
});

test('the menu of a deal is within the window on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('With a menu');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await openOnPhone(page, 'More about this deal');
});
