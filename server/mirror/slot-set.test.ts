import { expect, it } from 'vitest';
import { SlotSet } from './slot-set.ts';

it.each([0, 1, 8, 9, 64])('has what was added, also beyond its first room of %i', (room) => {
  const added = [0, 7, 8, 9, 63, 64, 1000];
  const slots = new SlotSet(room);
  for (const slot of added) slots.add(slot);
  for (const slot of added) slots.add(slot);
  const found = Array.from({ length: 1100 }, (_, slot) => slot).filter((slot) => slots.has(slot));
  expect(found).toEqual(added);
});
