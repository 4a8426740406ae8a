// The accessibility tree of the main pages: landmarks, headings, column headers, names of controls. With `/children:
// equal` the listed children must be the only ones; elsewhere they must exist in this order.
import type { Page } from '@playwright/test';
import { join } from 'node:path';

import { files, libraryOf, newFolder, newSpace, upload } from '../support/files';
import { addSpaces, call, invite } from '../support/people';
import { text } from '../support/samples';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const main = (page: Page) => page.getByRole('main');

/** Opens the import with the ten rows of the fixture and goes to the columns step. */
async function goToColumns(page: Page): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(join(import.meta.dirname, '../fixtures/spaces.xlsx'));
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

test('the frame of a page', async ({ page }) => {
  await open(page, '/settings/profile');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Skip to content":
      - /url: "#content"
    - banner:
      - /children: equal
      - link "Spaces"
      - search:
        - searchbox "Search spaces"
      - button "Quick add"
      - button "Notices"
      - button "Anna Łuczak"
    - navigation "Main navigation":
      - /children: equal
      - list:
        - /children: equal
        - listitem:
          - link "Spaces"
          - link "Catch up"
        - listitem:
          - link "Deals"
        - listitem:
          - link "Statistics"
        - listitem:
          - link "Account settings"
      - button "Collapse navigation"
    - main:
      - heading "Profile" [level=1]
  `);
});

test('the list of spaces', async ({ page }) => {
  await open(page, '/spaces');
  const group = await (await call(page, 'add_group', { name: 'Deliveries', hue: 'teal' })).json();
  await addSpaces(page, ['Alder'], { groups: [group], tags: ['autumn'] });
  await addSpaces(page, ['Birch'], { visibility: 'hidden' });
  await open(page, '/spaces?sort=name');
  const list = page.getByRole('region', { name: 'Spaces' });
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Spaces" [level=1]
    - button "Add space"
    - navigation "Groups":
      - heading "Groups" [level=2]
      - button "Manage groups"
      - list:
        - listitem:
          - link "All spaces 2"
        - listitem:
          - link "Deliveries 1"
        - listitem:
          - link "No group 1"
    - region "Spaces":
      - searchbox "Search spaces"
      - button "Filters"
      - button "Columns"
      - button "Save view"
      - paragraph: 2 spaces
      - button "Import spaces"
      - button "Export"
      - button "List operations"
      - button "Recent operations"
  `);
  await expect(list.getByRole('table')).toMatchAriaSnapshot(`
    - table "Spaces":
      - rowgroup:
        - row:
          - /children: equal
          - columnheader "Select all on this page":
            - checkbox "Select all on this page"
          - columnheader "Name":
            - button "Name"
          - columnheader "Groups"
          - columnheader "Tags"
          - columnheader "Owner"
          - columnheader "People"
          - columnheader "Last activity"
          - columnheader "Actions"
      - rowgroup:
        - row:
          - /children: equal
          - cell:
            - checkbox "Select Alder"
          - cell "Public Alder":
            - link "Alder"
          - cell "Deliveries"
          - cell "#autumn"
          - cell "Anna Łuczak"
          - cell "1"
          - cell /now|ago/
          - cell:
            - button "Actions for Alder"
        - row:
          - cell "Hidden Birch":
            - link "Birch"
  `);
});

test('the form of a space', async ({ page }) => {
  await open(page, '/spaces/new');
  await page.getByRole('radio', { name: 'Hidden' }).check();
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Add space" [level=1]
    - textbox "Name"
    - radiogroup "Visibility":
      - radio "Public"
      - text: Public Everyone in the account sees it and can open it
      - radio "Private"
      - text: Private Everyone sees its name; only the people below can open it
      - radio "Hidden" [checked]
      - text: Hidden Only the people below will know that it exists
    - combobox "People with access"
    - paragraph: You and administrators always have access.
    - combobox "Groups"
    - textbox "Description"
    - combobox "Tags"
    - paragraph: Enter or a comma makes a tag.
    - button "Add"
    - button "Add and create another"
  `);
});

test('the form of a space in quick add', async ({ page }) => {
  await open(page, '/settings/profile');
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Space', exact: true }).click();
  await expect(page.getByRole('dialog').locator('form')).toMatchAriaSnapshot(`
    - textbox "Name"
    - radiogroup "Visibility":
      - radio "Public" [checked]
      - radio "Private"
      - radio "Hidden"
    - combobox "Groups"
    - button "More fields"
    - button "Add"
    - button "Add and create another"
    - paragraph: Ctrl+Enter adds from any field, Ctrl+Shift+Enter adds and starts another.
  `);
});

test('the page of a space', async ({ page }) => {
  await open(page, '/spaces');
  const [id] = await addSpaces(page, ['Cedar'], { visibility: 'private', tags: ['winter'] });
  await open(page, `/spaces/${id}?tab=about`);
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Cedar" [level=1]
    - link "Edit"
    - button "More about this space"
    - paragraph: Private
    - tablist "Parts of this space":
      - /children: equal
      - tab "Topics"
      - tab "Library"
      - tab "About" [selected]
    - tabpanel "About":
      - region "About":
        - heading "About" [level=2]
        - term: Tags
        - definition: "#winter"
        - term: Created
        - definition:
          - text: Anna Łuczak
          - time: /\\d+ \\w+ \\d{4}/
      - region "Activity":
        - heading "Activity" [level=2]
        - list:
          - listitem:
            - paragraph: Anna Łuczak
            - paragraph: Added the space
      - region "People with access":
        - heading "People with access" [level=2]
        - list:
          - /children: equal
          - listitem:
            - text: Anna Łuczak owner
            - button "Change owner"
        - combobox "Give access to"
        - button "Give access"
        - combobox "Add people of another space"
        - button "Add people"
  `);
});

test('the library of a space', async ({ page }) => {
  const space = await newSpace(page, 'Elm');
  await newFolder(page, space, 'Offers');
  await upload(page, { space }, text('Umowa.txt', 'Twelve bytes'));
  await open(page, libraryOf(space));
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Elm" [level=1]
    - button "New folder"
    - button "Upload"
    - tablist "Parts of this space":
      - tab "Library" [selected]
    - tabpanel "Library":
      - region "Files":
        - navigation "Parts of the library":
          - link "Folders"
          - link "By topic"
          - link "Links"
        - search:
          - searchbox "Search by name"
        - button "Filters"
        - navigation "Layout":
          - link "List"
          - link "Tiles"
        - button "Download all"
        - table "Files"
  `);
  await expect(files(page).getByRole('table')).toMatchAriaSnapshot(`
    - table "Files":
      - rowgroup:
        - row:
          - /children: equal
          - columnheader "Select all shown":
            - checkbox "Select all shown"
          - columnheader "Name":
            - button "Name"
          - columnheader "Size":
            - button "Size"
          - columnheader "Kind":
            - button "Kind"
          - columnheader "Added":
            - button "Added"
          - columnheader "Actions"
      - rowgroup:
        - row:
          - cell:
            - checkbox "Select Offers"
          - cell "Offers":
            - link "Offers"
          - cell
          - cell "Folder"
          - cell /now|ago/
          - cell:
            - button "More about Offers"
        - row:
          - cell:
            - checkbox "Select Umowa.txt"
          - cell "Umowa.txt":
            - link "Umowa.txt"
          - cell "12 B"
          - cell "Text"
          - cell /now|ago/
          - cell:
            - button "More about Umowa.txt"
  `);
});

test('the page of a file', async ({ page }) => {
  const space = await newSpace(page, 'Fir');
  const file = await upload(page, { space }, text('Umowa.txt', 'Twelve bytes'));
  await open(page, `/files/${file}`);
  await expect(main(page)).toMatchAriaSnapshot(`
    - navigation "Where this page is":
      - link "Spaces"
      - link "Fir"
      - link "Library"
    - heading "Umowa.txt" [level=1]
    - button "More about Umowa.txt"
    - button "Download"
    - region "Preview":
      - region "Text":
        - code: Twelve bytes
    - region "Where it is used":
      - heading "Where it is used" [level=2]
      - paragraph: No post shows this file.
    - region "About this file":
      - heading "About this file" [level=2]
      - term: Size
      - definition: 12 B
      - term: Kind
      - definition: Text
    - region "Versions":
      - heading "Versions" [level=2]
      - list:
        - listitem:
          - link "Download version 1"
      - button "Upload a new version"
  `);
});

test('the import: columns', async ({ page }) => {
  await goToColumns(page);
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Import spaces" [level=1]
    - list "Steps":
      - /children: equal
      - listitem:
        - button "File"
      - listitem: Columns
      - listitem: Check
      - listitem: Import
      - listitem: Result
    - heading "Say what each column is" [level=2]
    - list:
      - listitem:
        - combobox "Nazwa":
          - option "Leave out"
          - option "Name" [selected]
        - list:
          - listitem "Argumenty sprzedażowe"
      - listitem:
        - combobox "Opis":
          - option "Description" [selected]
    - group "Several values in one cell are parted by":
      - checkbox "New line" [checked]
      - checkbox "Semicolon" [checked]
      - checkbox "Comma" [checked]
    - group "For all rows":
      - combobox "Groups"
      - combobox "Tags"
      - combobox "Visibility"
      - combobox "Owner"
    - paragraph:
      - button "Back"
      - button "Continue"
  `);
});

test('the import: check', async ({ page }) => {
  await goToColumns(page);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Check the rows" [level=2]
    - combobox "Names that exist already"
    - combobox "Groups that do not exist yet"
    - group "Which visibility these words mean":
      - combobox "‘tajna’ (1 row)"
    - status: 2 rows are wrong · 8 to add
    - button "Next error"
    - group "Rows that are shown":
      - radio "All rows" [checked]
      - radio "Only wrong rows"
    - region "Rows of the file":
      - table
    - paragraph:
      - button "Back"
      - button "Import 8 spaces, leave out 2"
  `);
  // The cells of a wrong row say what is wrong and what will happen with the row.
  await page.getByRole('radio', { name: 'Only wrong rows' }).check();
  await expect(page.getByRole('region', { name: 'Rows of the file' }).getByRole('table')).toMatchAriaSnapshot(`
    - rowgroup:
      - row "Row Nazwa Opis Grupy Tagi Widoczność Opiekun What happens"
    - rowgroup:
      - row:
        - rowheader "9"
        - cell "tajna ‘tajna’ is no visibility; choose what it means above":
          - button "tajna"
        - cell "Wrong Leave out row 9":
          - button "Leave out row 9"
      - row:
        - rowheader "10"
        - 'cell "Empty: Nazwa, row 10 Nothing is here, and something must be"':
          - 'button "Empty: Nazwa, row 10"'
        - cell "Wrong Leave out row 10":
          - button "Leave out row 10"
  `);
});

test('statistics', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Dogwood']);
  await open(page, '/statistics/activities?period=today');
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Activities" [level=1]
    - link "Export"
    - combobox "Period":
      - option "Today" [selected]
    - combobox "Person"
    - table "Activities":
      - rowgroup:
        - row:
          - /children: equal
          - columnheader "Activity"
          - columnheader /This period \\d+ \\w+ \\d{4}/
          - columnheader /Previous period \\d+ \\w+ \\d{4}/
      - rowgroup:
        - row:
          - /children: equal
          - rowheader "Spaces created"
          - cell:
            - link /\\d+/
          - cell "0"
        - row:
          - rowheader "Deals added"
        - row:
          - rowheader "Deals won"
        - row:
          - rowheader "Deals lost"
        - row:
          - rowheader "Sign-ins"
    - region "Over time":
      - heading "Over time" [level=2]
      - figure /Spaces created/:
        - img /Spaces created. \\d+ in this period, 0 in the previous one/
  `);
});

test('settings: users', async ({ page }) => {
  await invite(page, 'Ewa Obca', 'ewa@example.com');
  await expect(main(page)).toMatchAriaSnapshot(`
    - heading "Users" [level=1]
    - button "Invite user"
    - navigation "Account settings":
      - link "Profile"
      - link "Users"
      - link "Trash"
    - table "Users":
      - caption: Users
      - rowgroup:
        - row:
          - /children: equal
          - columnheader "Name"
          - columnheader "E-mail"
          - columnheader "Role"
          - columnheader "Status"
          - columnheader "Last seen"
          - columnheader "Actions"
      - rowgroup:
        - row /Anna Łuczak/:
          - rowheader "Anna Łuczak (you)"
          - cell "Administrator"
          - cell "Active"
          - cell:
            - button "Actions for Anna Łuczak"
        - row /Ewa Obca/:
          - cell "ewa@example.com"
          - cell "User"
          - cell "Invited"
          - cell "Never"
          - cell:
            - button "Actions for Ewa Obca"
  `);
});
