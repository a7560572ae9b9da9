import type { ComponentProps } from 'react';
import { Link, useLocation } from 'react-router';
import type { Job } from '../../../../contract/job.ts';
import { type FromList, jobLink } from '../../../lib/links.ts';

type Props = Omit<ComponentProps<typeof Link>, 'to' | 'state'> & { job: Pick<Job, 'id' | 'type'> };

/** A link to a job's page, which brings the list's filters and page along for the link back. */
export function JobLink({ job, ...props }: Props) {
  const { pathname, search } = useLocation();
  const from: FromList = { list: pathname + search };
  return <Link {...props} to={jobLink(job)} state={from} />;
}
