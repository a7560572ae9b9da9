import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDocument } from './page-document.ts';

const index =
  '<html lang="en"><head><title>Dailies</title><style>a{}</style></head>' +
  '<body><!--body--><!--data--><template id="code"></template><script>1</script></body></html>';
const manifest = JSON.stringify({
  'index.html': { file: 'assets/index-0.js', isEntry: true },
  'src/Job.tsx': {
    file: 'assets/job-1.js',
    css: ['assets/job-2.css'],
    imports: ['index.html', '_shared.js'],
    isDynamicEntry: true,
  },
  '_shared.js': { file: 'assets/shared-4.js', imports: ['index.html', 'src/Job.tsx'] },
  'src/en.json': { file: 'assets/en-3.js' },
});
const parts = {
  language: 'en',
  scheme: null,
  head: '<title>Jobs</title>',
  body: '<p>Job</p>',
  data: '{}',
  modules: [],
};
const document = readDocument(index, manifest);
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('a filled document', () => {
  it('has its parts in their places', () => {
    const { html, styles } = document.fill({ ...parts, language: 'zh-CN', scheme: 'dark' });
    expect(html).toBe(
      '<html lang="zh-CN" data-scheme="dark"><head><title>Jobs</title><style>a{}</style></head>' +
        '<body><p>Job</p><script type="application/json" id="first-data">{}</script>' +
        '<template id="code"></template><script>1</script></body></html>',
    );
    expect(styles).toBeNull();
  });

  it('names the styles in its head and the code in its template, with their imports, and nothing that was not built', () => {
    const modules = ['src/Job.tsx', 'src/en.json', 'src/none.ts', '__proto__'];
    const { html } = document.fill({ ...parts, modules });
    expect(html).toContain('<link rel="stylesheet" href="/assets/job-2.css"></head>');
    expect(html).toContain(
      '<template id="code"><link rel="modulepreload" href="/assets/job-1.js">' +
        '<link rel="modulepreload" href="/assets/en-3.js">' +
        '<link rel="modulepreload" href="/assets/shared-4.js"></template>',
    );
    expect(html.match(/<link/g)).toHaveLength(4);
  });

  it('keeps the title of the product when the page has none of its own', () => {
    const { html } = document.fill({ ...parts, head: '<link rel="x">' });
    expect(html).toContain('<head><title>Dailies</title><link rel="x"><style>');
  });

  it.each(["$& $' $1", '<!--body--><!--data--></head>', '<html lang="en">'])(
    'leaves %j alone where it is content',
    (text) => {
      const { html } = document.fill({ ...parts, body: text, data: JSON.stringify(text) });
      expect(html).toContain(`<body>${text}<script`);
      expect(html).toContain(`id="first-data">${JSON.stringify(text)}</script>`);
    },
  );

  it('has rules in place of style attributes, which its policy allows', () => {
    const body =
      '<i style="--shape:1.5"></i><b style="--shape:1.5"></b><u style="color:&quot;red&quot;"></u>';
    const { html, styles } = document.fill({ ...parts, body });
    const css = '[data-style="1"]{--shape:1.5}[data-style="2"]{color:"red"}';
    expect(html).toContain(`<style>${css}</style></head>`);
    expect(html).toContain('<i data-style="1"></i><b data-style="1"></b><u data-style="2"></u>');
    expect(html).not.toContain(' style=');
    expect(styles).toBe(hash(css));
  });

  it('drops a style that would be more than a rule', () => {
    const body = '<i style="color:red}*{color:blue"></i><i style="&lt;/style&gt;"></i>';
    expect(document.fill({ ...parts, body })).toMatchObject({ styles: null });
    expect(document.fill({ ...parts, body }).html).toContain('<body><i></i><i></i><script');
  });
});

it('is the page as it was built without parts', () => {
  expect(document.fill(null).html).toBe(index.replace('<!--body--><!--data-->', ''));
});

it('allows its own inline script and styles', () => {
  expect(document.inline).toEqual({ scripts: [hash('1')], styles: [hash('a{}')] });
});

it('needs a manifest', () => {
  expect(() => readDocument(index, '[]')).toThrow();
});
