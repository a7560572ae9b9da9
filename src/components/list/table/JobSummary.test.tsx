// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../../contract/job.ts';
import { showLanguage } from '../../../lib/i18n.ts';
import { jobIn } from '../../../testing/fixtures.ts';
import { JobSummary } from './JobSummary.tsx';

beforeAll(() => showLanguage('en'));

const render = (job: Job) =>
  renderToString(
    <StaticRouter location="/">
      <JobSummary job={job} />
    </StaticRouter>,
  );
const failed = (error: Job['error']): Job => ({ ...jobIn('FAILED'), id: 'job-1', error });

describe('a failed job in the list', () => {
  it('says why in the reader’s language, and shows the code in the place of type and id', async () => {
    const job = failed({ code: 'MSS.45000003', message: 'Unsupported video' });
    expect(render(job)).toContain('>Script asset missing or unusable<');
    await showLanguage('zh-CN');
    const html = render(job);
    expect(html).toContain('>剧本所用素材缺失或不可用<');
    expect(html).toContain('>MSS.45000003<');
    expect(html).not.toContain('job-1<');
    expect(html).not.toContain('>Unsupported video<');
    await showLanguage('en');
  });

  it('has general words for a code that is not listed, and MetaStudio’s own in the tooltip', () => {
    const html = render(failed({ code: 'MSS.99999999', message: 'Disk full' }));
    expect(html).toContain('title="MSS.99999999 · Disk full">Other reason<');
    expect(html).toContain('>MSS.99999999<');
  });

  it('says that there is no reason when MetaStudio gave none', () => {
    expect(render(failed(null))).toContain('>MetaStudio gave no reason<');
  });
});

it('shows no reason for a job that did not fail', () => {
  const error = { code: 'MSS.45000003', message: 'Unsupported video' };
  expect(render({ ...jobIn('SUCCEED'), error })).not.toContain('MSS.45000003');
});
