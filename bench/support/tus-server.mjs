// @tus/server on a folder: the process that support/file-servers.mjs starts with the folder and the port.
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const [folder, port] = process.argv.slice(2);
new Server({ path: '/files', datastore: new FileStore({ directory: folder }) }).listen({ host: '127.0.0.1', port: Number(port) });
