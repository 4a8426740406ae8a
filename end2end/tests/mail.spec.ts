// E-mail: links for people who are invited or need a new password, and a person's own choices.
import { linkIn, mailTo } from '../support/mail';
import { invite, join, PASSWORD } from '../support/people';
import { signIn } from '../support/server';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url, mail: true });

test('an invited person joins by the link in their message', async ({ page, server, stranger }) => {
  const shown = await invite(page, 'Jan Nowak', 'jan@example.com');
  const [mail] = await mailTo(server, 'jan@example.com', 1);
  expect(mail.headers.get('subject')).toBe('You are invited to Spaces');
  expect(mail.headers.has('list-unsubscribe')).toBe(false);
  const link = linkIn(mail, '/join');
  expect(link.startsWith(server.url)).toBe(true);
  expect(link).not.toBe(shown);
  expect(mail.html).toContain(link);
  await join(await stranger(), link);

  const late = await stranger();
  await late.goto(shown);
  await expect(late.getByRole('alert')).toContainText('This link no longer works');
});

test('an administrator sees that a link is mailed, and the person gets it', async ({ page, server, stranger, quiet }) => {
  // The open page of the person whose session the new password ends.
  quiet.allow(/\/(live|api\/my_session).*401|401.*\/(live|api\/my_session)|WebSocket connection to .* failed/);
  const theirs = await join(await stranger(), await invite(page, 'Ewa Lis', 'ewa@example.com'));
  await open(page, '/settings/users');
  await page.getByRole('button', { name: 'Actions for Ewa Lis' }).click();
  await page.getByRole('menuitem', { name: 'New link', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Link for one sign-in' });
  await expect(dialog).toContainText('Ewa Lis also gets a link by e-mail.');
  await presentable(page);
  const [, mail] = await mailTo(server, 'ewa@example.com', 2);
  expect(mail.headers.get('subject')).toBe('Your link to a new password');

  const again = await stranger();
  await again.goto(linkIn(mail, '/join'));
  await again.getByLabel('Password').fill('another long password');
  await again.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(again).toHaveURL(/\/spaces$/);
  await theirs.goto('/spaces');
  await expect(theirs).toHaveURL(/\/sign-in/);
  await signIn(theirs, 'ewa@example.com', PASSWORD);
  await expect(theirs.getByRole('alert')).toContainText('The e-mail or the password is not right');
});

test('a person chooses what is mailed and when', async ({ page }) => {
  await open(page, '/settings/profile');
  const section = page.getByRole('region', { name: 'E-mail' });
  const mentions = section.getByRole('checkbox', { name: 'At once when somebody mentions you' });
  await expect(mentions).toBeChecked();
  await expect(section.getByLabel('Time of the digest')).toHaveCount(0);
  await mentions.uncheck();
  await section.getByRole('combobox', { name: 'Digest of everything unread' }).selectOption({ label: 'Every day' });
  await section.getByLabel('Time of the digest').fill('07:30');
  await section.getByRole('button', { name: 'Save e-mail settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your e-mail settings are saved.' })).toBeVisible();
  await presentable(page);

  await open(page, '/settings/profile');
  await expect(mentions).not.toBeChecked();
  await expect(section.getByLabel('Time of the digest')).toHaveValue('07:30');
});

test('a guessed link switches nothing off', async ({ page, quiet }) => {
  quiet.allow(/status of 404/);
  const answer = await page.goto('/unsubscribe/00ff');
  expect(answer?.status()).toBe(404);
});
