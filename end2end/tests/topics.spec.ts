// Topics of a space: adding, replying, editing, reacting, closing, moving, deleting; the writing box and drafts.
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

import { storedDrafts } from '../support/drafts';
import { addSpaces, call, invite, join } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { expect, fits, floatsInside, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

const box = (page: Page, name = 'Write a reply') => page.getByRole('textbox', { name, exact: true });
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
const post = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

async function newSpace(page: Page, name: string): Promise<string> {
  await open(page, '/spaces');
  const [id] = await addSpaces(page, [name]);
  return id;
}

/** Adds a topic by its server function; returns its address. */
async function addTopic(page: Page, space: string, title: string, text: string): Promise<{ space: string; number: number }> {
  const topic = { kind: 'talk', title, text };
  const number = await (await call(page, 'add_topic', { space, topic, request: crypto.randomUUID() })).json();
  return { space, number };
}

async function addReply(page: Page, topic: { space: string; number: number }, text: string): Promise<number> {
  return (await call(page, 'add_post', { topic, text, request: crypto.randomUUID() })).json();
}

async function openTopic(page: Page, topic: { space: string; number: number }): Promise<void> {
  await open(page, `/spaces/${topic.space}/topics/${topic.number}`);
}

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Pastes HTML into the focused field, as the clipboard of an office program has it. */
async function paste(page: Page, html: string, plain: string): Promise<void> {
  await page.evaluate(
    ([html, plain]) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    [html, plain],
  );
}

test('a topic is added in an empty space, answered, closed with an outcome and reopened', async ({ page }) => {
  const space = await newSpace(page, 'Conversations');
  await open(page, `/spaces/${space}`);
  await expect(page.getByRole('tab', { name: 'Topics' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('textbox', { name: 'Title (optional)' }).fill('Spring fair');
  await box(page, 'Write a post').fill('Who will **go**?');
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Spring fair' })).toBeVisible();
  await expect(post(page, 'Who will go?').locator('strong')).toHaveText('go');

  await box(page).fill('I will.');
  await box(page).press('Control+Enter');
  await expect(post(page, 'I will.')).toBeVisible();
  await expect(box(page)).toHaveValue('');

  await choose(page, 'More about this topic', 'Close');
  const dialog = page.getByRole('dialog', { name: 'Close this topic' });
  await dialog.getByRole('textbox', { name: 'Outcome' }).fill('Two of us go.');
  await dialog.getByRole('button', { name: 'Close topic' }).click();
  await expect(page.getByText('Two of us go.')).toBeVisible();
  await presentable(page);

  await page.getByRole('link', { name: 'Conversations' }).click();
  await page.getByRole('link', { name: 'Closed', exact: true }).click();
  await expect(page).toHaveURL(/state=closed/);
  const row = page.getByRole('listitem').filter({ hasText: 'Spring fair' });
  await expect(row).toContainText('Two of us go.');
  await expect(row).toContainText('1 reply');
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByText('No topic matches these filters.')).toBeVisible();
  await presentable(page);

  await page.goBack();
  await page.getByRole('link', { name: 'Spring fair' }).click();
  await choose(page, 'More about this topic', 'Reopen');
  await expect(page.getByText('Two of us go.')).toHaveCount(0);
});

test('a post is edited, shows its versions, is deleted and restored', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Edits'), 'Edited', 'First text');
  await openTopic(page, topic);
  await choose(page, 'More about this post', 'Edit');
  await box(page, 'Edit the post').fill('Second text');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(post(page, 'Second text')).toContainText('edited');
  await choose(page, 'More about this post', 'Versions');
  await expect(page.getByRole('dialog', { name: 'Versions' })).toContainText('First text');
  await page.keyboard.press('Escape');

  await addReply(page, topic, 'A reply to delete');
  await openTopic(page, topic);
  await post(page, 'A reply to delete').getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText(/^A post by .* was deleted\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(post(page, 'A reply to delete')).toBeVisible();
});

test('an edit that somebody else saved meanwhile shows both texts', async ({ page, context, quiet }) => {
  quiet.allow(/409 \(Conflict\).*edit_post/);
  const topic = await addTopic(page, await newSpace(page, 'Conflicts'), 'Two tabs', 'Original');
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await openTopic(tab, topic);
    await choose(tab, 'More about this post', 'Edit');
    await expect(box(tab, 'Edit the post')).toHaveValue('Original');
  }
  await box(page, 'Edit the post').fill('Mine');
  await box(other, 'Edit the post').fill('Theirs');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(post(other, 'Theirs')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody changed this post meanwhile' });
  await expect(conflict).toContainText('Theirs');
  await expect(conflict).toContainText('Mine');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(post(page, 'Mine')).toBeVisible();
});

test('reactions are toggled and tell who reacted', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Reactions'), 'Liked', 'A good idea');
  await openTopic(page, topic);
  await choose(page, 'Add a reaction', '🎉');
  const reaction = page.getByRole('button', { name: /^🎉: / });
  await expect(reaction).toHaveAttribute('aria-pressed', 'true');
  await reaction.click();
  await expect(reaction).toHaveCount(0);
  await choose(page, 'Add a reaction', 'Another emoji');
  const emoji = page.getByRole('textbox', { name: 'Emoji' });
  for (const wrong of ['ok', '😀😀']) {
    await emoji.fill(wrong);
    await page.keyboard.press('Enter');
    const note = page.getByText('This is not an emoji.');
    await expect(note).toBeVisible();
    const { height } = (await note.boundingBox())!;
    expect(height, 'the note is one line').toBeLessThan(24);
    await presentable(page);
  }
  await emoji.fill('🦊');
  await expect(page.getByText('This is not an emoji.')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^🦊: / })).toBeVisible();
});

test('a thread opens at the first unread post and loads in both directions', async ({ page, stranger }) => {
  test.slow();
  const space = await newSpace(page, 'Long thread');
  const topic = await addTopic(page, space, 'Long', 'Post 0');
  const reader = await join(await stranger(), await invite(page, 'Rita Czytelna', 'rita@example.com'));
  await open(reader, `/spaces/${space}`);
  await call(reader, 'mark_space_read', { space, post: 1 });
  await open(page, `/spaces/${space}`);
  let first = 0;
  for (let number = 1; number <= 120; number += 1) {
    const added = await addReply(page, topic, `Post ${number}`);
    if (number === 60) first = added;
  }
  await call(reader, 'mark_read', { topic, post: first });
  await openTopic(reader, topic);
  await expect(reader.getByText('New', { exact: true })).toBeInViewport();
  await expect(post(reader, 'Post 61')).toBeInViewport();

  // What is read stays where it is while older posts are added above it.
  const kept = reader.locator(`#post-${first + 1}`);
  const place = async () => (await kept.boundingBox())?.y ?? 0;
  const before = await place();
  await reader.getByRole('button', { name: 'Older posts' }).evaluate((button: HTMLElement) => button.click());
  await expect(post(reader, 'Post 1').first()).toBeAttached();
  expect(Math.abs((await place()) - before)).toBeLessThan(2);

  await open(reader, `/spaces/${space}/topics/${topic.number}#post-${first - 50}`);
  await expect(reader.locator(`#post-${first - 50}`)).toBeInViewport();
});

test('a post is read when it was on screen for a second', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Reading');
  const reader = await join(await stranger(), await invite(page, 'Celina Nowa', 'celina@example.com'));
  await open(reader, `/spaces/${space}`);
  await open(page, '/spaces');
  const topic = await addTopic(page, space, 'To be read', 'Read me');
  await open(reader, `/spaces/${space}`);
  const row = reader.getByRole('listitem').filter({ hasText: 'To be read' });
  await expect(row).toContainText('Unread:');
  const read = reader.waitForResponse((answer) => answer.url().endsWith('/api/mark_read'));
  await reader.getByRole('link', { name: 'To be read' }).click();
  await read;
  await open(reader, `/spaces/${space}`);
  await expect(row).not.toContainText('Unread:');

  await openTopic(reader, topic);
  await choose(reader, 'More about this post', 'Mark unread from here');
  await expect(reader.getByText('Marked as unread')).toBeVisible();
  await open(reader, `/spaces/${space}`);
  await expect(row).toContainText('Unread:');
  await reader.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(row).not.toContainText('Unread:');
});

test('an error under the writing box goes when the text changes', async ({ page }) => {
  const space = await newSpace(page, 'Errors go');
  await open(page, `/spaces/${space}`);
  const missing = page.getByText('Fill this in.');
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(missing).toBeVisible();
  await box(page, 'Write a post').pressSequentially('A');
  await expect(missing).toHaveCount(0);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(post(page, 'A')).toBeVisible();

  await send(page).click();
  await expect(missing).toBeVisible();
  await box(page).pressSequentially('B');
  await expect(missing).toHaveCount(0);
  await send(page).click();
  await expect(post(page, 'B').first()).toBeVisible();
  await expect(missing).toHaveCount(0);

  await page.getByRole('button', { name: 'More about this post' }).first().click();
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  await box(page, 'Edit the post').fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(missing).toBeVisible();
  await box(page, 'Edit the post').pressSequentially('C');
  await expect(missing).toHaveCount(0);
});

test('the toolbar formats, and the browser undoes it', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Formats'), 'Formats', 'Text');
  await openTopic(page, topic);
  const field = box(page);
  await field.fill('word');
  await field.press('Control+a');
  await field.press('Control+b');
  await expect(field).toHaveValue('**word**');
  await field.press('Control+z');
  await expect(field).toHaveValue('word');

  const bar = page.getByRole('toolbar', { name: 'Formatting' });
  await bar.getByRole('button', { name: 'Bold' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(bar.getByRole('button', { name: 'Italic' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(bar.getByRole('button', { name: 'Table' })).toBeFocused();
  await field.press('Control+a');
  await bar.getByRole('button', { name: 'Numbered list' }).click();
  await expect(field).toHaveValue('1. word');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('region', { name: 'Preview' }).getByRole('listitem')).toHaveText('word');
});

test('a long word widens neither the writing box nor the page', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Long words'), 'Long', 'Text');
  await openTopic(page, topic);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await box(page).fill(`https://example.com/${'a-long-way/'.repeat(30)}${'x'.repeat(200)}`);
    await fits(page);
    await expect(page.getByRole('button', { name: 'Preview', exact: true })).toBeInViewport({ ratio: 1 });
  }
});

test('AltGr writes letters and never fires a shortcut', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Letters'), 'Letters', 'Text');
  await openTopic(page, topic);
  const field = box(page);
  await field.fill('b');
  await field.press('Control+a');
  // Windows reports AltGr as Ctrl and Alt.
  await field.press('Control+Alt+b');
  await field.press('Control+Alt+i');
  await field.press('Control+Alt+Enter');
  await expect(field).not.toHaveValue(/\*/);
  await expect(page.getByRole('article')).toHaveCount(1);
});

for (const [program, expected] of [
  ['word', '- Cena za **100** sztuk'],
  ['libreoffice', '- Ćwiczenia'],
  ['excel', '| Produkt | Sztuk | Cena |'],
] as const) {
  test(`a paste from ${program} becomes Markdown and is undone at once`, async ({ page }) => {
    const topic = await addTopic(page, await newSpace(page, `Paste from ${program}`), 'Paste', 'Text');
    const html = readFileSync(new URL(`../fixtures/clipboard/${program}.html`, import.meta.url), 'utf8');
    await openTopic(page, topic);
    const field = box(page);
    await field.fill('Before');
    await paste(page, html, 'plain');
    await expect(field).toHaveValue(new RegExp(`^Before\\n\\n[^]*${expected.replace(/[|*.]/g, '\\$&')}`));
    await field.press('Control+z');
    await expect(field).toHaveValue('Before');
  });
}

test('people, spaces and emoji are completed by keyboard', async ({ page }) => {
  const space = await newSpace(page, 'Named elsewhere');
  await invite(page, 'Zenon Wspomniany', 'zenon@example.com');
  const topic = await addTopic(page, space, 'Mentions', 'Text');
  await openTopic(page, topic);
  const field = page.getByLabel('Write a reply');
  await field.pressSequentially('Hi @zen');
  await expect(page.getByRole('option', { name: 'Zenon Wspomniany' })).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(field).toHaveValue(/^Hi \[@Zenon Wspomniany\]\(person:[0-9a-f-]{36}\) $/);
  await field.fill('');
  await field.pressSequentially('see #named');
  await expect(page.getByRole('option', { name: 'Named elsewhere' })).toBeVisible();
  await field.press('Tab');
  await expect(field).toHaveValue(/^see \[#Named elsewhere\]\(space:[0-9a-f-]{36}\) $/);
  await field.fill('');
  await field.pressSequentially(':thumbs');
  await expect(page.getByRole('option', { name: /👍/ })).toBeVisible();
  await field.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(field).toHaveValue(':thumbs');
  await expect(page.getByText('Everyone in the account can read this')).toBeVisible();
});

test('suggested spaces of one name are told apart by visibility and owner', async ({ page }) => {
  const space = await newSpace(page, 'Twin plans');
  await addSpaces(page, ['Twin plans'], { visibility: 'private' });
  await openTopic(page, await addTopic(page, space, 'Twins', 'Text'));
  await page.getByLabel('Write a reply').pressSequentially('see #twin');
  for (const level of ['Public', 'Private']) {
    await expect(page.getByRole('option', { name: `Twin plans ${level} · ${ADMINISTRATOR.name}` })).toBeVisible();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await fits(page);
  await floatsInside(page);
});

test('a mentioned person who cannot open the space is named and given access', async ({ page }) => {
  await open(page, '/spaces');
  await invite(page, 'Olek Postronny', 'olek@example.com');
  const [person] = await (await call(page, 'suggest_people', { text: 'Olek' })).json();
  const [space] = await addSpaces(page, ['Closed talk'], { visibility: 'private' });
  const topic = await addTopic(page, space, 'Closed', 'Text');
  await openTopic(page, topic);
  await box(page).fill(`[@Olek](person:${person.id}) look`);
  await expect(page.getByText('Olek Postronny cannot open this space.')).toBeVisible();
  await page.getByRole('button', { name: 'Give access' }).click();
  await expect(page.getByText('Olek Postronny cannot open this space.')).toHaveCount(0);
});

test('a draft survives a reload, is offered to another tab, and goes when it is sent', async ({ page, context }) => {
  const topic = await addTopic(page, await newSpace(page, 'Drafts'), 'Drafts', 'Text');
  await openTopic(page, topic);
  await box(page).fill('Half a thought');
  // The draft is stored when typing pauses.
  await expect.poll(() => storedDrafts(page)).toContain('Half a thought');
  await page.reload();
  await expect(box(page)).toHaveValue('Half a thought');

  const other = await context.newPage();
  await openTopic(other, topic);
  await expect(box(other)).toHaveValue('');
  await expect(other.getByText('There is another draft')).toBeVisible();
  await other.getByRole('button', { name: 'Use' }).click();
  await expect(box(other)).toHaveValue('Half a thought');
  await send(other).click();
  await expect(post(other, 'Half a thought')).toBeVisible();
  await other.reload();
  await expect(box(other)).toHaveValue('');
});

test('a duplicate of a tab offers the draft of the first and has one of its own', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Duplicates'), 'Duplicate', 'First');
  await openTopic(page, topic);
  await box(page).fill('Written in the first tab');
  await expect.poll(() => storedDrafts(page)).toContain('Written in the first tab');
  // A window that a page opens begins with a copy of its session storage, as a duplicate does.
  const opening = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(location.href));
  const duplicate = await opening;
  await expect(duplicate.getByText('Written in the first tab')).toBeVisible();
  await expect(box(duplicate)).toHaveValue('');
  await box(duplicate).fill('Written in the second tab');
  await expect.poll(() => storedDrafts(page)).toContain('Written in the second tab');
  expect(await storedDrafts(page)).toContain('Written in the first tab');
});

test('what was typed last is kept when another page is opened at once', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Left at once'), 'Left', 'First');
  await openTopic(page, topic);
  await box(page).pressSequentially('Not lost');
  await page.getByRole('link', { name: 'Left at once' }).first().click();
  await page.getByRole('link', { name: 'Left', exact: true }).click();
  await expect(box(page)).toHaveValue('Not lost');
});

test('a post waits for the network and is sent once', async ({ page, context, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const topic = await addTopic(page, await newSpace(page, 'Offline'), 'Offline', 'Text');
  await openTopic(page, topic);
  await context.setOffline(true);
  await box(page).fill('From the tunnel');
  await send(page).click();
  await expect(page.getByText('Waiting for the network')).toBeVisible();
  await expect(box(page)).toHaveValue('');
  await context.setOffline(false);
  await expect(post(page, 'From the tunnel')).toHaveCount(1);
  await expect(page.getByText('Waiting for the network')).toHaveCount(0);
});

test('a lost answer does not make a second post', async ({ page, quiet }) => {
  quiet.allow(/ERR_FAILED|Failed to load resource/);
  const topic = await addTopic(page, await newSpace(page, 'Lost answers'), 'Lost', 'Text');
  await openTopic(page, topic);
  let lost = 0;
  await page.route('**/api/add_post', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await box(page).fill('Only once');
  await send(page).click();
  await expect(post(page, 'Only once')).toHaveCount(1);
  await page.reload();
  await expect(post(page, 'Only once')).toHaveCount(1);
});

test('a topic is moved, pinned, deleted and restored', async ({ page }) => {
  const space = await newSpace(page, 'From here');
  await addSpaces(page, ['To there']);
  const topic = await addTopic(page, space, 'Traveller', 'Text');
  await openTopic(page, topic);
  await choose(page, 'More about this topic', 'Pin');
  await expect(page.getByText('Topic pinned')).toBeVisible();
  await choose(page, 'More about this topic', 'Move to another space');
  const dialog = page.getByRole('dialog', { name: 'Move to another space' });
  await dialog.getByRole('combobox', { name: 'Space' }).fill('To there');
  await page.getByRole('option', { name: 'To there' }).click();
  await expect(dialog.getByRole('status')).toContainText('lose');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(page.getByRole('link', { name: 'To there' })).toBeVisible();

  await choose(page, 'More about this topic', 'Delete');
  await expect(page.getByText('Topic deleted')).toBeVisible();
  await page.getByRole('button', { name: 'Deleted topics' }).click();
  await page.getByRole('dialog', { name: 'Deleted topics' }).getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('link', { name: 'Traveller' })).toBeVisible();
});

test('an archived space is read-only and says so', async ({ page }) => {
  const space = await newSpace(page, 'Finished');
  const topic = await addTopic(page, space, 'Kept', 'Still readable');
  await call(page, 'archive_space', { id: space });
  await open(page, `/spaces/${space}`);
  await expect(page.getByText('Its topics can be read')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New topic' })).toHaveCount(0);
  await openTopic(page, topic);
  await expect(post(page, 'Still readable')).toBeVisible();
  await expect(box(page)).toHaveCount(0);
});

test('a topic of a space in the trash says that the space is there', async ({ page }) => {
  const space = await newSpace(page, 'Thrown away');
  const topic = await addTopic(page, space, 'Kept for a month', 'Still readable');
  await call(page, 'delete_space', { id: space });
  await openTopic(page, topic);
  await expect(page.getByText('This space is in the trash.')).toBeVisible();
  await expect(page.getByText('archived')).toHaveCount(0);
  await expect(box(page)).toHaveCount(0);
});

test('a space and a topic are followed at four levels', async ({ page }) => {
  const topic = await addTopic(page, await newSpace(page, 'Followed'), 'Followed topic', 'Text');
  await openTopic(page, topic);
  const follow = (level: string) => page.getByRole('button', { name: level, exact: true });
  await follow('Following: taking part').click();
  for (const level of ['Everything', 'What I take part in', 'Mentions', 'Nothing']) {
    await expect(page.getByRole('menuitemradio', { name: level, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('menuitemradio', { name: /^As in the space/ })).toHaveAttribute('aria-checked', 'true');
  const saved = page.waitForResponse(/\/api\/follow_topic$/);
  await page.getByRole('menuitemradio', { name: 'Everything', exact: true }).click();
  await saved;
  await expect(follow('Following: everything')).toBeVisible();
  await page.reload();
  await follow('Following: everything').click();
  await expect(page.getByRole('menuitemradio', { name: 'Everything', exact: true })).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('menuitemradio', { name: 'Nothing', exact: true }).click();
  await expect(follow('Not following')).toBeVisible();
  await open(page, `/spaces/${topic.space}`);
  await follow('Following: taking part').click();
  await page.getByRole('menuitemradio', { name: 'Mentions', exact: true }).click();
  await expect(follow('Following: mentions')).toBeVisible();
});
