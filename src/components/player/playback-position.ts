/** Where a video was when its link changed. */
export type PlaybackPosition = {
  /** Seconds from the start. */
  time: number;
  rate: number;
  playing: boolean;
};

export function readPosition(player: HTMLVideoElement, playing: boolean): PlaybackPosition {
  return {
    time: player.currentTime,
    rate: player.playbackRate,
    playing: playing && !player.ended,
  };
}

/** Continues where the video was; call it once the new link's metadata are loaded. */
export function restorePosition(player: HTMLVideoElement, position: PlaybackPosition): void {
  player.playbackRate = position.rate;
  player.currentTime = position.time;
  // Refused only where a browser forbids sound before a click; the video then waits for a press on play.
  if (position.playing) player.play().catch(() => undefined);
}
