// The live stream as tests see it.
import type { Page } from '@playwright/test';

import { open } from './test';

/** Opens an address and waits until the tab has received the first frame of the live stream. */
export async function openLive(page: Page, address: string): Promise<void> {
  const received = new Promise<void>((done) => {
    page.once('websocket', (socket) => socket.once('framereceived', () => done()));
  });
  await open(page, address);
  await received;
}
