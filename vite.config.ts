import { readFile } from 'node:fs/promises';
import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

/**
 * Puts src/early.ts as a small inline script before everything else in the page, so that the first data is on its way
 * while the code is still being loaded.
 */
function inlineEarlyRequests(): Plugin {
  return {
    name: 'dailies:early-requests',
    transformIndexHtml: {
      order: 'pre',
      async handler(_html, context) {
        if (context.server !== undefined) {
          return [
            {
              tag: 'script',
              attrs: { type: 'module', src: '/src/early.ts' },
              injectTo: 'head-prepend',
            },
          ];
        }
        const result = await build({
          configFile: false,
          logLevel: 'error',
          build: {
            write: false,
            copyPublicDir: false,
            modulePreload: { polyfill: false },
            rolldownOptions: { input: 'src/early.ts', output: { format: 'iife' } },
          },
        });
        const code = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
        const script = code.find((file) => file.type === 'chunk');
        if (script === undefined) throw new Error('src/early.ts did not build to a script');
        return [{ tag: 'script', children: script.code.trim(), injectTo: 'head-prepend' }];
      },
    },
  };
}

/** In development the proxy and the simulator live in Vite's process; a change of server code counts from the next request. */
function developmentApi(): Plugin {
  return {
    name: 'dailies:development-api',
    configureServer(server) {
      const listener = getRequestListener(async (request, env) => {
        const { devApp } = (await server.ssrLoadModule(
          '/server/dev.ts',
        )) as typeof import('./server/dev.ts');
        return (await devApp()).fetch(request, env);
      });
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) void listener(request, response);
        else next();
      });
    },
  };
}

const { version } = JSON.parse(
  await readFile(new URL('package.json', import.meta.url), 'utf8'),
) as {
  version: string;
};

export default defineConfig(({ isSsrBuild }) => ({
  define: { __DAILIES_VERSION__: JSON.stringify(version) },
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react(), inlineEarlyRequests(), developmentApi()],
  build: isSsrBuild
    ? {
        // The Node half: the proxy and the stand-alone simulator, flat in one folder beside simulator/media.
        outDir: 'dist-server',
        copyPublicDir: false,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: { main: 'server/main.ts', simulator: 'simulator/main.ts' },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        target: 'es2022',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        reportCompressedSize: false,
      },
}));
