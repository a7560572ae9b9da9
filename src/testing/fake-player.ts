/** What a browser's player tells of itself, and a test decides. */
type PlayerState = {
  paused: boolean;
  ended: boolean;
  readyState: number;
  videoWidth: number;
  error: Pick<MediaError, 'code' | 'message'> | null;
};

/** A video element whose state is that of the test. It loads nothing; `load` and `play` are for spies. */
export function fakePlayer(initial: Partial<PlayerState> = {}) {
  const state: PlayerState = {
    paused: true,
    ended: false,
    readyState: 0,
    videoWidth: 0,
    error: null,
    ...initial,
  };
  // A constant that happy-dom does not have.
  Object.defineProperty(HTMLMediaElement, 'HAVE_METADATA', { value: 1, configurable: true });
  const player = document.createElement('video');
  for (const name of ['paused', 'ended', 'readyState', 'videoWidth', 'error'] as const) {
    Object.defineProperty(player, name, { get: () => state[name] });
  }
  return { player, state };
}
