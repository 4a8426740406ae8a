// People besides the first administrator.
import { type APIResponse, expect, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { open } from './test';

/** The password of everyone who joins. */
export const PASSWORD = 'seven small green stones';

/** As an administrator: invites a person on the users page; returns the link. */
export async function invite(page: Page, name: string, email: string): Promise<string> {
  await open(page, '/settings/users');
  await page.getByRole('button', { name: 'Invite user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite user' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(new URL(link).pathname).toBe('/join');
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return link;
}

/** As an invited person: chooses a password; returns the signed-in page. */
export async function join(page: Page, link: string): Promise<Page> {
  await page.goto(link);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page).toHaveURL(/\/spaces$/);
  return page;
}

/** As the signed-in person: adds spaces by the server function, which is faster than the form; returns their ids. */
export async function addSpaces(
  page: Page,
  names: string[],
  more: {
    visibility?: 'public' | 'private' | 'hidden';
    groups?: string[];
    tags?: string[];
    people?: string[];
    /** Values by the ids of custom fields. */
    fields?: Record<string, object>;
  } = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const form = { description: '', groups: [], tags: [], visibility: 'public', people: [], version: 0, ...more, name };
    const answer = await call(page, 'add_space', { form, request: randomUUID() });
    expect(answer.status(), await answer.text()).toBe(200);
    ids.push(await answer.json());
  }
  return ids;
}

/** Calls a server function as the signed-in person. */
export function call(page: Page, name: string, args: object): Promise<APIResponse> {
  return page.request.post(`/api/${name}`, { headers: { origin: new URL(page.url()).origin }, data: args });
}
