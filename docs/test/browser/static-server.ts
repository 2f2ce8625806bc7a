import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A server of files, on this machine alone. */
export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves folders under paths, as any server of static pages would.
 *
 * @param folders - From the path, such as `/wengert/`, to the folder.
 * @param headers - What to send along with every file.
 */
export async function serve(
  folders: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [prefix, folder] = Object.entries(folders).find(([path]) => pathname.startsWith(path)) ?? [];
    const file = folder === undefined ? undefined : fileIn(folder, pathname.slice(prefix?.length));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function fileIn(folder: string, path: string): string | undefined {
  const root = join(folder, '.');
  const file = join(root, decodeURIComponent(path));
  if (!file.startsWith(root) || !existsSync(file)) return undefined;
  return statSync(file).isDirectory() ? fileIn(folder, join(path, 'index.html')) : file;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
