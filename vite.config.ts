import { execFileSync } from 'node:child_process';
import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type ViteDevServer } from 'vite';
import { codeId } from './contract/page.ts';

/** The commit that is built, for `dailies_build_info`. Where there is no git, BUILD_COMMIT may name it. */
function builtCommit(): string {
  if (process.env.BUILD_COMMIT) return process.env.BUILD_COMMIT;
  const describe = ['describe', '--always', '--dirty', '--exclude=*'];
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', describe, { encoding: 'utf8', stdio }).trim();
  } catch {
    return 'unknown';
  }
}

/** The code of a file as an inline script, without imports. */
async function inlineScript(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      copyPublicDir: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input, output: { format: 'iife' } },
    },
  });
  const files = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
  const script = files.find((file) => file.type === 'chunk');
  if (script === undefined) throw new Error(`${input} did not build to a script`);
  return `<script>${script.code.trim()}</script>`;
}

/**
 * Puts all that the first HTML needs into it: its styles, and two small scripts, the last of which starts the page's code once
 * the HTML is painted (docs/decisions/0019-rows-in-the-first-html.md).
 */
function selfContainedHtml(): Plugin {
  return {
    name: 'dailies:self-contained-html',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        let styles = '';
        let code = '';
        const rest = html.replace(
          /\s*<(?:link rel="stylesheet"[^>]* href="\/([^"]+)"[^>]*|script type="module"[^>]*><\/script)>/g,
          (tag, href?: string) => {
            if (href === undefined) {
              code += tag.trim();
              return '';
            }
            const file = bundle[href];
            if (file?.type !== 'asset') throw new Error(`There is no style sheet ${href}`);
            styles += file.source.toString();
            delete bundle[href];
            // Code that loads later would ask for it first.
            for (const chunk of Object.values(bundle)) {
              if (chunk.type === 'chunk') chunk.viteMetadata?.importedCss.delete(href);
            }
            return '';
          },
        );
        const early = await inlineScript('src/before-rows.ts');
        const script = await inlineScript('src/before-paint.ts');
        // By functions: in a text as replacement, `$` has a meaning.
        return rest
          .replace('</head>', () => `<style>${styles.trim()}</style></head>`)
          .replace('<!--data-->', (data) => early + data)
          .replace('</body>', () => `<template id="${codeId}">${code}</template>${script}</body>`);
      },
    },
  };
}

/**
 * Has V8 compile all code while it downloads, on another thread. Function by function, when each is called first, was a third
 * of the page's start (docs/decisions/0031-quick-answers.md).
 */
function compiledAhead(): Plugin {
  return {
    name: 'dailies:compiled-ahead',
    apply: (_, { isSsrBuild }) => isSsrBuild !== true,
    generateBundle: {
      // It counts in the first line only, and Vite puts one of its own there.
      order: 'post',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === 'chunk') chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
        }
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
        if (/^\/(api|auth)\//.test(request.url ?? '')) void listener(request, response);
        else next();
      });
    },
  };
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), selfContainedHtml(), compiledAhead(), developmentApi()],
  // React reads it: in its development form it draws a page ten times slower.
  ...(isSsrBuild && {
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.BUILD_COMMIT': JSON.stringify(builtCommit()),
    },
    ssr: {
      noExternal: [
        // One copy of React for all that uses it.
        ...[/react/, /^use-/, /^@(mantine|tanstack)\//, 'zustand', 'scheduler'],
        // Hundreds of small files, which took longer to open than all the rest of the start.
        ...['kysely', 'zod', /^@?hono/],
      ],
    },
  }),
  build: isSsrBuild
    ? {
        // The proxy, the stand-alone simulator, and the page's renderer (docs/decisions/0005-one-build-for-node.md).
        outDir: 'dist-server',
        copyPublicDir: false,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: {
            main: 'server/main.ts',
            several: 'server/several.ts',
            audit: 'server/audit.ts',
            simulator: 'simulator/main.ts',
            'entry-server': 'src/entry-server.tsx',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        target: 'es2022',
        // Those that know light-dark(): written out for others, it doubles the variables of every element.
        cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        manifest: 'manifest.json',
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
