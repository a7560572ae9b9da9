import type { Voice } from '../../../../contract/job.ts';

export const voiceSettings = ['speed', 'pitch', 'volume'] as const;

export type VoiceSetting = (typeof voiceSettings)[number];

/** Documented ranges and defaults (docs/metastudio.md#voice-ranges). */
export const voiceRanges: Record<VoiceSetting, { min: number; max: number; normal: number }> = {
  speed: { min: 50, max: 200, normal: 100 },
  pitch: { min: 50, max: 200, normal: 100 },
  volume: { min: 90, max: 240, normal: 140 },
};

/** A setting's value; null when it is missing or out of range: a speed of 0 stands for "not set". */
export function voiceValue(voice: Voice | null, setting: VoiceSetting): number | null {
  const value = voice?.[setting] ?? null;
  const { min, max } = voiceRanges[setting];
  return value !== null && value >= min && value <= max ? value : null;
}
