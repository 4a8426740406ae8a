// The live stream as tests see it.
import type { Page } from '@playwright/test';

import { open } from './test';

/** Opens an address and waits until the tab has received the first frame of the live stream. */
export async function openLive(page: Page, address: string): Promise<void> {
  // The page that is left may still be opening its own stream.
  let arrived = false;
  page.once('framenavigated', () => (arrived = true));
  const received = new Promise<void>((done) => {
    page.on('websocket', (socket) => socket.once('framereceived', () => arrived && done()));
  });
  await open(page, address);
  await received;
}
