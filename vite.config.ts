import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type ViteDevServer } from 'vite';

/** Inlines src/early.ts as the first script of the page: the first data loads in parallel with the code. */
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

/** The port that Vite listens on, which is not the configured one when that is taken. */
function portOf(server: ViteDevServer): number {
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite does not listen yet');
  return address.port;
}

/** In development the proxy and the simulator run in Vite's process. Each request uses the newest server code. */
function developmentApi(): Plugin {
  return {
    name: 'dailies:development-api',
    configureServer(server) {
      const listener = getRequestListener(async (request, env) => {
        const { devApp } = (await server.ssrLoadModule(
          '/server/dev.ts',
        )) as typeof import('./server/dev.ts');
        return (await devApp(portOf(server))).fetch(request, env);
      });
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) void listener(request, response);
        else next();
      });
    },
  };
}

export default defineConfig(({ isSsrBuild }) => ({
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react(), inlineEarlyRequests(), developmentApi()],
  build: isSsrBuild
    ? {
        // The proxy and the stand-alone simulator (docs/decisions/0005-one-build-for-node.md).
        outDir: 'dist-server',
        copyPublicDir: false,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: {
            main: 'server/main.ts',
            audit: 'server/audit.ts',
            simulator: 'simulator/main.ts',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        target: 'es2022',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        reportCompressedSize: false,
        // `npm run bench -- page` counts what is sent, not what is unpacked.
        chunkSizeWarningLimit: 600,
        rolldownOptions: {
          output: {
            // What the first page needs is one file, also where a lazy part shares it: three files weighed 4 kB more
            // (docs/decisions/0004-small-first-load.md).
            codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
          },
        },
      },
}));
