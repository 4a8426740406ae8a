// A small disk, which tests can fill.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns whether this person may mount disks. */
export function mayMount(): boolean {
  try {
    unmount(mount(1024 * 1024));
    return true;
  } catch {
    return false;
  }
}

/** Mounts a disk of this size, in memory, on a new folder; returns the folder. */
export function mount(bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'spaces-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return folder;
}

/** Unmounts a disk and removes its folder. */
export function unmount(folder: string): void {
  execFileSync('umount', [folder], { stdio: 'pipe' });
  rmdirSync(folder);
}

/** Writes a file that takes all room on a disk of at most this size. Returns the function that removes it. */
export function fill(folder: string, bytes: number): () => void {
  const filler = join(folder, 'filler');
  try {
    writeFileSync(filler, Buffer.alloc(bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return () => rmSync(filler);
}
