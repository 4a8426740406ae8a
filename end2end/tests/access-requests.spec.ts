// Asking for access to a private space, answering, leaving, and adding the people of another space.
import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

test('a person asks for access once, and the owner grants it', async ({ page, stranger }) => {
  const asker = await join(await stranger(), await invite(page, 'Piotr Proszący', 'piotr@example.com'));
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Asked for'], { visibility: 'private' });
  await open(asker, `/spaces/${space}`);
  await asker.getByRole('textbox', { name: 'Why (optional)' }).fill('I join the project.');
  await presentable(asker);
  await asker.getByRole('button', { name: 'Ask for access' }).click();
  await expect(asker.getByText('You have asked for access.')).toBeVisible();
  await asker.reload();
  await expect(asker.getByText('You have asked for access.')).toBeVisible();
  await expect(asker.getByRole('button', { name: 'Ask for access' })).toHaveCount(0);

  await open(page, `/spaces/${space}?tab=about`);
  const request = page.getByRole('list', { name: 'Requests' }).getByRole('listitem');
  await expect(request).toContainText('Piotr Proszący');
  await expect(request).toContainText('I join the project.');
  await presentable(page);
  await request.getByRole('button', { name: 'Grant' }).click();
  await expect(request).toHaveCount(0);
  await open(asker, `/spaces/${space}`);
  await expect(asker.getByRole('tab', { name: 'Topics' })).toBeVisible();

  await asker.getByRole('tab', { name: 'About' }).click();
  await asker.getByRole('button', { name: 'Leave space' }).click();
  await asker.getByRole('dialog', { name: 'Leave this space?' }).getByRole('button', { name: 'Leave space' }).click();
  await expect(asker.getByText('This space is private and you are not among its people.')).toBeVisible();
});

test('the people of another space are added', async ({ page }) => {
  await invite(page, 'Wiktor Wspólny', 'wiktor@example.com');
  const [person] = await (await call(page, 'suggest_people', { text: 'Wiktor' })).json();
  await addSpaces(page, ['Team of the offer'], { visibility: 'private', people: [person.id] });
  const [space] = await addSpaces(page, ['Team of the project'], { visibility: 'private' });
  await open(page, `/spaces/${space}?tab=about`);
  await page.getByRole('button', { name: 'Add people of another space' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add people of another space' });
  await dialog.getByRole('combobox', { name: 'Space' }).fill('Team of the offer');
  await page.getByRole('option', { name: 'Team of the offer' }).click();
  await presentable(page);
  await dialog.getByRole('button', { name: 'Add people' }).click();
  await expect(page.getByText('1 person added')).toBeVisible();
  await expect(page.getByRole('region', { name: 'People with access' })).toContainText('Wiktor Wspólny');
});
