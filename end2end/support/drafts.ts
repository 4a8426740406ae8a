// The drafts of posts that a browser has stored.
import type { Page } from '@playwright/test';

/** Returns the drafts that the browser has stored, as one text. */
export function storedDrafts(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((done, fail) => {
        const opening = indexedDB.open('spaces-drafts');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => {
            opening.result.close();
            done(all.result.join('\n'));
          };
        };
      }),
  );
}
