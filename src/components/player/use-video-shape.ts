import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JobDetail } from '../../../contract/job.ts';
import { jobMedia } from '../../api/jobs.ts';
import { videoShape } from './video-shape.ts';

declare module 'react' {
  interface CSSProperties {
    /** Width divided by height of the video, for the stage and the columns around it. */
    '--shape'?: number;
  }
}

type Size = { width: number; height: number };

/**
 * Width divided by height of a job's video: of the finished file, else as ordered, else of the cover. The order keeps
 * the page still: what is known first is nearly always what is true.
 */
export function useVideoShape(job: JobDetail): number {
  const isFinished = job.state === 'SUCCEED';
  const { data: media } = useQuery({ ...jobMedia(job.id, job.type), enabled: isFinished });
  const isOrdered = job.video?.width != null && job.video.height != null;
  const coverSize = usePictureSize(isOrdered ? null : (job.cover?.url ?? null));
  return videoShape(media, job.video, coverSize);
}

/** The natural size of a picture once it has loaded. */
function usePictureSize(url: string | null): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  const isKnown = size !== null;
  useEffect(() => {
    // Polls sign the same cover anew; one of them is enough.
    if (url === null || isKnown) return;
    const image = new Image();
    image.referrerPolicy = 'no-referrer';
    image.onload = () => setSize({ width: image.naturalWidth, height: image.naturalHeight });
    image.src = url;
    return () => {
      image.onload = null;
    };
  }, [url, isKnown]);
  return size;
}
